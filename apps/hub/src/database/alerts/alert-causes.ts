// What the hub can see of itself that somebody should be told of, and which alerts are over because their cause is gone.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { AlertKey } from "./alerts-write.ts";

export type Shortage = {
  readonly sku: string;
  readonly missing: string;
  readonly on_hand: string;
  readonly reserved: string;
};

/**
 * Of these SKUs, those of which more is sold than there is: `missing` above zero. And those that were until now: zero.
 * Two that hold the same SKU at once wait for each other here: else neither would see that together they hold too much.
 */
export async function shortagesOf(db: Db, accountId: number, skus: readonly string[]): Promise<readonly Shortage[]> {
  await sql`
    select from stock_levels where account_id = ${accountId} and sku = any(${skus}::text[])
    order by sku, location_id for no key update`.execute(db);
  const { rows } = await sql<Shortage>`
    with level as (
      select level.sku, sum(level.on_hand) as on_hand, coalesce((select sum(quantity) from allocations held
        where held.account_id = ${accountId} and held.sku = level.sku and not held.shipped), 0) as reserved
      from stock_levels level
      where level.account_id = ${accountId} and level.sku = any(${skus}::text[]) group by level.sku
    )
    select sku, trim_scale(greatest(reserved - on_hand, 0))::text as missing, trim_scale(on_hand)::text as on_hand,
      trim_scale(reserved)::text as reserved
    from level where on_hand < reserved or exists (
      select from alerts where account_id = ${accountId} and connection_id is null and code = 'oversell' and subject = level.sku
        and settled_at is null)
    order by sku`.execute(db);
  return rows;
}

export type SilentStore = {
  readonly connection_id: number;
  readonly account_id: number;
  readonly silent_since: Date;
  readonly last_error: string | null;
};

/** Asked in vain over and over for so long; a store that nobody asked is not silent. */
export async function silentStores(db: Db, minutes: number): Promise<readonly SilentStore[]> {
  const { rows } = await sql<SilentStore>`
    select contact.connection_id, contact.account_id, contact.silent_since, contact.last_error
    from store_contacts contact join connections connection on connection.id = contact.connection_id
    where connection.status = 'active' and connection.deleted_at is null
      and contact.silent_since is not null and contact.failed_at - contact.silent_since >= make_interval(mins => ${minutes})`.execute(
    db,
  );
  return rows;
}

export type Contact = { readonly connectionId: number; readonly error: string | null; readonly at: Date };

/** Whether a store answered; `error` null where it did. */
export async function noteContact(db: Db, { connectionId, error, at }: Contact): Promise<void> {
  await sql`
    insert into store_contacts as held (connection_id, account_id, answered_at, silent_since, failed_at, last_error)
    select id, account_id, case when ${error}::text is null then ${at}::timestamptz end,
      case when ${error}::text is not null then ${at}::timestamptz end,
      case when ${error}::text is not null then ${at}::timestamptz end, ${error}
    from connections where id = ${connectionId}
    on conflict (connection_id) do update set
      answered_at = coalesce(excluded.answered_at, held.answered_at), last_error = excluded.last_error,
      failed_at = coalesce(excluded.failed_at, held.failed_at),
      silent_since = case when excluded.last_error is null then null else coalesce(held.silent_since, excluded.silent_since) end`.execute(
    db,
  );
}

export type Backlog = { readonly connection_id: number; readonly account_id: number; readonly waiting: number };

/** Deliveries that wait longer than they should. */
export async function backlogs(db: Db, minutes: number): Promise<readonly Backlog[]> {
  const { rows } = await sql<Backlog>`
    select delivery.connection_id, delivery.account_id, count(*)::int as waiting
    from deliveries delivery join connections connection on connection.id = delivery.connection_id
    where delivery.state = 'waiting' and delivery.received_at < clock_timestamp() - make_interval(mins => ${minutes})
      and connection.status = 'active' and connection.deleted_at is null
    group by 1, 2`.execute(db);
  return rows;
}

/** Who is told of what concerns the whole installation. */
export async function accountsOfAdministrators(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ account_id: number }>`
    select distinct account_id from users where administrator and disabled_at is null order by 1`.execute(db);
  return rows.map((row) => row.account_id);
}

/** Open alerts whose cause is gone: the inbox of that trouble is empty, the store lets us in, it was removed. */
export async function endedAlerts(db: Db): Promise<readonly AlertKey[]> {
  const { rows } = await sql<{ account_id: number; connection_id: number; code: string; subject: string }>`
    select alert.account_id, alert.connection_id, alert.code, alert.subject
    from alerts alert join connections connection on connection.id = alert.connection_id
    where alert.settled_at is null and (
      connection.deleted_at is not null
      or (alert.code = 'connection_cut_off' and connection.status <> 'disconnected')
      or (alert.code = 'parked_work' and not exists (
        select from parked_work work where work.connection_id = alert.connection_id and work.resolved_at is null
          and coalesce(work.code, work.error_kind) = alert.subject)))`.execute(db);
  return rows.map(({ account_id, connection_id, code, subject }) => ({
    accountId: account_id,
    connectionId: connection_id,
    code,
    subject,
  }));
}

export type OpenAlert = {
  readonly account_id: number;
  readonly connection_id: number | null;
  readonly subject: string;
};

export async function openOfCode(db: Db, code: string): Promise<readonly OpenAlert[]> {
  const { rows } = await sql<OpenAlert>`
    select account_id, connection_id, subject from alerts where code = ${code} and settled_at is null order by id`.execute(
    db,
  );
  return rows;
}
