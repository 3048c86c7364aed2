// Runs by schedule, for all connections with one statement: with a thousand of them each statement of their own is felt.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { RunKind } from "./runs.ts";

export type DueRuns = {
  readonly kind: RunKind;
  /** In sync intervals of each connection. */
  readonly intervals: number;
  /** How far behind the cursor a run begins. */
  readonly overlapMs: number;
  readonly limit: number;
  /** Only connections of these; null for all. */
  readonly platforms: readonly string[] | null;
};

/**
 * For automatic connections whose last complete pass is older than their interval and that have none under way. One that was
 * left behind a page goes on from there. Returns the new runs, those first that wait longest.
 */
export async function insertDueRuns(
  db: Db,
  { kind, intervals, overlapMs, limit, platforms }: DueRuns,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    insert into runs (account_id, connection_id, kind, cause, filter, checkpoint, reads_until, moves_cursor)
    select c.account_id, c.id, ${kind}::text, 'schedule',
      case when k.read_until is null then '{}'::jsonb else jsonb_build_object('since', to_char(
        (k.read_until - make_interval(secs => ${overlapMs / 1000}::float8)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end,
      case when k.reading_until is not null then k.checkpoint end, coalesce(k.reading_until, clock_timestamp()), true
    from connections c left join cursors k on k.connection_id = c.id and k.kind = ${kind}::text
    where c.deleted_at is null and c.status = 'active' and c.auto_sync
      and (${platforms}::text[] is null or c.platform = any(${platforms}::text[]))
      and coalesce(k.updated_at, 'epoch') < clock_timestamp() - make_interval(mins => c.sync_interval_minutes * ${intervals}::int)
      and not exists (select from runs r where r.connection_id = c.id and r.kind = ${kind}::text and r.moves_cursor
        and r.state in ('waiting', 'running'))
    order by coalesce(k.updated_at, 'epoch'), c.id limit ${limit}::int
    on conflict do nothing
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
