// Links between our products and a store's listings: who is who, what was last sent, how it stands.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ProductLinkRow = Selectable<Tables["product_links"]>;

export function linksOfProducts(
  db: Db,
  connectionId: number,
  productIds: readonly number[],
): Promise<readonly ProductLinkRow[]> {
  if (productIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom("product_links")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("product_id", "in", [...productIds])
    .execute();
}

export function linksOfListings(
  db: Db,
  connectionId: number,
  remoteIds: readonly string[],
): Promise<readonly ProductLinkRow[]> {
  if (remoteIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom("product_links")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("remote_id", "in", [...remoteIds])
    .execute();
}

export type SyncStatus = ProductLinkRow["sync_status"];

/** Newest last; an account's own connection only. */
export function listLinks(db: Db, connectionId: number, status: SyncStatus | null): Promise<ProductLinkRow[]> {
  return db
    .selectFrom("product_links")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .$if(status !== null, (query) => query.where("sync_status", "=", status ?? "error"))
    .orderBy("id")
    .execute();
}

/** Those that were touched since, oldest first. */
export function linksTouchedSince(db: Db, connectionId: number, since: Date, limit: number): Promise<ProductLinkRow[]> {
  return db
    .selectFrom("product_links")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("updated_at", ">=", since)
    .orderBy("updated_at")
    .limit(limit)
    .execute();
}

/** An export has begun that will reach them. Products that are not there are passed over. */
export async function markLinksPending(
  db: Db,
  { accountId, connectionId, runId }: { accountId: number; connectionId: number; runId: number },
  productIds: readonly number[],
): Promise<void> {
  await sql`
    insert into product_links (account_id, connection_id, product_id, sync_status, last_run_id)
    select ${accountId}, ${connectionId}, p.id, 'pending', ${runId}::bigint from products p
    where p.account_id = ${accountId} and p.id = any(${[...productIds]}::int[]) and p.deleted_at is null
    on conflict (connection_id, product_id) do update set
      sync_status = 'pending', last_run_id = excluded.last_run_id, updated_at = clock_timestamp()`.execute(db);
}

/** What is still pending of this run will not be reached by it any more. */
export async function failPendingLinks(
  db: Db,
  { connectionId, runId }: { connectionId: number; runId: number },
  failure: { readonly message: string; readonly code: string | null; readonly remedy: string | null },
): Promise<void> {
  await db
    .updateTable("product_links")
    .set({
      sync_status: "error",
      error_message: failure.message,
      error_code: failure.code,
      error_remedy: failure.remedy,
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("connection_id", "=", connectionId)
    .where("last_run_id", "=", runId)
    .where("sync_status", "=", "pending")
    .execute();
}

/** The listing was deleted by us; its variants went with it. */
export async function deleteLink(db: Db, link: ProductLinkRow): Promise<void> {
  await db
    .deleteFrom("product_links")
    .where("connection_id", "=", link.connection_id)
    .where((where) =>
      where.or([
        where("id", "=", link.id),
        ...(link.remote_id === null ? [] : [where("parent_remote_id", "=", link.remote_id)]),
      ]),
    )
    .execute();
}

/** The store says that it has no such listing any more. */
export async function markRemoteDeleted(db: Db, linkId: number, message: string): Promise<void> {
  await db
    .updateTable("product_links")
    .set({
      remote_deleted_at: sql<Date>`clock_timestamp()`,
      sync_status: "error",
      error_message: message,
      error_code: "gone",
      error_remedy: "Export the product to create it anew",
      updated_at: sql<Date>`clock_timestamp()`,
    })
    .where("id", "=", linkId)
    .execute();
}

/** A product that was deleted here has no claim on its listing any more. */
export async function dropLinksOfDeleted(db: Db, connectionId: number, remoteIds: readonly string[]): Promise<void> {
  await sql`
    delete from product_links held using products p
    where held.connection_id = ${connectionId} and held.remote_id = any(${[...remoteIds]}::text[])
      and p.id = held.product_id and p.deleted_at is not null`.execute(db);
}
