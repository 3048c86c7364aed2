// What exports and imports leave in the links, many in one statement.
import { sql } from "kysely";
import type { Db } from "../database.ts";

type Owner = { readonly accountId: number; readonly connectionId: number; readonly runId: number };

export type ExportedLink = {
  readonly productId: number;
  readonly remoteId: string;
  readonly parentRemoteId: string | null;
  /** Per field the hash of what the store now shows; added to what is known of other fields. */
  readonly sent: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
};

export async function writeExportedLinks(db: Db, owner: Owner, links: readonly ExportedLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into product_links as held (account_id, connection_id, product_id, remote_id, parent_remote_id, sent, images,
      sync_status, last_modified_fields, last_run_id, last_exported_at)
    select ${owner.accountId}, ${owner.connectionId}, "productId", "remoteId", "parentRemoteId", sent, images,
      'synced', fields, ${owner.runId}::bigint, clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as given("productId" int, "remoteId" text, "parentRemoteId" text, sent jsonb, images jsonb, fields text[])
    on conflict (connection_id, product_id) do update set
      remote_id = excluded.remote_id, parent_remote_id = excluded.parent_remote_id,
      sent = case when held.remote_id is distinct from excluded.remote_id then excluded.sent else held.sent || excluded.sent end,
      images = case when held.remote_id is distinct from excluded.remote_id then excluded.images else held.images || excluded.images end,
      sync_status = 'synced', error_message = null, error_code = null, error_remedy = null, remote_deleted_at = null,
      last_modified_fields = excluded.last_modified_fields, last_run_id = excluded.last_run_id,
      last_exported_at = excluded.last_exported_at, updated_at = clock_timestamp()`.execute(db);
}

export type FailedLink = {
  readonly productId: number;
  readonly message: string;
  readonly code: string;
  readonly remedy: string | null;
  /** The store has it all the same, or has it no more. */
  readonly remoteId: string | null;
  readonly gone: boolean;
};

export async function writeFailedLinks(db: Db, owner: Owner, links: readonly FailedLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into product_links as held (account_id, connection_id, product_id, remote_id, sent, images, sync_status,
      error_message, error_code, error_remedy, remote_deleted_at, last_run_id)
    select ${owner.accountId}, ${owner.connectionId}, "productId", "remoteId", '{}', '{}', 'error', message, code, remedy,
      case when gone then clock_timestamp() end, ${owner.runId}::bigint
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as given("productId" int, "remoteId" text, message text, code text, remedy text, gone boolean)
    on conflict (connection_id, product_id) do update set
      remote_id = coalesce(held.remote_id, excluded.remote_id), sync_status = 'error',
      error_message = excluded.error_message, error_code = excluded.error_code, error_remedy = excluded.error_remedy,
      remote_deleted_at = coalesce(excluded.remote_deleted_at, held.remote_deleted_at),
      last_run_id = excluded.last_run_id, updated_at = clock_timestamp()`.execute(db);
}

export type ImportedLink = {
  readonly productId: number;
  readonly remoteId: string;
  readonly parentRemoteId: string | null;
};

export async function writeImportedLinks(db: Db, owner: Owner, links: readonly ImportedLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into product_links as held (account_id, connection_id, product_id, remote_id, parent_remote_id, sent, images,
      sync_status, last_run_id, last_imported_at)
    select ${owner.accountId}, ${owner.connectionId}, "productId", "remoteId", "parentRemoteId", '{}', '{}', 'synced',
      ${owner.runId}::bigint, clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as given("productId" int, "remoteId" text, "parentRemoteId" text)
    on conflict (connection_id, product_id) do update set
      remote_id = excluded.remote_id, parent_remote_id = excluded.parent_remote_id,
      sent = case when held.remote_id is distinct from excluded.remote_id then '{}'::jsonb else held.sent end,
      images = case when held.remote_id is distinct from excluded.remote_id then '{}'::jsonb else held.images end,
      sync_status = 'synced', error_message = null, error_code = null, error_remedy = null, remote_deleted_at = null,
      last_run_id = excluded.last_run_id, last_imported_at = excluded.last_imported_at,
      updated_at = clock_timestamp()`.execute(db);
}

/** A listing that has become another product is no longer the one that it was. */
export async function dropOtherLinks(db: Db, connectionId: number, links: readonly ImportedLink[]): Promise<void> {
  await sql`
    delete from product_links held
    using jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as given("productId" int, "remoteId" text)
    where held.connection_id = ${connectionId} and held.remote_id = given."remoteId"
      and held.product_id <> given."productId"`.execute(db);
}

/** What the store shows of these is not what we sent any more; those that were created and taken back are there no more. */
export async function forgetSent(
  db: Db,
  connectionId: number,
  { restored, removed }: { readonly restored: readonly number[]; readonly removed: readonly number[] },
): Promise<void> {
  await sql`
    update product_links set sent = '{}', updated_at = clock_timestamp(),
      remote_id = case when product_id = any(${[...removed]}::int[]) then null else remote_id end,
      parent_remote_id = case when product_id = any(${[...removed]}::int[]) then null else parent_remote_id end,
      images = case when product_id = any(${[...removed]}::int[]) then '{}'::jsonb else images end,
      sync_status = 'pending'
    where connection_id = ${connectionId} and product_id = any(${[...restored, ...removed]}::int[])`.execute(db);
}
