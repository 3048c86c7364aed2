// Where the number is ours to say: what each follower shows against what there is to sell. A wish that got lost or was parked
// would leave a store with an old number for ever; here it is wished again.
import { fromMillionths, publishedQuantity, toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { type DriftRow, type DriftWrite, nameRows } from "../../database/reconcile-rows.ts";
import { moveReconcile, type ReconcileRow } from "../../database/reconciles.ts";
import { availabilityOf } from "../../database/stock-ledger.ts";
import { type CountedListing, countedListings } from "../../database/stock-targets.ts";
import type { Connection } from "../connections/stores.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";
import type { Position } from "./position.ts";

const AT_ONCE = 1000;

export type StockTargets = ReturnType<typeof makeStockTargets>;

export function makeStockTargets(database: Database, wishes: StockWisher) {
  async function targetsOf(
    db: Db,
    accountId: number,
    listings: readonly CountedListing[],
  ): Promise<ReadonlyMap<string, string>> {
    const skus = [...new Set(listings.map(({ sku }) => sku))];
    return new Map((await availabilityOf(db, accountId, skus)).map((row) => [row.sku, publishedText(row)]));
  }

  return {
    /** Names the next listings that are told another number than they show. True when all have been looked at. */
    compare: async (sweep: ReconcileRow, connection: Connection, from: Position): Promise<boolean> => {
      if (connection.stockRole !== "follower") return true;
      return database.transaction(async (db) => {
        const listings = await countedListings(db, connection.id, { after: from.row, limit: AT_ONCE });
        const targets = await targetsOf(db, connection.accountId, listings);
        const apart = listings.flatMap((listing): DriftWrite[] => {
          const target = targets.get(listing.sku);
          if (target === undefined || target === listing.stock_quantity) return [];
          const { remote_id: remoteId, parent_remote_id: parentRemoteId } = listing;
          // As everywhere: `here` is what we say it should be, `there` what the store shows.
          const fields = { stock_to_show: { here: target, there: listing.stock_quantity } };
          return [{ remoteId, parentRemoteId, finding: "different", fields, inFlight: false, cure: "wish" }];
        });
        // A row that the store shows otherwise than we hold it is read again first; that leads to a wish by itself.
        await nameRows(db, { id: sweep.id, accountId: sweep.account_id, domain: from.domain }, apart, "keep");
        const last = listings.at(-1);
        if (last) await moveReconcile(db, sweep.id, { ...from, row: last.id });
        return listings.length < AT_ONCE;
      });
    },
    tell: async (db: Db, connection: Connection, rows: readonly DriftRow[]): Promise<void> => {
      const remoteIds = rows.map((row) => row.remote_id);
      if (remoteIds.length === 0) return;
      const listings = await countedListings(db, connection.id, { after: 0, limit: remoteIds.length, remoteIds });
      const skus = [...new Set(listings.map(({ sku }) => sku))];
      await wishes.want(db, { accountId: connection.accountId, skus, cause: "reconcile" });
    },
    /** Which of them show by now what they should. */
    reached: async (connection: Connection, rows: readonly DriftRow[]): Promise<ReadonlySet<string>> => {
      const remoteIds = rows.map((row) => row.remote_id);
      if (remoteIds.length === 0) return new Set();
      const { db } = database;
      const listings = await countedListings(db, connection.id, { after: 0, limit: remoteIds.length, remoteIds });
      const targets = await targetsOf(db, connection.accountId, listings);
      return new Set(
        listings.filter(({ sku, stock_quantity }) => targets.get(sku) === stock_quantity).map((row) => row.remote_id),
      );
    },
  };
}

function publishedText(row: { on_hand: string; reserved: string; buffer: string }): string {
  const level = {
    onHand: toMillionths(row.on_hand),
    reserved: toMillionths(row.reserved),
    buffer: toMillionths(row.buffer),
  };
  return fromMillionths(publishedQuantity(level) * 1_000_000);
}
