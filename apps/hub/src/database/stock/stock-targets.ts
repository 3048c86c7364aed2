// Listings of a follower that show another number than the ledger has to sell, and that nobody is about to tell.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type CountedListing = {
  readonly remote_id: string;
  readonly sku: string;
  readonly stock_quantity: string | null;
  /** For platforms that count by location. */
  readonly stock_by_location: unknown;
};

/** Listed, counted, and with no wish on its way. In the order of the ids of our own rows. */
export async function countedListings(
  db: Db,
  connectionId: number,
  { after, limit, remoteIds }: { after: number; limit: number; remoteIds?: readonly string[] },
): Promise<readonly (CountedListing & { readonly id: number; readonly parent_remote_id: string | null })[]> {
  const { rows } = await sql<CountedListing & { id: number; parent_remote_id: string | null }>`
    select l.id, l.remote_id, l.parent_remote_id, l.sku, trim_scale(l.stock_quantity)::text as stock_quantity, l.stock_by_location
    from listings l
    where l.connection_id = ${connectionId} and l.id > ${after}::bigint and l.deleted_at is null and l.archived_at is null
      and l.sku is not null and l.stock_keeping = 'own'
      and (${remoteIds ?? null}::text[] is null or l.remote_id = any(${remoteIds ?? null}::text[]))
      and exists (select from stock_levels s where s.account_id = l.account_id and s.sku = l.sku)
      and not exists (select from outward_work w where w.connection_id = l.connection_id and w.kind = 'stock'
        and w.remote_id = l.remote_id and w.state = 'waiting')
    order by l.id limit ${limit}`.execute(db);
  return rows;
}
