// How much was done in each hour, how much waited, and how far stores and we were apart.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type WorkHourRow = {
  readonly at: Date;
  readonly deliveries: number;
  readonly read: number;
  readonly written: number;
  /** The most that waited at once; null where nobody looked. */
  readonly waiting: number | null;
};

/** Whole hours, the present one included, oldest first. `connectionId`: null for all; samples are taken of the account only. */
export async function selectWorkHours(
  db: Db,
  query: { readonly accountId: number; readonly connectionId: number | null; readonly hours: number },
): Promise<readonly WorkHourRow[]> {
  const { accountId, connectionId, hours } = query;
  const isOurs = (table: string) =>
    sql`${sql.ref(`${table}.account_id`)} = ${accountId}
      and (${connectionId}::int is null or ${sql.ref(`${table}.connection_id`)} = ${connectionId})`;
  const since = sql`date_trunc('hour', clock_timestamp()) - make_interval(hours => ${hours - 1}::int)`;
  const { rows } = await sql<WorkHourRow>`
    with came as (
      select date_trunc('hour', settled_at) as at, count(*)::int as done from deliveries
      where ${isOurs("deliveries")} and received_at >= ${since} - interval '1 day' and settled_at >= ${since} group by 1
    ), ran as (
      select date_trunc('hour', finished_at) as at, sum(seen)::int as done from runs
      where ${isOurs("runs")} and finished_at >= ${since} group by 1
    ), wrote as (
      select date_trunc('hour', settled_at) as at, count(*)::int as done from outward_work
      where ${isOurs("outward_work")} and settled_at >= ${since} and state = 'done' group by 1
    ), waited as (
      select date_trunc('hour', at) as at, max(deliveries + rereads + outward) as most from work_samples
      where account_id = ${accountId} and at >= ${since} group by 1
    )
    select hour.at, coalesce(came.done, 0) as deliveries, coalesce(ran.done, 0) as read, coalesce(wrote.done, 0) as written,
      waited.most as waiting
    from generate_series(${since}, date_trunc('hour', clock_timestamp()), interval '1 hour') as hour(at)
      left join came on came.at = hour.at left join ran on ran.at = hour.at
      left join wrote on wrote.at = hour.at left join waited on waited.at = hour.at
    order by hour.at`.execute(db);
  return rows;
}

export type WaitingNow = { readonly deliveries: number; readonly rereads: number; readonly outward: number };

export async function selectWaiting(
  db: Db,
  { accountId, connectionId }: { readonly accountId: number; readonly connectionId: number | null },
): Promise<WaitingNow> {
  const { rows } = await sql<WaitingNow>`
    select
      (select count(*)::int from deliveries where account_id = ${accountId} and state = 'waiting'
        and (${connectionId}::int is null or connection_id = ${connectionId})) as deliveries,
      (select count(*)::int from rereads where account_id = ${accountId}
        and (${connectionId}::int is null or connection_id = ${connectionId})) as rereads,
      (select count(*)::int from outward_work where account_id = ${accountId} and state = 'waiting'
        and (${connectionId}::int is null or connection_id = ${connectionId})) as outward`.execute(db);
  return rows[0] ?? { deliveries: 0, rereads: 0, outward: 0 };
}

const KEEP_DAYS = 8;

/** Of every account; where nothing waits that is worth a row too. */
export async function sampleWork(db: Db): Promise<void> {
  await sql`
    insert into work_samples (account_id, deliveries, rereads, outward)
    select account.id, coalesce(came.waiting, 0), coalesce(again.waiting, 0), coalesce(out.waiting, 0)
    from accounts account
      left join (select account_id, count(*)::int as waiting from deliveries where state = 'waiting' group by 1) came
        on came.account_id = account.id
      left join (select account_id, count(*)::int as waiting from rereads group by 1) again on again.account_id = account.id
      left join (select account_id, count(*)::int as waiting from outward_work where state = 'waiting' group by 1) out
        on out.account_id = account.id
    on conflict do nothing`.execute(db);
  await sql`delete from work_samples where at < clock_timestamp() - make_interval(days => ${KEEP_DAYS}::int)`.execute(
    db,
  );
}

export type DriftRow = {
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly swept_at: Date | null;
  readonly drift_before: number | null;
  readonly drift_after: number | null;
};

/** What the latest sweep of each connection found, all kinds of things together. */
export async function selectDrift(db: Db, accountId: number): Promise<readonly DriftRow[]> {
  const { rows } = await sql<DriftRow>`
    select c.id as connection_id, c.public_id as connection_public_id, max(d.finished_at) as swept_at,
      sum(d.drift_before)::int as drift_before, sum(d.drift_after)::int as drift_after
    from connections c
      left join lateral (
        select distinct on (domain) domain, finished_at, drift_before, drift_after from reconcile_domains
        where connection_id = c.id and finished_at is not null order by domain, reconcile_id desc) d on true
    where c.account_id = ${accountId} and c.deleted_at is null group by c.id, c.public_id order by c.id`.execute(db);
  return rows;
}
