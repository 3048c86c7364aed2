// One SKU's stock set in one store while the caller waits. The hub's own count follows, so that no other store sells on an old number.
import { HubError } from "@logix/model";
import type { ItemResult } from "../../connector-kit/contract.ts";
import { type ListingRow, listingsOfSkus, markTold } from "../../database/catalogue/listings-write.ts";
import type { Database } from "../../database/database.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import type { ListingIntake } from "./listing-intake.ts";
import type { StockService } from "./stock.ts";

export type StoreStock = ReturnType<typeof makeStoreStock>;
export type StoreStockWish = {
  readonly sku: string;
  readonly quantity: number;
  /** Have the store count from now on, where it does not. */
  readonly enableManagement?: boolean | undefined;
};
export type StoreStockResult = {
  readonly sku: string;
  readonly quantity: number;
  readonly remoteId: string;
  readonly changed: boolean;
};

export function makeStoreStock(database: Database, stores: Stores, stock: StockService, intake: ListingIntake) {
  /** Known listings first; a SKU that we never saw is looked up in the store itself. */
  async function find(connection: Connection, sku: string): Promise<ListingRow> {
    const known = await listingsOfSkus(database.db, connection.accountId, [sku], connection.id);
    const rows = known.length > 0 ? known : await lookUp(connection, sku);
    const [first, ...others] = rows;
    if (!first) throw unknownSku(sku);
    if (others.length > 0) throw ambiguous(sku, rows);
    return first;
  }

  async function lookUp(connection: Connection, sku: string): Promise<readonly ListingRow[]> {
    const askedAt = await databaseTime(database.db);
    for await (const page of stores.open(connection, "request").syncProducts({ skus: [sku] })) {
      await database.transaction((db) => intake.apply(db, connection, page.records, { source: "page", askedAt }));
    }
    return listingsOfSkus(database.db, connection.accountId, [sku], connection.id);
  }

  return {
    /** @throws HubError `missing` for an unknown SKU, `conflict` for an ambiguous one, `refused` where the store does not count it. */
    set: async (
      principal: Principal,
      connection: Connection,
      { sku, quantity, enableManagement }: StoreStockWish,
    ): Promise<StoreStockResult> => {
      const listing = await find(connection, sku);
      const askedAt = await databaseTime(database.db);
      const change = {
        sku,
        remoteId: listing.remote_id,
        parentRemoteId: listing.parent_remote_id,
        quantity,
        enableManagement,
      };
      const [result] = await stores.open(connection, "request").updateInventory([change]);
      if (!result || result.outcome === "failed" || result.outcome === "moved") throw refusal(sku, result);
      const { after, outcome } = result;
      await database.transaction(async (db) => {
        if (after) await intake.applyWritten(db, connection, [after], askedAt);
        await markTold(db, connection.id, [{ remoteId: listing.remote_id, quantity }]);
      });
      await database.asAccount(principal.accountId, (db) => stock.makeAvailable(db, principal, sku, quantity));
      return { sku, quantity, remoteId: listing.remote_id, changed: outcome === "written" };
    },
  };
}

function unknownSku(sku: string): HubError {
  return new HubError("missing", `The store lists no product with the SKU ${sku}`, {
    code: "sku_not_found",
    remedy: "Compare the SKU letter by letter: upper and lower case and spaces count",
    issues: [{ field: "sku", problem: "is not known to the store" }],
  });
}

function ambiguous(sku: string, rows: readonly ListingRow[]): HubError {
  const names = rows.map((row) => `${row.name} (${row.remote_id})`).join(", ");
  return new HubError("conflict", `The SKU ${sku} stands for several products: ${names}`, {
    code: "sku_ambiguous",
    remedy: "Give each product a SKU of its own in the store",
    issues: [{ field: "sku", problem: "is ambiguous" }],
  });
}

function refusal(sku: string, result: ItemResult | undefined): HubError {
  if (result?.outcome !== "failed")
    return new HubError("unreachable", `The store did not say what became of ${sku}`, { code: "no_answer" });
  const kind = result.code === "sku_missing" ? "missing" : result.again ? "unreachable" : "refused";
  return new HubError(kind, result.message, {
    code: result.code === "sku_missing" ? "sku_not_found" : result.code,
    remedy: result.remedy ?? undefined,
    issues: [{ field: "sku", problem: result.message }],
  });
}
