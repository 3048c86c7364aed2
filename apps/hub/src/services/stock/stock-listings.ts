// Where a SKU is sold, and what its stores show.
import type { Database } from "../../database/database.ts";
import { type StockListingRow, stockListingsOf } from "../../database/stock/stock-listings.ts";
import type { Principal } from "../principal.ts";

export type StockListings = ReturnType<typeof makeStockListings>;

export function makeStockListings(database: Database) {
  return {
    of: ({ accountId }: Principal, sku: string): Promise<readonly StockListingRow[]> =>
      database.asAccount(accountId, (db) => stockListingsOf(db, accountId, sku)),
  };
}
