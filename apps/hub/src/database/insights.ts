// Numbers over many rows: orders by the day, and how each connection is doing.
import { sql } from "kysely";
import type { Db } from "./database.ts";

export type OrdersOfDayRow = {
  readonly day: string;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly currency: string;
  readonly orders: number;
  readonly revenue_minor: number;
};

export type Period = { readonly accountId: number; readonly from: string; readonly timeZone: string };

/** @param period from: the first day, in the days of the time zone */
export async function selectOrdersPerDay(db: Db, period: Period): Promise<readonly OrdersOfDayRow[]> {
  const { accountId, from, timeZone } = period;
  const { rows } = await sql<OrdersOfDayRow>`
    select to_char(o.placed_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, o.connection_id,
      c.public_id as connection_public_id, o.currency, count(*)::int as orders,
      sum(o.total_minor - o.refunded_minor)::float8 as revenue_minor
    from orders o join connections c on c.id = o.connection_id
    where o.account_id = ${accountId} and o.placed_at >= ${from}::date::timestamp at time zone ${timeZone}
      and o.archived_at is null and o.deleted_at is null and o.status <> 'CANCELLED'
    group by 1, 2, 3, 4 order by 1, 2, 4`.execute(db);
  return rows;
}

export type ConnectionHealthRow = {
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly last_sync_at: Date | null;
  readonly read_until: Date | null;
  readonly last_delivery_at: Date | null;
  readonly deliveries_24h: number;
  readonly runs_24h: number;
  readonly failed_runs_24h: number;
  readonly parked: number;
  readonly waiting_outward: number;
};

export async function selectConnectionHealth(
  db: Db,
  { accountId, since }: { readonly accountId: number; readonly since: Date },
): Promise<readonly ConnectionHealthRow[]> {
  const { rows } = await sql<ConnectionHealthRow>`
    with before_period as (
      -- Ids grow with time: walked backwards, no more than the period itself is looked at.
      select id from deliveries where account_id = ${accountId} and received_at < ${since} order by id desc limit 1
    ), came as (
      select connection_id, count(*)::int as day from deliveries
      where account_id = ${accountId} and id > coalesce((select id from before_period), 0) group by 1
    ), ran as (
      select connection_id, count(*)::int as ended, count(*) filter (where state = 'failed')::int as failed
      from runs where account_id = ${accountId} and finished_at >= ${since} group by 1
    ), parked as (
      select connection_id, count(*)::int as open from parked_work
      where account_id = ${accountId} and resolved_at is null group by 1
    ), outward as (
      select connection_id, count(*)::int as waiting from outward_work
      where account_id = ${accountId} and state = 'waiting' group by 1
    )
    select c.id as connection_id, c.public_id as connection_public_id, c.last_sync_at, cursors.read_until,
      (select received_at from deliveries where connection_id = c.id order by id desc limit 1) as last_delivery_at, coalesce(came.day, 0) as deliveries_24h,
      coalesce(ran.ended, 0) as runs_24h, coalesce(ran.failed, 0) as failed_runs_24h,
      coalesce(parked.open, 0) as parked, coalesce(outward.waiting, 0) as waiting_outward
    from connections c
    left join cursors on cursors.connection_id = c.id and cursors.kind = 'orders'
    left join came on came.connection_id = c.id left join ran on ran.connection_id = c.id
    left join parked on parked.connection_id = c.id left join outward on outward.connection_id = c.id
    where c.account_id = ${accountId} and c.deleted_at is null order by c.id`.execute(db);
  return rows;
}
