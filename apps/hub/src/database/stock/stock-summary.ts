// Stock per SKU over all locations, and which open orders hold it.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type StockSummaryRow = {
  readonly sku: string;
  readonly name: string | null;
  readonly on_hand: string;
  readonly reserved: string;
  readonly buffer: string;
  readonly locations: number;
  readonly stores: number;
  readonly doubts: number;
  readonly counted_at: Date;
  readonly updated_at: Date;
};

export type StockSummaryQuery = {
  readonly accountId: number;
  readonly search: string | null;
  readonly only: "oversold" | "doubted" | "sold_out" | null;
  readonly after: string | null;
  readonly limit: number;
};

const summaryOf = (accountId: number) => sql`
  select level.sku, sum(level.on_hand) as on_hand, sum(level.buffer) as buffer, count(*)::int as locations,
    max(level.counted_at) as counted_at, max(level.updated_at) as updated_at,
    coalesce((select sum(quantity) from allocations held
      where held.account_id = ${accountId} and held.sku = level.sku and not held.shipped), 0) as reserved,
    (select count(distinct listing.connection_id)::int from listings listing
      join connections connection on connection.id = listing.connection_id and connection.deleted_at is null
      where listing.account_id = ${accountId} and listing.sku = level.sku and listing.deleted_at is null
        and listing.archived_at is null) as stores,
    (select count(*)::int from outward_work work
      where work.account_id = ${accountId} and work.kind = 'stock' and work.state = 'waiting'
        and work.wish ? 'doubt' and work.wish ->> 'sku' = level.sku) as doubts,
    coalesce((select nullif(product.name, '') from products product
        where product.account_id = ${accountId} and product.sku = level.sku and product.deleted_at is null),
      (select listing.name from listings listing
        where listing.account_id = ${accountId} and listing.sku = level.sku order by listing.id limit 1)) as name
  from stock_levels level where level.account_id = ${accountId} group by level.sku`;

/** More is promised than lies there; what is kept back doesn't count. */
const OVERSOLD = sql`reserved > on_hand`;
const SOLD_OUT = sql`on_hand - reserved - buffer < 1`;

const CONDITIONS = { oversold: OVERSOLD, sold_out: SOLD_OUT, doubted: sql`doubts > 0` } as const;

/** In the order of their SKUs. */
export async function listStockSummary(db: Db, query: StockSummaryQuery): Promise<readonly StockSummaryRow[]> {
  const { accountId, search, only, after, limit } = query;
  const part = search === null ? null : `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<StockSummaryRow>`
    select sku, name, on_hand::text, reserved::text, buffer::text, locations, stores, doubts, counted_at, updated_at
    from (${summaryOf(accountId)}) summary
    where (${after}::text is null or sku > ${after}) and (${part}::text is null or sku ilike ${part} or name ilike ${part})
      and ${only === null ? sql`true` : CONDITIONS[only]}
    order by sku limit ${limit}`.execute(db);
  return rows;
}

export type StockTotals = {
  readonly skus: number;
  readonly oversold: number;
  readonly sold_out: number;
  readonly doubted: number;
};

export async function stockTotals(db: Db, accountId: number): Promise<StockTotals> {
  const { rows } = await sql<StockTotals>`
    select count(*)::int as skus, count(*) filter (where ${OVERSOLD})::int as oversold,
      count(*) filter (where ${SOLD_OUT})::int as sold_out, count(*) filter (where doubts > 0)::int as doubted
    from (${summaryOf(accountId)}) summary`.execute(db);
  return rows[0] ?? { skus: 0, oversold: 0, sold_out: 0, doubted: 0 };
}

export type StockHoldRow = {
  readonly order_id: number;
  readonly number: string;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly status: string;
  readonly quantity: string;
  readonly placed_at: Date;
};

const MOST_HOLDS = 200;

/** The oldest order first: it waits longest. */
export async function stockHolds(db: Db, accountId: number, sku: string): Promise<readonly StockHoldRow[]> {
  const { rows } = await sql<StockHoldRow>`
    select o.id as order_id, o.number, o.connection_id, connection.public_id as connection_public_id, o.status,
      trim_scale(sum(held.quantity))::text as quantity, o.placed_at
    from allocations held join orders o on o.id = held.order_id join connections connection on connection.id = o.connection_id
    where held.account_id = ${accountId} and held.sku = ${sku} and not held.shipped
    group by o.id, connection.public_id order by o.placed_at, o.id limit ${MOST_HOLDS}`.execute(db);
  return rows;
}
