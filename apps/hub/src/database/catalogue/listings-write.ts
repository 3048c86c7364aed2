// Products and variants of one connection as the store lists them, many at once.
import type { Product } from "@logix/model";
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";

export type ListingWrite = { readonly record: Product; readonly raw: string; readonly hash: Buffer };

export type HeldListingRow = {
  readonly remote_id: string;
  readonly sku: string | null;
  readonly stock_quantity: string | null;
  readonly modified_at: Date;
  readonly updated_at: Date;
  readonly hash: Buffer;
  readonly written_hash: Buffer | null;
  readonly deleted: boolean;
};

export async function lockListings(
  db: Db,
  connectionId: number,
  remoteIds: readonly string[],
): Promise<readonly HeldListingRow[]> {
  const { rows } = await sql<HeldListingRow>`
    select remote_id, sku, stock_quantity::text, modified_at, updated_at, hash, written_hash, deleted_at is not null as deleted
    from listings where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[])
    order by id for update`.execute(db);
  return rows;
}

/** Inserts, or replaces what is locked already. Returns the remote ids that are new. */
export async function storeListings(
  db: Db,
  scope: Scope,
  listings: readonly ListingWrite[],
): Promise<readonly string[]> {
  if (listings.length === 0) return [];
  const { rows } = await sql<{ remote_id: string; is_new: boolean }>`
    insert into listings as held (account_id, connection_id, ${COLUMNS}, archived_at, hash, raw)
    select ${scope.accountId}::int, ${scope.connectionId}::int, ${COLUMNS},
      case when archived then clock_timestamp() end, decode(hash, 'base64'), raw
    from jsonb_to_recordset(${JSON.stringify(listings.map(toRow))}::jsonb) as source(remote_id text, parent_remote_id text, kind text,
      remote_type text, sku text, name text, published boolean, stock_keeping text, stock_quantity numeric, price text,
      stock_by_location jsonb, stock_remote_id text, modified_at timestamptz, archived boolean, hash text, raw text)
    order by remote_id
    on conflict (connection_id, remote_id) do update set
      (${COLUMNS}, archived_at, hash, raw) = row(${EXCLUDED}, excluded.archived_at, excluded.hash, excluded.raw),
      deleted_at = null, updated_at = clock_timestamp()
    returning remote_id, xmax = 0 as is_new`.execute(db);
  return rows.filter((row) => row.is_new).map((row) => row.remote_id);
}

const NAMES =
  "remote_id, parent_remote_id, kind, remote_type, sku, name, published, stock_keeping, stock_quantity, price, stock_by_location, stock_remote_id, modified_at";
const COLUMNS = sql.raw(NAMES);
const EXCLUDED = sql.raw(NAMES.replaceAll(/\w+/g, (name) => `excluded.${name}`));

function toRow({ record, raw, hash }: ListingWrite) {
  return {
    remote_id: record.remoteId,
    parent_remote_id: record.parentRemoteId,
    kind: record.kind,
    remote_type: record.remoteType,
    sku: record.sku,
    name: record.name,
    published: record.published,
    stock_keeping: record.stockKeeping,
    stock_quantity: record.stockQuantity,
    price: record.price,
    stock_by_location: record.stockByLocation ?? null,
    stock_remote_id: record.stockRemoteId ?? null,
    modified_at: record.modifiedAt,
    archived: record.archived,
    hash: hash.toString("base64"),
    raw,
  };
}

export async function markListingsWritten(
  db: Db,
  connectionId: number,
  written: readonly { readonly remoteId: string; readonly hash: Buffer }[],
): Promise<void> {
  if (written.length === 0) return;
  const rows = written.map(({ remoteId, hash }) => ({ remote_id: remoteId, hash: hash.toString("base64") }));
  await sql`
    update listings held set written_hash = decode(w.hash, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(remote_id text, hash text)
    where held.connection_id = ${connectionId} and held.remote_id = w.remote_id`.execute(db);
}

