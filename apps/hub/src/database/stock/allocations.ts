// What open orders hold of each SKU. Reserved stock is the sum of these rows.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type Allocation = {
  readonly orderId: number;
  readonly lineRemoteId: string;
  readonly sku: string;
  readonly quantity: string;
};
export type Gone = Allocation & { readonly locationId: number };

export type Hold = {
  /** Every SKU that was touched. */
  readonly skus: readonly string[];
  /** Lines that are held anew or otherwise than before; for now at the default location. */
  readonly lines: readonly { readonly orderId: number; readonly lineRemoteId: string }[];
  /** Whether orders may be sent from elsewhere than the default location. */
  readonly hasChoice: boolean;
};

type HeldRow = { sku: string; orderId: number | null; lineRemoteId: string | null; hasChoice: boolean };

/**
 * Holds exactly these lines for these orders; lines that vanished are let go. A line that did not change stays where it is
 * held; others are held at the default location, until it is decided from where they are sent.
 */
export async function holdLines(
  db: Db,
  accountId: number,
  orderIds: readonly number[],
  lines: readonly Allocation[],
): Promise<Hold> {
  const { rows } = await sql<HeldRow>`
    with source as (
      select * from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l("orderId" bigint, "lineRemoteId" text, sku text, quantity numeric)
    ),
    before as (
      select order_id, line_remote_id, min(sku) as sku, sum(quantity) as quantity, bool_or(shipped) as shipped
      from allocations where order_id = any(${orderIds}::bigint[]) group by 1, 2
    ),
    wanted as (
      select source.* from source
      left join before on before.order_id = source."orderId" and before.line_remote_id = source."lineRemoteId"
      where before.order_id is null
        or (not before.shipped and (before.sku, before.quantity) is distinct from (source.sku, source.quantity))
    ),
    place as (select id from locations where account_id = ${accountId} and is_default),
    gone as (
      delete from allocations held where order_id = any(${orderIds}::bigint[]) and not shipped
        and (
          not exists (select from source where source."orderId" = held.order_id and source."lineRemoteId" = held.line_remote_id)
          or (held.location_id <> (select id from place)
            and exists (select from wanted where wanted."orderId" = held.order_id and wanted."lineRemoteId" = held.line_remote_id))
        )
      returning sku
    ),
    kept as (
      insert into allocations as held (order_id, line_remote_id, account_id, location_id, sku, quantity)
      select "orderId", "lineRemoteId", ${accountId}::int, place.id, sku, quantity from wanted, place
      on conflict (order_id, line_remote_id, location_id) do update set sku = excluded.sku, quantity = excluded.quantity
      returning sku, order_id, line_remote_id
    ),
    elsewhere as (
      select exists (select from locations where account_id = ${accountId} and active and fulfils and not is_default) as choice
    )
    select sku, null::bigint as "orderId", null as "lineRemoteId", choice as "hasChoice" from gone, elsewhere
    union select sku, order_id, line_remote_id, choice from kept, elsewhere`.execute(db);
  return {
    skus: [...new Set(rows.map((row) => row.sku))],
    lines: rows.flatMap(({ orderId, lineRemoteId }) =>
      orderId === null || lineRemoteId === null ? [] : [{ orderId, lineRemoteId }],
    ),
    hasChoice: rows.some((row) => row.hasChoice),
  };
}

/** Lets go of everything that has not left yet. */
export async function releaseOrders(db: Db, orderIds: readonly number[]): Promise<readonly string[]> {
  const { rows } = await sql<{ sku: string }>`
    with gone as (delete from allocations where order_id = any(${orderIds}::bigint[]) and not shipped returning sku)
    select distinct sku from gone`.execute(db);
  return rows.map((row) => row.sku);
}

/** The goods leave the shelf. Returns what left, and from where; an order that was sent before returns nothing. */
export async function shipOrders(db: Db, orderIds: readonly number[]): Promise<readonly Gone[]> {
  const { rows } = await sql<Gone>`
    update allocations set shipped = true where order_id = any(${orderIds}::bigint[]) and not shipped
    returning order_id as "orderId", line_remote_id as "lineRemoteId", sku, quantity, location_id as "locationId"`.execute(
    db,
  );
  return rows;
}

/**
 * Goods that leave though nothing was held for them. Where nobody saw them leave, they take stock only of SKUs that were
 * counted before they were gone, because any later count knows of them: from the default location, else where most is.
 */
export async function shipUnheld(
  db: Db,
  accountId: number,
  lines: readonly (Allocation & { readonly goneSince: string | null })[],
): Promise<readonly Gone[]> {
  const { rows } = await sql<Gone>`
    insert into allocations (order_id, line_remote_id, account_id, location_id, sku, quantity, shipped)
    select "orderId", "lineRemoteId", ${accountId}::int, place.location_id, l.sku, l.quantity, true
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as l("orderId" bigint, "lineRemoteId" text, sku text, quantity numeric, "goneSince" timestamptz)
    cross join lateral (
      select level.location_id from stock_levels level join locations location on location.id = level.location_id
      where level.account_id = ${accountId} and level.sku = l.sku and level.counted_at < coalesce(l."goneSince", 'infinity')
      order by location.is_default desc, level.on_hand desc limit 1
    ) place
    where not exists (
      select from allocations held where held.order_id = l."orderId" and held.line_remote_id = l."lineRemoteId")
    on conflict do nothing
    returning order_id as "orderId", line_remote_id as "lineRemoteId", sku, quantity, location_id as "locationId"`.execute(
    db,
  );
  return rows;
}
