// Where a SKU is listed, what each store shows, and whether it was told of the last change.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type StockListingRow = {
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly remote_id: string;
  readonly name: string;
  readonly shows: string | null;
  /** Null where the store never had to be told. */
  readonly state: "waiting" | "done" | "parked" | null;
  readonly wished_at: Date | null;
  readonly settled_at: Date | null;
  readonly note: string | null;
};

export async function stockListingsOf(db: Db, accountId: number, sku: string): Promise<readonly StockListingRow[]> {
  const { rows } = await sql<StockListingRow>`
    select listing.connection_id, connection.public_id as connection_public_id, listing.remote_id, listing.name,
      trim_scale(listing.stock_quantity)::text as shows, work.state, work.wished_at, work.settled_at, work.note
    from listings listing
    join connections connection on connection.id = listing.connection_id and connection.deleted_at is null
    left join outward_work work on work.connection_id = listing.connection_id and work.kind = 'stock'
      and work.remote_id = listing.remote_id
    where listing.account_id = ${accountId} and listing.sku = ${sku} and listing.deleted_at is null
      and listing.archived_at is null
    order by listing.connection_id, listing.remote_id`.execute(db);
  return rows;
}
