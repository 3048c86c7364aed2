// What open orders hold of each SKU. Reserved stock is the sum of these rows.
import { sql } from "kysely";
import type { Db } from "./database.ts";

export type Allocation = {
  readonly orderId: number;
  readonly lineRemoteId: string;
  readonly sku: string;
  readonly quantity: string;
};

/** Holds exactly these lines for these orders; lines that vanished are let go. Returns every SKU that was touched. */
export async function holdLines(
  db: Db,
  accountId: number,
  orderIds: readonly number[],
  lines: readonly Allocation[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ sku: string }>`
    with source as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l("orderId" bigint, "lineRemoteId" text, sku text, quantity numeric)
    ),
    gone as (
      delete from allocations held where order_id = any(${orderIds}::bigint[]) and not shipped
        and not exists (select from source where source."orderId" = held.order_id and source."lineRemoteId" = held.line_remote_id)
      returning sku
    ),
    kept as (
      insert into allocations as held (order_id, line_remote_id, account_id, sku, quantity)
      select "orderId", "lineRemoteId", ${accountId}::int, sku, quantity from source
      on conflict (order_id, line_remote_id) do update set sku = excluded.sku, quantity = excluded.quantity
      where not held.shipped and (held.sku, held.quantity) is distinct from (excluded.sku, excluded.quantity)
      returning sku
    )
    select sku from gone union select sku from kept`.execute(db);
  return rows.map((row) => row.sku);
}

/** Lets go of everything that has not left yet. */
export async function releaseOrders(db: Db, orderIds: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ sku: string }>`
    with gone as (delete from allocations where order_id = any(${orderIds}::bigint[]) and not shipped returning sku)
    select distinct sku from gone`.execute(db);
  return rows.map((row) => row.sku);
}

/** The goods leave the shelf. Returns what left; an order that was sent before returns nothing. */
export async function shipOrders(db: Db, orderIds: readonly number[]): Promise<readonly Allocation[]> {
  const { rows } = await sql<Allocation>`
    update allocations set shipped = true where order_id = any(${orderIds}::bigint[]) and not shipped
    returning order_id as "orderId", line_remote_id as "lineRemoteId", sku, quantity`.execute(db);
  return rows;
}

/**
 * Goods that leave though nothing was held for them. Where nobody saw them leave, they take stock only of SKUs that were
 * counted before they were gone, because any later count knows of them.
 */
export async function shipUnheld(
  db: Db,
  accountId: number,
  lines: readonly (Allocation & { readonly goneSince: string | null })[],
): Promise<readonly Allocation[]> {
  const { rows } = await sql<Allocation>`
    insert into allocations (order_id, line_remote_id, account_id, sku, quantity, shipped)
    select "orderId", "lineRemoteId", ${accountId}::int, sku, quantity, true
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as l("orderId" bigint, "lineRemoteId" text, sku text, quantity numeric, "goneSince" timestamptz)
    where exists (
      select from stock_levels level
      where level.account_id = ${accountId} and level.sku = l.sku and level.counted_at < coalesce(l."goneSince", 'infinity')
    )
    on conflict do nothing
    returning order_id as "orderId", line_remote_id as "lineRemoteId", sku, quantity`.execute(db);
  return rows;
}
