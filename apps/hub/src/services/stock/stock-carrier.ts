// Tells a store what is available to sell, many SKUs at once, and only where it shows something else.
import { HubError } from "@logix/model";
import type { ItemResult, StockChange } from "../../connector-kit/contract.ts";
import {
  type ListingRow,
  listingsById,
  markTold,
  markToldByLocation,
} from "../../database/catalogue/listings-write.ts";
import type { Database, Db } from "../../database/database.ts";
import { databaseTime, postponeWork, settleWork, type WorkRow } from "../../database/sync/work.ts";
import { delayMs } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import type { Rereads } from "../sync/rereads.ts";
import type { ListingIntake } from "./listing-intake.ts";
import type { LocationMaps } from "./location-map.ts";
import { changesByLocation, type LocatedPart, shelvesSchema, unknownPlaces } from "./location-targets.ts";
import type { StockDoubts } from "./stock-doubts.ts";
import { changeFor, isUnexplained, type StockWish, stockWishSchema } from "./stock-rules.ts";
import { type StoreTargets, storeTargets } from "./store-targets.ts";

/** One wish; a store that counts by location is told several numbers for it. */
type Item = { readonly work: WorkRow; readonly wish: StockWish; readonly parts: readonly LocatedPart[] };
type Outcome = Item & { readonly results: readonly ItemResult[] };
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
  readonly locationMaps: Pick<LocationMaps, "refreshInBackground">;
};

export function makeStockCarrier({
  database,
  stores,
  intake,
  parking,
  doubts,
  rereads,
  locationMaps,
}: StockCarrierTools): Carrier {
  /** Wishes whose SKU is listed and counted; for the others there is nothing to tell. */
  async function itemsOf(connection: Connection, work: readonly WorkRow[]): Promise<readonly Item[]> {
    const ids = work.map((each) => each.remote_id);
    const listings = new Map((await listingsById(database.db, connection.id, ids)).map((row) => [row.remote_id, row]));
    const targets = await targetsOf(connection, [...listings.values()]);
    return work.flatMap((each) => {
      const listing = listings.get(each.remote_id);
      const wish = stockWishSchema.parse(each.wish);
      const parts = listing ? partsOf({ ...each, wish }, listing, targets) : [];
      return parts.length === 0 ? [] : [{ work: each, wish, parts }];
    });
  }

  /** Where a listing names a place of the store that we have never heard of, the store is asked for its places first. */
  async function targetsOf(connection: Connection, listings: readonly ListingRow[]): Promise<StoreTargets> {
    const skus = listings.map((row) => row.sku);
    const located = listings.filter((row) => row.stock_by_location !== null);
    const load = () =>
      storeTargets(
        database.db,
        connection,
        skus,
        located.map((row) => row.sku),
      );
    const targets = await load();
    const isUnheardOf = ({ stock_by_location: shelves }: ListingRow) =>
      unknownPlaces(shelvesSchema.parse(shelves) ?? [], targets.links).length > 0;
    if (!located.some(isUnheardOf)) return targets;
    await locationMaps.refreshInBackground(connection);
    return load();
  }

  /** What may be written now; the rest waits for the orders that may explain what the store shows. */
  async function withoutDoubt(connection: Connection, items: readonly Item[], now: Date): Promise<readonly Item[]> {
    const fresh = items.filter(isDoubtful);
    await doubts.raise(
      connection,
      fresh.map(({ work, parts }) =>
        doubted(
          work,
          parts.map(({ change }) => ({ ...change, shows: change.expected ?? null })),
        ),
      ),
      now,
    );
    const others = items.filter((item) => !isDoubtful(item));
    const settled = await Promise.all(
      others.map(({ wish }) => !wish.doubt || doubts.isSettled(connection, wish.doubt, now)),
    );
    const waiting = others.filter((_item, index) => !settled[index]).map(({ work }) => work);
    await postponeWork(database.db, waiting, { until: doubts.lookAgainAt(), note: "its orders are being read first" });
    await doubts.askAgain(connection, waiting.length, now);
    return others.filter((_item, index) => settled[index]);
  }

  async function take(connection: Connection, outcomes: readonly Outcome[], askedAt: Date): Promise<void> {
    await database.transaction(async (db) => {
      // Several places of one listing are written together; the last reply shows them all.
      const shown = outcomes.flatMap(({ results }) => results.flatMap(afterOf).slice(-1));
      if (shown.length > 0) await intake.applyWritten(db, connection, shown, askedAt);
      await told(db, connection, outcomes);
      const done = outcomes.filter(({ results }) => results.every(isFine));
      await settleWork(
        db,
        done.map(({ work, results }) => ({ id: work.id, version: work.version, state: "done", note: noteOn(results) })),
      );
      await rereads.ask(db, connection, "product", sampleOf(outcomes), "written");
      for (const { work, results } of outcomes) {
        const failure = results.find((result) => result.outcome === "failed");
        if (failure) await failed(db, connection, work, failure);
      }
    });
    const moved = outcomes.flatMap(({ work, results }) => {
      const elsewhere = results.flatMap((result) => (result.outcome === "moved" ? [result] : []));
      const hasFailed = results.some(({ outcome }) => outcome === "failed");
      return elsewhere.length === 0 || hasFailed ? [] : [doubted(work, elsewhere)];
    });
    await doubts.raise(connection, moved, askedAt);
  }

  async function told(db: Db, connection: Connection, outcomes: readonly Outcome[]): Promise<void> {
    const fine = outcomes.flatMap(({ results }) => results.filter(isFine));
    await markTold(
      db,
      connection.id,
      fine.flatMap(({ remoteId, locationRemoteId, shows: quantity }) =>
        locationRemoteId === undefined ? [{ remoteId, quantity }] : [],
      ),
    );
    await markToldByLocation(
      db,
      connection.id,
      fine.flatMap(({ remoteId, locationRemoteId, shows: quantity }) =>
        locationRemoteId === undefined ? [] : [{ remoteId, locationRemoteId, quantity }],
      ),
    );
  }

  async function failed(db: Db, connection: Connection, work: WorkRow, result: Failed): Promise<void> {
    const { message, code, remedy } = result;
    if (result.again && work.attempts + 1 < MOST_TRIES)
      return postponeWork(db, [work], { until: new Date(Date.now() + delayMs(work.attempts + 1)), note: message });
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
    const changes = ready.flatMap(({ parts }) => parts.map(({ change }) => change));
    const results = await stores.open(connection, "work").updateInventory(changes);
    const byPlace = new Map(results.map((result) => [placeOf(result), result]));
    const outcomes = ready.flatMap((item): Outcome[] => {
      const own = item.parts.flatMap(({ change }) => byPlace.get(placeOf(change)) ?? []);
      return own.length === item.parts.length ? [{ ...item, results: own }] : [];
    });
    await take(connection, outcomes, askedAt);
  };
}

