// Moments cross between this process's clock and the database's as distances. Either clock may be set at any time, and work that is
// put off for two seconds must neither wait for a day nor come at once.
import { type RawBuilder, sql } from "kysely";

/** A moment of our own clock as the database counts. */
export function onDatabaseClock(moment: Date): RawBuilder<Date> {
  return sql<Date>`(clock_timestamp() + make_interval(secs => ${(moment.getTime() - Date.now()) / 1000}::float8))`;
}

/** How far a moment of the database lies ahead, in milliseconds; for `onOwnClock`. */
export function distanceOf(column: RawBuilder<unknown>): RawBuilder<number | null> {
  return sql<number | null>`(extract(epoch from ${column} - clock_timestamp())::float8 * 1000)`;
}

/** What the database said of the distance to a moment, as a moment of our own clock. */
export function onOwnClock(distanceMs: number | null | undefined): Date | null {
  return distanceMs == null ? null : new Date(Date.now() + distanceMs);
}
