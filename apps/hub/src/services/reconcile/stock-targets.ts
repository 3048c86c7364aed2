// Where the number is ours to say: what each follower shows against what there is to sell. A wish that got lost or was parked
// would leave a store with an old number for ever; here it is wished again.
import type { Database, Db } from "../../database/database.ts";
import { type DriftRow, type DriftWrite, nameRows } from "../../database/reconcile/reconcile-rows.ts";
import { moveReconcile, type ReconcileRow } from "../../database/reconcile/reconciles.ts";
import { type CountedListing, countedListings } from "../../database/stock/stock-targets.ts";
import type { Connection } from "../connections/stores.ts";
import { shelvesApart, shelvesSchema } from "../stock/location-targets.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";
import { storeTargets } from "../stock/store-targets.ts";
import type { Position } from "./position.ts";

const AT_ONCE = 1000;

export type StockTargets = ReturnType<typeof makeStockTargets>;

export function makeStockTargets(database: Database, wishes: StockWisher) {
  /** By remote id, those that show another number than they should. */
  async function apartOf(
    db: Db,
    connection: Connection,
    listings: readonly CountedListing[],
  ): Promise<ReadonlyMap<string, Apart>> {
    const located = listings.filter(({ stock_by_location: shelves }) => shelves !== null);
    const targets = await storeTargets(db, connection, listings.map(skuOf), located.map(skuOf));
    return new Map(
      listings.flatMap((listing) => {
        const total = targets.total(listing.sku);
        const shelves = shelvesSchema.parse(listing.stock_by_location);
        if (total === undefined) return [];
        if (shelves === null && String(total) === listing.stock_quantity) return [];
        if (shelves === null) return [[listing.remote_id, { here: String(total), there: listing.stock_quantity }]];
        const apart = shelvesApart(shelves, targets.byLocation(listing.sku));
        return apart.length === 0 ? [] : [[listing.remote_id, inWords(apart)]];
      }),
    );
  }

  return {
    /** Names the next listings that are told another number than they show. True when all have been looked at. */
    compare: async (sweep: ReconcileRow, connection: Connection, from: Position): Promise<boolean> => {
      if (connection.stockRole !== "follower") return true;
      return database.transaction(async (db) => {
        const listings = await countedListings(db, connection.id, { after: from.row, limit: AT_ONCE });
        const found = await apartOf(db, connection, listings);
        const apart = listings.flatMap((listing): DriftWrite[] => {
          const { remote_id: remoteId, parent_remote_id: parentRemoteId } = listing;
          const difference = found.get(remoteId);
          if (difference === undefined) return [];
          // As everywhere: `here` is what we say it should be, `there` what the store shows.
          const fields = { stock_to_show: difference };
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
      const apart = await apartOf(db, connection, listings);
      return new Set(listings.map((row) => row.remote_id).filter((id) => !apart.has(id)));
    },
  };
}

type Apart = { readonly here: string; readonly there: string | null };

function inWords(places: ReturnType<typeof shelvesApart>): Apart {
  const list = (pick: (place: (typeof places)[number]) => number) =>
    places.map((place) => `${place.locationRemoteId}: ${pick(place)}`).join(", ");
  return { here: list(({ here }) => here), there: list(({ there }) => there) };
}

function skuOf({ sku }: CountedListing): string {
  return sku;
}
