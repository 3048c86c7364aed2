// Tells a store what is available to sell, many SKUs at once, and only where it shows something else.
import { HubError, publishedQuantity, toMillionths } from "@logix/model";
import { z } from "zod";
import type { ItemResult, StockChange } from "../connector-kit/contract.ts";
import type { Database, Db } from "../database/database.ts";
import { type ListingRow, listingsById } from "../database/listings-write.ts";
import { availabilityOf } from "../database/stock-ledger.ts";
import { databaseTime, postponeWork, settleWork, type WorkRow } from "../database/work.ts";
import { delayMs } from "../engine/retry.ts";
import type { ListingIntake } from "./listing-intake.ts";
import type { Carrier } from "./outward-work.ts";
import type { Parking } from "./parking.ts";
import type { Runs } from "./runs.ts";
import type { Connection, Stores } from "./stores.ts";

const wishSchema = z.object({ sku: z.string(), enableManagement: z.boolean().optional() });

type Item = { readonly work: WorkRow; readonly change: StockChange };

/** How long the orders that explain a difference may take to arrive before the difference is overwritten. */
const EXPLAIN_MS = 5_000;
const MOST_EXPLANATIONS = 2;

export function makeStockCarrier(
  database: Database,
  stores: Stores,
  intake: ListingIntake,
  parking: Parking,
  runs: Runs,
): Carrier {
  async function itemsOf(connection: Connection, work: readonly WorkRow[]): Promise<readonly Item[]> {
    const listings = new Map(
      (
        await listingsById(
          database.db,
          connection.id,
          work.map((each) => each.remote_id),
        )
      ).map((row) => [row.remote_id, row]),
    );
    const published = await publishedOf(
      database.db,
      connection.accountId,
      [...listings.values()].map((row) => row.sku),
    );
    return work.flatMap((each) => {
      const listing = listings.get(each.remote_id);
      const quantity = listing && published.get(listing.sku);
      return listing && quantity !== undefined ? [{ work: each, change: toChange(each, listing, quantity) }] : [];
    });
  }

  async function take(
    connection: Connection,
    items: readonly Item[],
    results: readonly ItemResult[],
    askedAt: Date,
  ): Promise<void> {
    const byId = new Map(results.map((result) => [result.remoteId, result]));
    const outcomes = items.flatMap((item) => {
      const result = byId.get(item.change.remoteId);
      return result ? [{ ...item, result }] : [];
    });
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
    const moved = outcomes.filter(({ result }) => result.outcome === "moved").map(({ work }) => work);
    if (moved.length > 0) await explainFirst(connection, moved);
  }

  /** The store shows what nobody told it: perhaps a sale that we have not heard of. Its orders are read before we write. */
  async function explainFirst(connection: Connection, moved: readonly WorkRow[]): Promise<void> {
    await postponeWork(
      database.db,
      moved,
      new Date(Date.now() + EXPLAIN_MS),
      "the store shows another number: its orders are read first",
    );
    await runs.request({ connection, kind: "orders", cause: "gap" });
  }

  async function failed(
    db: Db,
    connection: Connection,
    work: WorkRow,
    result: Extract<ItemResult, { outcome: "failed" }>,
  ): Promise<void> {
    if (result.again)
      return postponeWork(db, [work], new Date(Date.now() + delayMs(work.attempts + 1)), result.message);
    const error = new HubError("refused", result.message, { code: result.code, remedy: result.remedy ?? undefined });
    await parking.failed(db, connection, {
      source: "outward",
      kind: "stock",
      remoteId: work.remote_id,
      error,
      payload: JSON.stringify(work.wish),
      reference: { workId: work.id },
    });
    await settleWork(db, [{ id: work.id, version: work.version, state: "parked", note: result.message }]);
  }

  return async (connection, work) => {
    const items = await itemsOf(connection, work);
    const tried = new Set(items.map(({ work: { id } }) => id));
    await settleWork(
      database.db,
      work
        .filter(({ id }) => !tried.has(id))
        .map(({ id, version }) => ({ id, version, state: "done", note: "not listed or not counted" })),
    );
    const unexplained = items.filter(isUnexplainedDrift);
    if (unexplained.length > 0)
      await explainFirst(
        connection,
        unexplained.map((item) => item.work),
      );
    const ready = items.filter((item) => !isUnexplainedDrift(item));
    if (ready.length === 0) return;
    const askedAt = await databaseTime(database.db);
    const results = await stores.open(connection, "work").updateInventory(ready.map(({ change }) => change));
    await take(connection, ready, results, askedAt);
  };
}

/** Somebody changed the number in the store, or sold something there: which of the two, its orders tell. */
function isUnexplainedDrift({ work, change }: Item): boolean {
  return work.cause === "drift" && work.attempts === 0 && change.expected !== change.quantity;
}

function toChange(work: WorkRow, listing: ListingRow, quantity: number): StockChange {
  const { sku, remote_id: remoteId, parent_remote_id: parentRemoteId } = listing;
  const wish = wishSchema.parse(work.wish);
  const isExplained = work.attempts >= MOST_EXPLANATIONS || listing.stock_quantity === null;
  return {
    sku,
    remoteId,
    parentRemoteId,
    quantity,
    ...(wish.enableManagement && { enableManagement: true }),
    ...(!isExplained && { expected: Number(listing.stock_quantity) }),
  };
}

/** What each SKU may be sold as, in whole units; SKUs that nobody counted are left out. */
export async function publishedOf(
  db: Db,
  accountId: number,
  skus: readonly string[],
): Promise<ReadonlyMap<string, number>> {
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
