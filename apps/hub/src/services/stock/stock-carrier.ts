// Tells a store what is available to sell, many SKUs at once, and only where it shows something else.
import { HubError, publishedQuantity, toMillionths } from "@logix/model";
import { z } from "zod";
import type { ItemResult, StockChange } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import { type ListingRow, listingsById } from "../../database/listings-write.ts";
import { availabilityOf } from "../../database/stock-ledger.ts";
import { databaseTime, postponeWork, settleWork, type WorkRow } from "../../database/work.ts";
import { delayMs } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import type { ListingIntake } from "./listing-intake.ts";
import { doubtSchema, type StockDoubts } from "./stock-doubts.ts";

const wishSchema = z.object({
  sku: z.string(),
  enableManagement: z.boolean().optional(),
  doubt: doubtSchema.optional(),
});
type Wish = z.infer<typeof wishSchema>;

type Item = { readonly work: WorkRow; readonly wish: Wish; readonly change: StockChange };
type Outcome = Item & { readonly result: ItemResult };
type Failed = Extract<ItemResult, { outcome: "failed" }>;

export function makeStockCarrier(
  database: Database,
  stores: Stores,
  intake: ListingIntake,
  parking: Parking,
  doubts: StockDoubts,
): Carrier {
  /** Wishes whose SKU is listed and counted; for the others there is nothing to tell. */
  async function itemsOf(connection: Connection, work: readonly WorkRow[]): Promise<readonly Item[]> {
    const ids = work.map((each) => each.remote_id);
    const listings = new Map((await listingsById(database.db, connection.id, ids)).map((row) => [row.remote_id, row]));
    const skus = [...listings.values()].map((row) => row.sku);
    const published = await publishedOf(database.db, connection.accountId, skus);
    return work.flatMap((each) => {
      const listing = listings.get(each.remote_id);
      const quantity = listing && published.get(listing.sku);
      const wish = wishSchema.parse(each.wish);
      return listing && quantity !== undefined ? [{ work: each, wish, change: toChange(wish, listing, quantity) }] : [];
    });
  }

  /** What may be written now; the rest waits for the orders that may explain what the store shows. */
  async function withoutDoubt(connection: Connection, items: readonly Item[], now: Date): Promise<readonly Item[]> {
    const fresh = items.filter(isUnexplainedDrift);
    await doubts.raise(
      connection,
      fresh.map(({ work, change }) => ({ work, shows: change.expected ?? null })),
      now,
    );
    const others = items.filter((item) => !isUnexplainedDrift(item));
    const settled = await Promise.all(
      others.map(({ wish }) => !wish.doubt || doubts.isSettled(connection, wish.doubt, now)),
    );
    const waiting = others.filter((_item, index) => !settled[index]).map(({ work }) => work);
    await postponeWork(database.db, waiting, doubts.lookAgainAt(now), "its orders are being read first");
    return others.filter((_item, index) => settled[index]);
  }

  async function take(connection: Connection, outcomes: readonly Outcome[], askedAt: Date): Promise<void> {
    await database.transaction(async (db) => {
      const shown = outcomes.flatMap(({ result }) =>
        result.outcome === "written" && result.after ? [result.after] : [],
      );
      if (shown.length > 0) await intake.applyWritten(db, connection, shown, askedAt);
      const fine = outcomes.filter(({ result }) => result.outcome === "written" || result.outcome === "unchanged");
      await settleWork(
        db,
        fine.map(({ work, result }) => ({ id: work.id, version: work.version, state: "done", note: result.outcome })),
      );
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
    if (result.again) return postponeWork(db, [work], new Date(Date.now() + delayMs(work.attempts + 1)), message);
    const error = new HubError("refused", message, { code, remedy: remedy ?? undefined });
    const { remote_id: remoteId } = work;
    await parking.failed(db, connection, {
      source: "outward",
      kind: "stock",
      remoteId,
      error,
      payload: JSON.stringify(work.wish),
      reference: { workId: work.id },
    });
    await settleWork(db, [{ id: work.id, version: work.version, state: "parked", note: message }]);
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

/** Somebody changed the number in the store, or sold something there: which of the two, its orders tell. */
function isUnexplainedDrift({ work, wish, change }: Item): boolean {
  return (
    work.cause === "drift" &&
    wish.doubt === undefined &&
    change.expected !== undefined &&
    change.expected !== change.quantity
  );
}

/** With a doubt that is settled, the number that raised it is what we expect to overwrite. */
function toChange({ doubt, enableManagement }: Wish, listing: ListingRow, quantity: number): StockChange {
  const { sku, remote_id: remoteId, parent_remote_id: parentRemoteId, stock_quantity: shown } = listing;
  const expected = doubt ? doubt.shows : shown === null ? null : Number(shown);
  return {
    sku,
    remoteId,
    parentRemoteId,
    quantity,
    ...(enableManagement && { enableManagement: true }),
    ...(expected !== null && { expected }),
  };
}

/** What each SKU may be sold as, in whole units; SKUs that nobody counted are left out. */
async function publishedOf(db: Db, accountId: number, skus: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await availabilityOf(db, accountId, [...new Set(skus)]);
  return new Map(
    rows.map((row) => [
      row.sku,
      publishedQuantity({
        onHand: toMillionths(row.on_hand),
        reserved: toMillionths(row.reserved),
        buffer: toMillionths(row.buffer),
      }),
    ]),
  );
}
