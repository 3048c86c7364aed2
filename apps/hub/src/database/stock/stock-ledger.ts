// Stock levels and the movements that made them. A level never changes without a movement beside it.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type LevelRow = {
  readonly sku: string;
  readonly location_id: number;
  readonly location: string;
  readonly on_hand: string;
  readonly reserved: string;
  readonly buffer: string;
  readonly counted_at: Date;
  readonly updated_at: Date;
};

export type Availability = {
  readonly sku: string;
  readonly on_hand: string;
  readonly reserved: string;
  readonly buffer: string;
};

/**
 * On hand and buffer over the locations from which orders are sent, and what open orders hold there; with a connection,
 * those from which it sells. SKUs without any level are left out; what lies only elsewhere is there with zero.
 */
export async function availabilityOf(
  db: Db,
  accountId: number,
  skus: readonly string[],
  connectionId?: number,
): Promise<readonly Availability[]> {
  const { rows } = await sql<Availability>`
    with place as (
      select id from locations where account_id = ${accountId} and active and fulfils
        and (${connectionId ?? null}::int is null
          or not exists (select from connection_locations own where own.connection_id = ${connectionId ?? null})
          or exists (select from connection_locations own
            where own.connection_id = ${connectionId ?? null} and own.location_id = locations.id))
    )
    select level.sku, coalesce(sum(level.on_hand) filter (where place.id is not null), 0)::text as on_hand,
      coalesce(sum(level.buffer) filter (where place.id is not null), 0)::text as buffer,
      coalesce((select sum(quantity) from allocations held
        where held.account_id = ${accountId} and held.sku = level.sku and not held.shipped
          and held.location_id in (select id from place)), 0)::text as reserved
    from stock_levels level left join place on place.id = level.location_id
    where level.account_id = ${accountId} and level.sku = any(${skus}::text[])
    group by level.sku`.execute(db);
  return rows;
}

/** Where a list of levels goes on: behind this one. */
export type LevelPlace = { readonly sku: string; readonly location_id: number };

export type LevelQuery = {
  readonly accountId: number;
  readonly after: LevelPlace | null;
  readonly sku: string | null;
  readonly locationId?: number | null;
  readonly limit: number;
};

export async function listLevels(db: Db, query: LevelQuery): Promise<readonly LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select level.sku, level.location_id, location.name as location, level.on_hand::text, level.buffer::text, level.counted_at, level.updated_at,
      coalesce((select sum(quantity) from allocations held
        where held.account_id = level.account_id and held.sku = level.sku and held.location_id = level.location_id
          and not held.shipped), 0)::text as reserved
    from stock_levels level join locations location on location.id = level.location_id
    where level.account_id = ${query.accountId}
      and (${query.sku}::text is null or level.sku = ${query.sku})
      and (${query.locationId ?? null}::int is null or level.location_id = ${query.locationId ?? null})
      and (${query.after?.sku ?? null}::text is null
        or (level.sku, level.location_id) > (${query.after?.sku ?? ""}::text, ${query.after?.location_id ?? 0}::int))
    order by level.sku, level.location_id limit ${query.limit}`.execute(db);
  return rows;
}

export type MovementWrite = {
  readonly accountId: number;
  readonly locationId: number;
  readonly sku: string;
  readonly kind: "count" | "adjustment" | "transfer";
  /** For a count: what is there now. For the others: by how much it changes. Decimal text. */
  readonly quantity: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly idempotencyKey: string | null;
};

/** Returns what is on hand now, or null where this very movement was made before (same idempotency key). */
export async function moveStock(db: Db, movement: MovementWrite): Promise<{ readonly on_hand: string } | null> {
  const { accountId, locationId, sku, kind, quantity } = movement;
  if (movement.idempotencyKey !== null && (await isKnown(db, accountId, movement.idempotencyKey))) return null;
  await sql`insert into stock_levels (account_id, location_id, sku, on_hand, counted_at)
    values (${accountId}, ${locationId}, ${sku}, 0, clock_timestamp()) on conflict do nothing`.execute(db);
  const before = await lockLevel(db, movement);
  const { rows } = await sql<{ on_hand: string }>`
    with level as (
      update stock_levels set
        on_hand = case when ${kind}::text = 'count' then ${quantity}::numeric else on_hand + ${quantity}::numeric end,
        counted_at = case when ${kind}::text = 'count' then clock_timestamp() else counted_at end,
        updated_at = clock_timestamp()
      where account_id = ${accountId} and sku = ${sku} and location_id = ${locationId}
      returning on_hand
    )
    insert into stock_movements (account_id, location_id, sku, kind, delta, on_hand_after, actor, reason, idempotency_key)
    select ${accountId}::int, ${locationId}::int, ${sku}::text, ${kind}::text, on_hand - ${before}::numeric, on_hand,
      ${movement.actor}::text, ${movement.reason}::text, ${movement.idempotencyKey}::text
    from level
    returning on_hand_after::text as on_hand`.execute(db);
  return rows[0] ?? null;
}

async function lockLevel(db: Db, { accountId, locationId, sku }: MovementWrite): Promise<string> {
  const { rows } = await sql<{ on_hand: string }>`
    select on_hand::text from stock_levels
    where account_id = ${accountId} and sku = ${sku} and location_id = ${locationId} for update`.execute(db);
  return rows[0]?.on_hand ?? "0";
}

async function isKnown(db: Db, accountId: number, key: string): Promise<boolean> {
  // The lock makes two requests with one key go one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`movement:${accountId}:${key}`}, 0))`.execute(db);
  const { rows } =
    await sql`select from stock_movements where account_id = ${accountId} and idempotency_key = ${key}`.execute(db);
  return rows.length > 0;
}

