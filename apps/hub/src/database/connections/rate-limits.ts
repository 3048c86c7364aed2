// One row per token bucket (GCRA), shared by all processes. The database's clock decides, so processes need not agree on theirs.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type Bucket = {
  readonly key: string;
  /** Between two requests at the full rate. */
  readonly intervalMs: number;
  /** How far ahead of the rate a burst may run. */
  readonly burstMs: number;
};

/** `waitMs`: from now until the request may go. Reserved only where that is not longer than the caller can stand. */
export type Reservation = { readonly reserved: boolean; readonly waitMs: number; readonly slowed: boolean };

export async function reserve(db: Db, bucket: Bucket, mostWaitMs: number): Promise<Reservation> {
  const { rows } = await sql<{ reserved: boolean; wait_ms: number; slowed: number }>`
    select reserved, wait_ms, slowed
    from reserve_rate(${bucket.key}, ${bucket.intervalMs}, ${bucket.burstMs}, ${mostWaitMs})`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`No answer for the rate limit ${bucket.key}`);
  return { reserved: row.reserved, waitMs: row.wait_ms, slowed: row.slowed > 1 };
}

/** The store asked us to slow down: nothing goes for `pauseMs`, and then at half the rate. */
export async function slowDown(db: Db, bucket: Bucket, pauseMs: number, mostSlowness: number): Promise<void> {
  await sql`
    insert into rate_limits as held (key, busy_until, slowness)
    values (${bucket.key}, extract(epoch from clock_timestamp()) * 1000 + ${pauseMs + bucket.burstMs}, 2)
    on conflict (key) do update set
      busy_until = greatest(held.busy_until, excluded.busy_until),
      slowness = least(${mostSlowness}, held.slowness * 2)`.execute(db);
}

/** The store answers again: a step back towards the full rate. */
export async function speedUp(db: Db, bucket: Bucket): Promise<void> {
  await sql`update rate_limits set slowness = greatest(1, slowness - 0.25) where key = ${bucket.key} and slowness > 1`.execute(
    db,
  );
}

/** One request that was reserved is not made after all. */
export async function giveBack(db: Db, bucket: Bucket): Promise<void> {
  await sql`update rate_limits set busy_until = busy_until - ${bucket.intervalMs} where key = ${bucket.key}`.execute(
    db,
  );
}

/**
 * The store says itself how much is left: what was reserved but not spent goes back, and the bucket is never fuller than the
 * store's. In time of the full rate, because that is what a bucket holds here.
 */
export async function believeStore(
  db: Db,
  bucket: Bucket,
  truth: { readonly unspentMs: number; readonly leftMs: number },
): Promise<void> {
  await sql`
    insert into rate_limits as held (key, busy_until)
    values (${bucket.key}, extract(epoch from clock_timestamp()) * 1000 + ${bucket.burstMs - truth.leftMs})
    on conflict (key) do update set busy_until = greatest(held.busy_until - ${truth.unspentMs}, excluded.busy_until)`.execute(
    db,
  );
}

/** Buckets that have been full again for an hour say nothing any more. */
export async function forgetOldBuckets(db: Db): Promise<void> {
  await sql`delete from rate_limits where slowness = 1 and busy_until < extract(epoch from clock_timestamp()) * 1000 - 3600000`.execute(
    db,
  );
}
