// Waits for orders to be readable: asks for the newest page of orders again and again, and only while some are missing.
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { now } from "../support/clock.ts";
import { type Spread, spreadOf } from "../support/percentiles.ts";

export type ReaderOptions = { readonly origin: string; readonly token: string; readonly connection: string };

export type Readings = {
  /** From the moment when the delivery should have left until a page showed its order. */
  readonly latencyMs: Spread;
  readonly missing: number;
  readonly looks: number;
  /** Between two looks: no time can be told more exactly than this. */
  readonly resolutionMs: number;
};

export type OrderReader = {
  expect(orderId: string, since: number): void;
  /** Reads on until nothing is missing any more, or the time is up. */
  end(withinMs: number): Promise<Readings>;
};

const PAUSE_MS = 4;
/** Small, so that reading costs the hub little; a larger page only where it would miss orders, as a slow look makes more of them. */
const PAGE = 20;
const LARGE_PAGE = 100;

export function readOrders({ origin, token, connection }: ReaderOptions): OrderReader {
  const pool = new Pool(origin, { connections: 1 });
  const missing = new Map<string, number>();
  const latencies: number[] = [];
  const lookMs: number[] = [];
  let isEnding = false;

  async function look(): Promise<void> {
    const limit = missing.size > PAGE ? LARGE_PAGE : PAGE;
    const started = now();
    const reply = await pool.request({
      path: `/api/v1/orders?connection_id=${connection}&limit=${limit}`,
      method: "GET",
      headers: { authorization: `Bearer ${token}` },
    });
    const page: { readonly orders?: readonly { readonly remote_id: string }[] } = JSON.parse(await reply.body.text());
    if (page.orders === undefined) throw new Error(`GET /api/v1/orders answered ${reply.statusCode}`);
    for (const { remote_id: id } of page.orders) note(id);
    lookMs.push(now() - started + PAUSE_MS);
  }

  function note(orderId: string): void {
    const since = missing.get(orderId);
    if (since === undefined) return;
    latencies.push(now() - since);
    missing.delete(orderId);
  }

  async function read(): Promise<void> {
    while (!isEnding || missing.size > 0) {
      if (missing.size > 0) await look();
      await delay(PAUSE_MS);
    }
  }

  const reading = read();
  reading.catch(() => {}); // told when the readings are asked for
  return {
    expect: (orderId, since) => void missing.set(orderId, since),
    end: async (withinMs) => {
      isEnding = true;
      const timeUp = new AbortController();
      await Promise.race([reading, delay(withinMs, undefined, { signal: timeUp.signal }).catch(() => {})]);
      timeUp.abort();
      const lost = missing.size;
      missing.clear();
      await reading;
      await pool.destroy();
      return {
        latencyMs: spreadOf(latencies),
        missing: lost,
        looks: lookMs.length,
        resolutionMs: spreadOf(lookMs).p50,
      };
    },
  };
}
