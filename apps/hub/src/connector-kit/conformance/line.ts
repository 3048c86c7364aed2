// The line between a connector and its stage: it notes what is asked, and lets things befall replies as the engine would
// hand them on.
import { HubError } from "@logix/model";
import type { LimitedFetch, StoreReply, StoreRequest } from "../http.ts";

/** What is handed over in place of the store's reply; it was never asked then. */
export type Mishap = (request: StoreRequest) => StoreReply;
/** What happens to the store's own reply on its way. */
type Change = (text: string, request: StoreRequest) => string;

export type Line = {
  readonly fetch: LimitedFetch;
  readonly asked: StoreRequest[];
  /** Befalls every request from the one after the next `spared` on. */
  befall(mishap: Mishap, spared?: number): void;
  change(change: Change): void;
  clear(): void;
};

export function lineTo(store: LimitedFetch): Line {
  const asked: StoreRequest[] = [];
  let mishap: Mishap | null = null;
  let spared = 0;
  let change: Change = (text) => text;
  return {
    asked,
    fetch: async (request) => {
      asked.push(request);
      if (mishap !== null && spared === 0) return asTheEngineDoes(request, mishap(request));
      spared = Math.max(0, spared - 1);
      const reply = await store(request);
      return asTheEngineDoes(request, { ...reply, text: change(reply.text, request) });
    },
    befall: (next, after = 0) => {
      mishap = next;
      spared = after;
    },
    change: (next) => {
      change = next;
    },
    clear: () => {
      mishap = null;
      change = (text) => text;
    },
  };
}

// Being refused for haste is the engine's matter and never reaches a connector.
function asTheEngineDoes(request: StoreRequest, reply: StoreReply): StoreReply {
  const refused = request.meter?.(reply)?.refused ?? false;
  if (!refused && reply.status !== 429) return reply;
  const retryAt = new Date(Date.now() + 1000);
  throw new HubError("limited", "The store asks for fewer requests", { code: "store_limit", retryAt });
}

const PAGE = "<!DOCTYPE html><html><head><title>Oops</title></head><body><h1>Something went wrong</h1></body></html>";

export const mishaps = {
  html: () => page(200, PAGE),
  garbage: () => page(200, '{"half": ["a json'),
  nothing: () => page(200, ""),
  otherJson: () => ({ ...page(200, '{"hello":"world"}'), headers: { "content-type": "application/json" } }),
  fatal: () => page(500, PAGE),
  badGateway: () => page(502, "Bad Gateway"),
  unavailable: () => page(503, PAGE),
  gatewayTimeout: () => page(504, "Gateway Time-out"),
  silence: () => {
    throw new HubError("unreachable", "The store did not answer in time", { code: "timeout" });
  },
  reset: () => {
    throw new HubError("unreachable", "The connection to the store broke", { code: "reset" });
  },
  /** A page for programmers that shows the whole request, keys included. */
  debugPage: ({ url, headers = {}, body }) => {
    const longestFirst = Object.values(headers).sort((one, other) => other.length - one.length);
    return page(500, `${longestFirst.join("\n")}\n${url}\n${body ?? ""}`);
  },
} as const satisfies Record<string, Mishap>;

function page(status: number, text: string): StoreReply {
  return { status, headers: { "content-type": "text/html" }, text };
}

/** Takes everything but ids out of the objects that are chosen, wherever they stand in a reply; lines of JSON too. */
export function emptied(text: string, isChosen: (object: Readonly<Record<string, unknown>>) => boolean): string {
  const whole = parsed(text);
  if (whole !== undefined) return JSON.stringify(hollow(whole, isChosen));
  return text
    .split("\n")
    .map((line) => {
      const value = parsed(line);
      return value === undefined ? line : JSON.stringify(hollow(value, isChosen));
    })
    .join("\n");
}

function hollow(value: unknown, isChosen: (object: Readonly<Record<string, unknown>>) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => hollow(each, isChosen));
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  if (isChosen(Object.fromEntries(entries))) return Object.fromEntries(entries.filter(([name]) => isIdName(name)));
  return Object.fromEntries(entries.map(([name, inner]) => [name, hollow(inner, isChosen)]));
}

function isIdName(name: string): boolean {
  return /^(id|__parentId|__typename|parent_id)$/.test(name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