export type Sale = {
  readonly orderId: number;
  readonly sku: string;
  readonly quantity: string;
  /** From where it was sent. */
  readonly locationId: number;
};

/**
 * Takes what orders carried away from where it was sent; where that place never counted it, from the default location, else
 * where most is. May go below zero: an oversell is shown, not hidden. SKUs without a level are left alone.
 */
export async function recordSales(
  db: Db,
  accountId: number,
  sales: readonly Sale[],
  actor: string,
): Promise<readonly string[]> {
  if (sales.length === 0) return [];
  const { rows } = await sql<{ sku: string }>`
    with sale as (
      select "orderId" as order_id, sku, "locationId" as sent_from, sum(quantity) as quantity
      from jsonb_to_recordset(${JSON.stringify(sales)}::jsonb) as s("orderId" bigint, sku text, quantity numeric, "locationId" int)
      group by 1, 2, 3
    ),
    place as (
      select distinct on (level.sku, sale.sent_from) level.sku, sale.sent_from, level.location_id
      from (select distinct sku, sent_from from sale) sale
      join stock_levels level on level.account_id = ${accountId} and level.sku = sale.sku
      join locations location on location.id = level.location_id
      order by level.sku, sale.sent_from, (level.location_id = sale.sent_from) desc, location.is_default desc, level.on_hand desc
    ),
    gone as (
      select sale.order_id, sale.sku, place.location_id, sum(sale.quantity) as quantity
      from sale join place using (sku, sent_from) group by 1, 2, 3
    ),
    level as (
      update stock_levels set on_hand = on_hand - taken.quantity, updated_at = clock_timestamp()
      from (select sku, location_id, sum(quantity) as quantity from gone group by 1, 2) taken
      where stock_levels.account_id = ${accountId} and stock_levels.sku = taken.sku and stock_levels.location_id = taken.location_id
      returning stock_levels.sku, stock_levels.location_id, on_hand, taken.quantity
    )
    insert into stock_movements (account_id, location_id, sku, kind, delta, on_hand_after, order_id, actor)
    select ${accountId}::int, location_id, sku, 'sale', -gone.quantity,
      level.on_hand + level.quantity - sum(gone.quantity) over (partition by sku, location_id order by gone.order_id),
      gone.order_id, ${actor}::text
    from gone join level using (sku, location_id)
    returning sku`.execute(db);
  return rows.map((row) => row.sku);
}

export async function defaultLocation(db: Db, accountId: number): Promise<number> {
  const row = await db
    .selectFrom("locations")
    .select("id")
    .where("account_id", "=", accountId)
    .where("is_default", "=", true)
    .executeTakeFirst();
  if (!row) throw new Error(`Account ${accountId} has no default location`);
  return row.id;
}

/** What open orders hold of a SKU, wherever, whether anybody counted it or not. */
export async function reservedOf(db: Db, accountId: number, sku: string): Promise<string> {
  const { rows } = await sql<{ reserved: string }>`
    select coalesce(sum(quantity), 0)::text as reserved from allocations
    where account_id = ${accountId} and sku = ${sku} and not shipped`.execute(db);
  return rows[0]?.reserved ?? "0";
}

export type BufferWrite = {
  readonly accountId: number;
  readonly locationId: number;
  readonly sku: string;
  readonly buffer: string;
};

/** Kept back on all channels of what lies at this location. */
export async function setBuffer(db: Db, { accountId, locationId, sku, buffer }: BufferWrite): Promise<void> {
  await sql`
    update stock_levels set buffer = ${buffer}::numeric, updated_at = clock_timestamp()
    where account_id = ${accountId} and sku = ${sku} and location_id = ${locationId}`.execute(db);
}

export type MovementRow = {
  readonly id: number;
  readonly sku: string;
  readonly location_id: number;
  readonly kind: string;
  readonly delta: string;
  readonly on_hand_after: string;
  readonly order_id: number | null;
  readonly actor: string;
  readonly reason: string | null;
  readonly at: Date;
};

export type MovementQuery = {
  readonly accountId: number;
  readonly sku: string;
  readonly locationId: number | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first. */
export async function listMovements(db: Db, query: MovementQuery): Promise<readonly MovementRow[]> {
  const { rows } = await sql<MovementRow>`
    select ${MOVEMENT} from stock_movements
    where account_id = ${query.accountId} and sku = ${query.sku} and (${query.before}::bigint is null or id < ${query.before})
      and (${query.locationId}::int is null or location_id = ${query.locationId})
    order by id desc limit ${query.limit}`.execute(db);
  return rows;
}

export async function movementOfKey(db: Db, accountId: number, key: string): Promise<MovementRow | undefined> {
  const { rows } = await sql<MovementRow>`
    select ${MOVEMENT} from stock_movements where account_id = ${accountId} and idempotency_key = ${key}`.execute(db);
  return rows[0];
}

const MOVEMENT = sql.raw("id, sku, location_id, kind, delta::text, on_hand_after::text, order_id, actor, reason, at");
