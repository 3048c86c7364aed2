// How often one store may be asked. The buckets live in the database, so the limit holds across processes.
import { setTimeout as delay } from "node:timers/promises";
import { HubError } from "@logix/model";
import type { RateLimit } from "../connector-kit/contract.ts";
import type { Meter } from "../connector-kit/http.ts";
import {
  type Bucket,
  believeStore,
  giveBack,
  reserve,
  slowDown,
  speedUp,
} from "../database/connections/rate-limits.ts";
import type { Database } from "../database/database.ts";

/** Never slower than this many times the polite rate, however often the store complains. */
const MOST_SLOWNESS = 32;
const DEFAULT_PAUSE_MS = 10_000;

export type RateLimiter = {
  /**
   * Returns when a request may go.
   * @throws HubError `limited` where that would take longer than `mostWaitMs`: the work is to be put off, not to wait.
   */
  take(key: string, limit: RateLimit, mostWaitMs: number, cost?: number): Promise<{ readonly slowed: boolean }>;
  /** One more of something that is counted, such as failed logins; nothing waits. */
  count(key: string, limit: RateLimit): Promise<{ readonly allowed: boolean; readonly retryAt: Date }>;
  /** Undoes one `count` that was allowed. */
  giveBack(key: string, limit: RateLimit): Promise<void>;
  /** The store answered 429 or 503; `pauseMs` is what it asked for. */
  slowDown(key: string, limit: RateLimit, pauseMs: number | undefined): Promise<Date>;
  speedUp(key: string, limit: RateLimit): Promise<void>;
  /** The store counts the bucket itself and said how full it is, after a request that had reserved `cost`. */
  believe(key: string, limit: RateLimit, cost: number, meter: Meter): Promise<void>;
};

export function makeRateLimiter(database: Database): RateLimiter {
  const { db } = database;
  return {
    take: async (key, limit, mostWaitMs, cost = 1) => {
      const { reserved, waitMs, slowed } = await reserve(db, bucketOf(key, limit, cost), mostWaitMs);
      if (!reserved) {
        const retryAt = new Date(Date.now() + waitMs);
        throw new HubError("limited", "The limit of requests to this store is used up for the moment", {
          code: "own_limit",
          retryAt,
        });
      }
      if (waitMs > 0) await delay(waitMs);
      return { slowed };
    },
    count: async (key, limit) => {
      const { reserved, waitMs } = await reserve(db, bucketOf(key, limit), 0);
      return { allowed: reserved, retryAt: new Date(Date.now() + waitMs) };
    },
    giveBack: (key, limit) => giveBack(db, bucketOf(key, limit)),
    slowDown: async (key, limit, pauseMs = DEFAULT_PAUSE_MS) => {
      await slowDown(db, bucketOf(key, limit), pauseMs, MOST_SLOWNESS);
      return new Date(Date.now() + pauseMs);
    },
    speedUp: (key, limit) => speedUp(db, bucketOf(key, limit)),
    believe: async (key, limit, cost, { spent = cost, left, perSecond }) => {
      const bucket = bucketOf(key, limit);
      const unspentMs = Math.max(0, cost - spent) * bucket.intervalMs;
      await believeStore(db, bucket, { unspentMs, leftMs: (Math.max(0, left) / perSecond) * 1000 });
    },
  };
}

function bucketOf(key: string, limit: RateLimit, cost = 1): Bucket {
  const intervalMs = limit.perMs / limit.requests;
  // What costs more than the bucket holds could never go: it waits for a full bucket instead.
  return { key, intervalMs: intervalMs * Math.min(cost, limit.burst), burstMs: intervalMs * limit.burst };
}