/** What these were told to show, or were found to show already. */
export async function markTold(
  db: Db,
  connectionId: number,
  told: readonly { readonly remoteId: string; readonly quantity: number }[],
): Promise<void> {
  if (told.length === 0) return;
  await sql`
    update listings held set told_quantity = t.quantity
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t("remoteId" text, quantity numeric)
    where held.connection_id = ${connectionId} and held.remote_id = t."remoteId"
      and held.told_quantity is distinct from t.quantity`.execute(db);
}

export type ToldAtLocation = {
  readonly remoteId: string;
  readonly locationRemoteId: string;
  readonly quantity: number;
};

/** The same by location of the store; what it was told is what it shows, until it says otherwise. */
export async function markToldByLocation(db: Db, connectionId: number, told: readonly ToldAtLocation[]): Promise<void> {
  if (told.length === 0) return;
  await sql`
    update listings held set
      told_by_location = coalesce(held.told_by_location, '{}') || t.told,
      stock_by_location = (
        select jsonb_agg(jsonb_build_object('locationRemoteId', place, 'quantity', coalesce(t.told->>place, shown.quantity)))
        from (
          select entry->>'locationRemoteId' as place, entry->>'quantity' as quantity
          from jsonb_array_elements(coalesce(held.stock_by_location, '[]')) entry
          union all select key, null from jsonb_object_keys(t.told) key
          where not exists (select from jsonb_array_elements(coalesce(held.stock_by_location, '[]')) entry
            where entry->>'locationRemoteId' = key)
        ) shown
      )
    from (
      select "remoteId" as remote_id, jsonb_object_agg("locationRemoteId", quantity::text) as told
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t("remoteId" text, "locationRemoteId" text, quantity numeric)
      group by 1
    ) t
    where held.connection_id = ${connectionId} and held.remote_id = t.remote_id`.execute(db);
}

/** The store deleted these for good, and their variants with them. Returns the SKUs concerned. */
export async function tombstoneListings(
  db: Db,
  connectionId: number,
  remoteIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ sku: string | null }>`
    update listings set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
    where connection_id = ${connectionId} and deleted_at is null
      and (remote_id = any(${remoteIds}::text[]) or parent_remote_id = any(${remoteIds}::text[]))
    returning sku`.execute(db);
  return rows.flatMap((row) => (row.sku === null ? [] : [row.sku]));
}

export type ListingRow = {
  readonly connection_id: number;
  readonly remote_id: string;
  readonly parent_remote_id: string | null;
  readonly sku: string;
  readonly name: string;
  readonly stock_keeping: string;
  readonly stock_quantity: string | null;
  /** Null where it was never told. */
  readonly told_quantity: string | null;
  /** For platforms that count by location; null for those that count one number. */
  readonly stock_by_location: unknown;
  readonly told_by_location: unknown;
  readonly stock_remote_id: string | null;
};

/** Where an account's SKU is listed; several in one connection mean that the SKU is ambiguous there. */
export async function listingsOfSkus(
  db: Db,
  accountId: number,
  skus: readonly string[],
  connectionId?: number,
): Promise<readonly ListingRow[]> {
  const { rows } = await sql<ListingRow>`
    select connection_id, remote_id, parent_remote_id, sku, name, stock_keeping, stock_quantity::text, told_quantity::text,
      stock_by_location, told_by_location, stock_remote_id from listings
    where account_id = ${accountId} and sku = any(${skus}::text[]) and deleted_at is null and archived_at is null
      and (${connectionId ?? null}::int is null or connection_id = ${connectionId ?? null})
    order by connection_id, remote_id`.execute(db);
  return rows;
}

/** These listings by id, for outward work. */
export async function listingsById(
  db: Db,
  connectionId: number,
  remoteIds: readonly string[],
): Promise<readonly ListingRow[]> {
  const { rows } = await sql<ListingRow>`
    select connection_id, remote_id, parent_remote_id, coalesce(sku, '') as sku, name, stock_keeping, stock_quantity::text,
      told_quantity::text, stock_by_location, told_by_location, stock_remote_id
    from listings
    where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[]) and deleted_at is null`.execute(db);
  return rows;
}
