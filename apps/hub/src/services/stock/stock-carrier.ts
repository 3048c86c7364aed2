// Tells a store what is available to sell, many SKUs at once, and only where it shows something else.
import { HubError } from "@logix/model";
import type { ItemResult, StockChange } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import { listingsById, markTold } from "../../database/listings-write.ts";
import { availabilityOf } from "../../database/stock-ledger.ts";
import { databaseTime, postponeWork, settleWork, type WorkRow } from "../../database/work.ts";
import { delayMs } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import type { Rereads } from "../sync/rereads.ts";
import type { ListingIntake } from "./listing-intake.ts";
import type { StockDoubts } from "./stock-doubts.ts";
import { changeFor, isUnexplained, publishedOf, type StockWish, stockWishSchema } from "./stock-rules.ts";

type Item = {
  readonly work: WorkRow;
  readonly wish: StockWish;
  readonly change: StockChange;
  readonly told: number | null;
};
type Outcome = Item & { readonly result: ItemResult };
/** The store could be read but not written: after about a quarter of an hour of that, it is this thing's own trouble. */
const MOST_TRIES = 10;

type Failed = Extract<ItemResult, { outcome: "failed" }>;

/** The first write to a listing is read back, and then every so manieth: a store may say yes and yet show the old number. */
const READ_BACK_EVERY = 20;

export type StockCarrierTools = {
  readonly database: Database;
  readonly stores: Stores;
  readonly intake: ListingIntake;
  readonly parking: Parking;
  readonly doubts: StockDoubts;
  readonly rereads: Rereads;
};

export function makeStockCarrier({ database, stores, intake, parking, doubts, rereads }: StockCarrierTools): Carrier {
  /** Wishes whose SKU is listed and counted; for the others there is nothing to tell. */
  async function itemsOf(connection: Connection, work: readonly WorkRow[]): Promise<readonly Item[]> {
    const ids = work.map((each) => each.remote_id);
    const listings = new Map((await listingsById(database.db, connection.id, ids)).map((row) => [row.remote_id, row]));
    const skus = [...listings.values()].map((row) => row.sku);
    const published = await publishedBySku(database.db, connection.accountId, skus);
    return work.flatMap((each) => {
      const listing = listings.get(each.remote_id);
      const quantity = listing && published.get(listing.sku);
      const wish = stockWishSchema.parse(each.wish);
      if (!listing || quantity === undefined) return [];
      const told = listing.told_quantity === null ? null : Number(listing.told_quantity);
      return [{ work: each, wish, change: changeFor(wish, listing, quantity), told }];
    });
  }

  /** What may be written now; the rest waits for the orders that may explain what the store shows. */
  async function withoutDoubt(connection: Connection, items: readonly Item[], now: Date): Promise<readonly Item[]> {
    const fresh = items.filter(isDoubtful);
    await doubts.raise(
      connection,
      fresh.map(({ work, change }) => ({ work, shows: change.expected ?? null })),
      now,
    );
    const others = items.filter((item) => !isDoubtful(item));
    const settled = await Promise.all(
      others.map(({ wish }) => !wish.doubt || doubts.isSettled(connection, wish.doubt, now)),
    );
    const waiting = others.filter((_item, index) => !settled[index]).map(({ work }) => work);
    await postponeWork(database.db, waiting, doubts.lookAgainAt(), "its orders are being read first");
    await doubts.askAgain(connection, waiting.length, now);
    return others.filter((_item, index) => settled[index]);
  }

  async function take(connection: Connection, outcomes: readonly Outcome[], askedAt: Date): Promise<void> {
    await database.transaction(async (db) => {
      const shown = outcomes.flatMap(({ result }) =>
        result.outcome === "written" && result.after ? [result.after] : [],
      );
      if (shown.length > 0) await intake.applyWritten(db, connection, shown, askedAt);
      const fine = outcomes.flatMap(({ work, result }) =>
        result.outcome === "written" || result.outcome === "unchanged" ? [{ work, result }] : [],
      );
      await markTold(
        db,
        connection.id,
        fine.map(({ result: { remoteId, shows: quantity } }) => ({ remoteId, quantity })),
      );
      await settleWork(
        db,
        fine.map(({ work, result }) => ({ id: work.id, version: work.version, state: "done", note: result.outcome })),
      );
      await rereads.ask(db, connection, "product", sampleOf(outcomes), "written");
      for (const { work, result } of outcomes)
        if (result.outcome === "failed") await failed(db, connection, work, result);
    });
    const moved = outcomes.flatMap(({ work, result }) =>
      result.outcome === "moved" ? [{ work, shows: result.shows }] : [],
    );
    await doubts.raise(connection, moved, askedAt);
  }

  async function failed(db: Db, connection: Connection, work: WorkRow, result: Failed): Promise<void> {
    const { message, code, remedy } = result;
    if (result.again && work.attempts + 1 < MOST_TRIES)
      return postponeWork(db, [work], new Date(Date.now() + delayMs(work.attempts + 1)), message);
    const error = new HubError("refused", message, { code, remedy: remedy ?? undefined });
    await parking.wishesFailed(db, connection, [work], error);
  }

  return async (connection, work) => {
    const items = await itemsOf(connection, work);
    const tried = new Set(items.map((item) => item.work.id));
    const idle = work.filter(({ id }) => !tried.has(id));
    await settleWork(
      database.db,
      idle.map(({ id, version }) => ({ id, version, state: "done", note: "not listed or not counted" })),
    );
    const askedAt = await databaseTime(database.db);
    const ready = await withoutDoubt(connection, items, askedAt);
    if (ready.length === 0) return;
    const results = await stores.open(connection, "work").updateInventory(ready.map(({ change }) => change));
    const byId = new Map(results.map((result) => [result.remoteId, result]));
    const outcomes = ready.flatMap((item) => {
      const result = byId.get(item.change.remoteId);
      return result ? [{ ...item, result }] : [];
    });
    await take(connection, outcomes, askedAt);
  };
}

/** Where the parent counts, it is the parent that was written. */
function sampleOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes
    .filter(({ work, result }) => result.outcome === "written" && work.version % READ_BACK_EVERY === 1)
    .map(({ change }) => change.parentRemoteId ?? change.remoteId);
}

function isDoubtful({ work, wish, change, told }: Item): boolean {
  return isUnexplained({ cause: work.cause, wish }, change, told);
}

/** What each SKU may be sold as, in whole units; SKUs that nobody counted are left out. */
async function publishedBySku(
  db: Db,
  accountId: number,
  skus: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await availabilityOf(db, accountId, [...new Set(skus)]);
  return new Map(rows.map((row) => [row.sku, publishedOf(row)]));
}
