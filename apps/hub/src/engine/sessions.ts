// A store as opened for one connection: its connector, its settings, and a fetch that is limited, counted and guarded.
import { HubError } from "@logix/model";
import type { RateLimit, Store } from "../connector-kit/contract.ts";
import type { LimitedFetch, Meter, StoreReply, StoreRequest } from "../connector-kit/http.ts";
import { waitingForStore } from "./asides.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { Transport } from "./transport.ts";

/** What the engine has to know of a connector to open it; which connector it is, it does not know. */
type Caller = {
  /** Names the buckets of this connection. */
  readonly key: string;
  readonly platform: string;
  readonly limits: Readonly<Record<string, RateLimit>> & { readonly default: RateLimit };
};
type Opener = Caller & { open(fetch: LimitedFetch): Store };

export type Sessions = {
  /** `mostWaitMs`: how long a request may wait for its turn before the work is put off instead. */
  open(opener: Opener, mostWaitMs: number): Store;
  /** The same way out without a store, for what comes before one: exchanging a code, renewing credentials. */
  fetchFor(caller: Caller, mostWaitMs: number): LimitedFetch;
};

export type CallObserver = (call: {
  platform: string;
  status: number | string;
  ms: number;
  method: string;
  path: string;
  key: string;
}) => void;

export function makeSessions(transport: Transport, limiter: RateLimiter, observe: CallObserver): Sessions {
  return {
    open: (opener, mostWaitMs) => opener.open((request) => limited(opener, request, mostWaitMs)),
    fetchFor: (caller, mostWaitMs) => (request) => limited(caller, request, mostWaitMs),
  };

  async function limited(opener: Caller, request: StoreRequest, mostWaitMs: number): Promise<StoreReply> {
    const bucket = request.bucket ?? "default";
    const limit = opener.limits[bucket] ?? opener.limits.default;
    const key = `${opener.key}:${bucket}`;
    const cost = request.cost ?? 1;
    const { slowed, reply } = await waitingForStore(async () => {
      const turn = await limiter.take(key, limit, mostWaitMs, cost);
      return { ...turn, reply: await observed(opener, request) };
    });
    const meter = request.meter?.(reply) ?? null;
    if (meter) {
      await limiter.believe(key, limit, cost, meter);
      if (meter.refused) throw usedUp(meter, cost);
    }
    if (asksForAPause(reply)) {
      const retryAt = await limiter.slowDown(key, limit, pauseOf(reply));
      // A 503 goes on to the connector, which knows what the page says; the next request finds the bucket closed.
      if (reply.status === 503) return reply;
      throw new HubError("limited", "The store asks for fewer requests", {
        code: "store_limit",
        retryAt,
        remote: { status: reply.status },
      });
    }
    if (slowed && reply.status < 500) await limiter.speedUp(key, limit);
    return reply;
  }

  async function observed(opener: Caller, request: StoreRequest): Promise<StoreReply> {
    const started = performance.now();
    const path = request.url.split("?")[0] ?? request.url;
    const tell = (status: number | string) =>
      observe({
        platform: opener.platform,
        status,
        ms: performance.now() - started,
        method: request.method,
        path,
        key: opener.key,
      });
    try {
      const reply = await transport.send(request);
      tell(reply.status);
      return reply;
    } catch (error) {
      tell(error instanceof HubError ? (error.details.code ?? error.kind) : "failed");
      throw error;
    }
  }
}

/** The store took nothing and says what was missing: no reason to go slower than it asks for. */
function usedUp({ left, perSecond, needed }: Meter, cost: number): HubError {
  const missing = Math.max(1, (needed ?? cost) - left);
  return new HubError("limited", "What the store grants per second is used up for the moment", {
    code: "store_limit",
    retryAt: new Date(Date.now() + (missing / perSecond) * 1000),
  });
}

function asksForAPause(reply: StoreReply): boolean {
  return reply.status === 429 || (reply.status === 503 && reply.headers["retry-after"] !== undefined);
}

const LONGEST_PAUSE_MS = 60 * 60_000;

/** `Retry-After` in seconds or as a date, kept within an hour. */
function pauseOf(reply: StoreReply): number | undefined {
  const header = reply.headers["retry-after"];
  if (header === undefined) return undefined;
  const pause = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : new Date(header).getTime() - Date.now();
  return Number.isFinite(pause) ? Math.min(LONGEST_PAUSE_MS, Math.max(0, pause)) : undefined;
}
