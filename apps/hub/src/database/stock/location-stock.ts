// What lies at each place and what of it is free: for stores that count by location, and for the choice from where an order is sent.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type LocationStock = {
  readonly sku: string;
  readonly location_id: number;
  readonly on_hand: string;
  readonly reserved: string;
  readonly buffer: string;
};

/** One row per SKU and place where it was counted; nothing of places from which no order is sent. */
export async function stockByLocation(
  db: Db,
  accountId: number,
  skus: readonly string[],
): Promise<readonly LocationStock[]> {
  const { rows } = await sql<LocationStock>`
    select level.sku, level.location_id, level.on_hand::text, level.buffer::text,
      coalesce((select sum(quantity) from allocations held where held.account_id = level.account_id
        and held.sku = level.sku and held.location_id = level.location_id and not held.shipped), 0)::text as reserved
    from stock_levels level join locations location on location.id = level.location_id
    where level.account_id = ${accountId} and level.sku = any(${skus}::text[]) and location.active and location.fulfils
    order by level.sku, level.location_id`.execute(db);
  return rows;
}

/** Until the transaction ends nobody else decides over these SKUs. In the order in which everybody locks them. */
export async function lockLevels(db: Db, accountId: number, skus: readonly string[]): Promise<void> {
  await sql`
    select from stock_levels where account_id = ${accountId} and sku = any(${skus}::text[])
    order by sku, location_id for no key update`.execute(db);
}

export type PlacedPart = {
  readonly orderId: number;
  readonly lineRemoteId: string;
  readonly sku: string;
  readonly locationId: number;
  readonly quantity: string;
  readonly shipped: boolean;
};

/** What these orders hold or took, and where. */
export async function partsOfOrders(db: Db, orderIds: readonly number[]): Promise<readonly PlacedPart[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<PlacedPart>`
    select order_id as "orderId", line_remote_id as "lineRemoteId", sku, location_id as "locationId",
      trim_scale(quantity)::text as quantity, shipped
    from allocations where order_id = any(${orderIds}::bigint[])
    order by order_id, line_remote_id, location_id`.execute(db);
  return rows;
}

export type PartWrite = Omit<PlacedPart, "shipped">;

/** What these lines hold is held here from now on, and nowhere else. Two statements: a row may come back where one was. */
export async function placeParts(db: Db, accountId: number, parts: readonly PartWrite[]): Promise<void> {
  if (parts.length === 0) return;
  const json = JSON.stringify(parts);
  await sql`
    delete from allocations held using
      (select distinct "orderId", "lineRemoteId" from jsonb_to_recordset(${json}::jsonb) as p("orderId" bigint, "lineRemoteId" text)) line
    where held.order_id = line."orderId" and held.line_remote_id = line."lineRemoteId" and not held.shipped`.execute(
    db,
  );
  await sql`
    insert into allocations (order_id, line_remote_id, account_id, location_id, sku, quantity)
    select "orderId", "lineRemoteId", ${accountId}::int, "locationId", sku, quantity
    from jsonb_to_recordset(${json}::jsonb)
      as p("orderId" bigint, "lineRemoteId" text, sku text, "locationId" int, quantity numeric)`.execute(db);
}
