// Sweeps: asked for, carried on, ended; and the drift that each of them found.
import { type Selectable, sql } from "kysely";
import type { ConnectionRow } from "../connections/connections.ts";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";
import type { Domain } from "./reconcile-tables.ts";

export type ReconcileRow = Selectable<Tables["reconciles"]>;
export type DomainRow = Selectable<Tables["reconcile_domains"]>;

export type ReconcileWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly cause: "request" | "schedule";
  readonly domains: readonly Domain[];
  readonly position: object;
};

/** Null where one of this connection is under way. */
export async function insertReconcile(db: Db, write: ReconcileWrite): Promise<ReconcileRow | null> {
  const row = await db
    .insertInto("reconciles")
    .values({
      account_id: write.accountId,
      connection_id: write.connectionId,
      cause: write.cause,
      domains: [...write.domains],
      position: JSON.stringify(write.position),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  await db
    .insertInto("reconcile_domains")
    .values(
      write.domains.map((domain, position) => ({
        reconcile_id: row.id,
        domain,
        account_id: write.accountId,
        connection_id: write.connectionId,
        position,
      })),
    )
    .execute();
  return row;
}

export async function findReconcile(db: Db, id: number): Promise<ReconcileRow | undefined> {
  return db.selectFrom("reconciles").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findOpenReconcile(db: Db, connectionId: number): Promise<ReconcileRow | undefined> {
  return db
    .selectFrom("reconciles")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("state", "in", ["waiting", "running"])
    .executeTakeFirst();
}

/** In the transaction of what was done until there. */
export async function moveReconcile(db: Db, id: number, position: object): Promise<void> {
  await sql`
    update reconciles set position = ${JSON.stringify(position)}::jsonb, state = 'running', attempts = 0, error = null,
      started_at = coalesce(started_at, clock_timestamp())
    where id = ${id} and state in ('waiting', 'running')`.execute(db);
}

export async function delayReconcile(db: Db, id: number, error: object | null): Promise<void> {
  await sql`
    update reconciles set attempts = attempts + 1, error = ${error === null ? null : JSON.stringify(error)}::jsonb
    where id = ${id}`.execute(db);
}

export async function endReconcile(db: Db, id: number, state: "done" | "failed", error: object | null): Promise<void> {
  await sql`
    update reconciles set state = ${state}, error = ${error === null ? null : JSON.stringify(error)}::jsonb,
      finished_at = clock_timestamp()
    where id = ${id} and state in ('waiting', 'running')`.execute(db);
}

export type RangeCount = { readonly listed: number; readonly isApart: boolean };

export async function countRange(db: Db, id: number, domain: Domain, { listed, isApart }: RangeCount): Promise<void> {
  await sql`
    update reconcile_domains set ranges = ranges + 1, ranges_apart = ranges_apart + ${isApart ? 1 : 0}::int, listed = listed + ${listed}::int
    where reconcile_id = ${id} and domain = ${domain}`.execute(db);
}

export async function noteDrift(
  db: Db,
  id: number,
  domain: Domain,
  drift: { readonly before: number; readonly after: number },
): Promise<void> {
  await sql`
    update reconcile_domains set drift_before = ${drift.before}::int, drift_after = ${drift.after}::int, finished_at = clock_timestamp()
    where reconcile_id = ${id} and domain = ${domain}`.execute(db);
}

/** Sweeps that wait or were left by a process that died. */
export async function openReconcileIds(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select r.id from reconciles r join connections c on c.id = r.connection_id
    where r.state in ('waiting', 'running') and (c.status = 'active' or c.deleted_at is not null)
      and (r.attempts = 0 or r.created_at < clock_timestamp() - interval '1 minute')`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Automatic connections whose turn has come since their last sweep. Each has a turn of its own within the interval, so that
 * many stores are not swept at once; before its orders were read once there is nothing to compare.
 */
export async function connectionsDueForReconcile(db: Db, limit: number): Promise<readonly ConnectionRow[]> {
  const turn = (moment: string) =>
    sql.raw(`floor((extract(epoch from ${moment}) / 60 + abs(hashint4(c.id)) % every.minutes) / every.minutes)`);
  const { rows } = await sql<ConnectionRow>`
    select c.* from connections c
      left join watches w on w.connection_id = c.id
      cross join lateral (select coalesce(w.reconcile_interval_minutes, 1440) as minutes) every
      left join lateral (select max(created_at) as at from reconciles r where r.connection_id = c.id) last on true
    where c.deleted_at is null and c.status = 'active' and c.auto_sync
      and exists (select from cursors k where k.connection_id = c.id and k.kind = 'orders' and k.read_until is not null)
      and ${turn("clock_timestamp()")} > ${turn("coalesce(last.at, c.created_at)")}
      and not exists (select from reconciles r where r.connection_id = c.id and r.state in ('waiting', 'running'))
    order by c.id limit ${limit}`.execute(db);
  return rows;
}

export async function forgetOldReconciles(db: Db, days: number): Promise<void> {
  await sql`
    delete from reconciles where id in (
      select id from (select id, finished_at from reconciles order by id limit 1000) oldest
      where finished_at < clock_timestamp() - make_interval(days => ${days}::int))`.execute(db);
}

/** A sweep of a connection that was removed meanwhile. */
export async function stopReconcile(db: Db, id: number): Promise<void> {
  await sql`update reconciles set state = 'stopped', finished_at = clock_timestamp() where id = ${id}`.execute(db);
}