/** Where the parent counts, it is the parent that was written. */
function sampleOf(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes
    .filter(
      ({ work, results }) =>
        results.some(({ outcome }) => outcome === "written") && work.version % READ_BACK_EVERY === 1,
    )
    .flatMap(({ parts }) => parts.slice(0, 1).map(({ change }) => change.parentRemoteId ?? change.remoteId));
}

function isDoubtful({ work, wish, parts }: Item): boolean {
  return parts.some(({ change, told }) => isUnexplained({ cause: work.cause, wish }, change, told));
}

/** SKUs that nobody counted, and places that stand for none of ours, are told nothing. */
function partsOf(
  work: { readonly id: number; readonly version: number; readonly wish: StockWish },
  listing: ListingRow,
  targets: StoreTargets,
): readonly LocatedPart[] {
  const quantity = targets.total(listing.sku);
  if (quantity === undefined) return [];
  const shelves = listing.stock_by_location === null ? null : shelvesSchema.parse(listing.stock_by_location);
  if (shelves !== null) return changesByLocation(work, listing, shelves, targets.byLocation(listing.sku));
  const told = listing.told_quantity === null ? null : Number(listing.told_quantity);
  return [{ change: changeFor(work.wish, listing, quantity), told }];
}

type Fine = Extract<ItemResult, { outcome: "written" | "unchanged" }>;

function isFine(result: ItemResult): result is Fine {
  return result.outcome === "written" || result.outcome === "unchanged";
}

function noteOn(results: readonly ItemResult[]): string {
  return results.some(({ outcome }) => outcome === "written") ? "written" : "unchanged";
}

function afterOf(result: ItemResult) {
  return result.outcome === "written" && result.after ? [result.after] : [];
}

type Showing = { readonly locationRemoteId?: string; readonly shows: number | null };

function doubted(work: WorkRow, showing: readonly Showing[]) {
  const located = showing.flatMap(({ locationRemoteId, shows }) =>
    locationRemoteId === undefined ? [] : [[locationRemoteId, shows] as const],
  );
  const [first] = showing;
  return { work, shows: first?.shows ?? null, ...(located.length > 0 && { byLocation: Object.fromEntries(located) }) };
}

function placeOf({ remoteId, locationRemoteId = "" }: Pick<StockChange, "remoteId" | "locationRemoteId">): string {
  return `${locationRemoteId}@${remoteId}`;
}
