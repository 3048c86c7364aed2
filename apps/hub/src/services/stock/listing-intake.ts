// Products and variants as their stores list them: the one way in for pages, deliveries, rereads and replies to stock writes.
import { createHash } from "node:crypto";
import type { Product } from "@logix/model";
import type { Seen } from "../../connector-kit/contract.ts";
import {
  type HeldListingRow,
  lockListings,
  markListingsWritten,
  storeListings,
  tombstoneListings,
} from "../../database/catalogue/listings-write.ts";
import type { Db } from "../../database/database.ts";
import { heal } from "../../database/sync/parked-work.ts";
import type { Connection } from "../connections/stores.ts";
import { type Age, ageOf, type News } from "../orders/order-decision.ts";
import { newestOfEach } from "../sync/newest.ts";
import type { Rereads } from "../sync/rereads.ts";
import { shelvesApart } from "./location-targets.ts";
import type { StockWisher } from "./stock-wishes.ts";
import { type StoreTargets, storeTargets } from "./store-targets.ts";

export type ListingOutcome = {
  readonly remoteId: string;
  readonly action: "create" | "update" | "unchanged" | "echo" | "stale" | "reread";
};

export type ListingIntake = ReturnType<typeof makeListingIntake>;

type Decided = {
  readonly seen: Seen<Product>;
  readonly hash: Buffer;
  readonly held: HeldListingRow | undefined;
  readonly age: Age;
};

const MAPPING_VERSION = 1;
/** A sale's order and its product arrive apart; only a difference that lasts is one. */
const DRIFT_DELAY_MS = 30_000;

export function makeListingIntake(wishes: StockWisher, rereads: Rereads) {
  async function apply(
    db: Db,
    connection: Connection,
    products: readonly Seen<Product>[],
    news: News,
  ): Promise<readonly ListingOutcome[]> {
    const { newest, tied } = newestOfEach(products);
    const decided = await decide(db, connection, newest, news);
    const scope = { accountId: connection.accountId, connectionId: connection.id };
    const writes = decided.filter((each) => each.age === "newer").map(({ seen, hash }) => ({ ...seen, hash }));
    const created = new Set(await storeListings(db, scope, writes));
    if (news.askedAt === null) await rereads.ask(db, connection, "product", tied, "same_second");
    const unclear = decided.filter((each) => each.age === "unknown").map((each) => each.seen.record.remoteId);
    await rereads.ask(db, connection, "product", unclear, "same_second");
    if (news.source !== "write") await noticeDrift(db, connection, decided);
    const outcomes = decided.map((each) => outcomeOf(each, created));
    await heal(
      db,
      connection.id,
      "product",
      outcomes.map((outcome) => outcome.remoteId),
    );
    return outcomes;
  }

  /** A follower that shows other stock than it was told, or lists a SKU for the first time, is told again. */
  async function noticeDrift(db: Db, connection: Connection, decided: readonly Decided[]): Promise<void> {
    if (connection.stockRole !== "follower") return;
    const shown = decided.filter(({ age, seen }) => age === "newer" && seen.record.sku !== null);
    const located = shown.filter(({ seen }) => seen.record.stockByLocation !== undefined);
    const targets = await storeTargets(db, connection, shown.map(skuOf), located.map(skuOf));
    const apart = shown.filter(({ seen }) => isApart(seen.record, targets));
    if (apart.length === 0) return;
    await wishes.want(db, {
      accountId: connection.accountId,
      skus: apart.map(skuOf),
      cause: "drift",
      delayMs: DRIFT_DELAY_MS,
    });
  }

  return {
    apply,
    applyWritten: async (
      db: Db,
      connection: Connection,
      products: readonly Seen<Product>[],
      askedAt: Date,
    ): Promise<void> => {
      await apply(db, connection, products, { source: "write", askedAt });
      const written = products.map(({ record }) => ({ remoteId: record.remoteId, hash: hashOf(record) }));
      await markListingsWritten(db, connection.id, written);
    },
    gone: async (db: Db, connection: Connection, remoteIds: readonly string[]): Promise<void> => {
      await tombstoneListings(db, connection.id, remoteIds);
      await heal(db, connection.id, "product", remoteIds);
    },
  };
}

async function decide(
  db: Db,
  connection: Connection,
  products: readonly Seen<Product>[],
  news: News,
): Promise<Decided[]> {
  const rows = await lockListings(
    db,
    connection.id,
    products.map((each) => each.record.remoteId),
  );
  const held = new Map(rows.map((row) => [row.remote_id, row]));
  return products.map((seen) => {
    const row = held.get(seen.record.remoteId);
    const hash = hashOf(seen.record);
    const age = row ? ageOf({ record: seen.record, hash }, toHeld(row), news) : "newer";
    return { seen, hash, held: row, age };
  });
}

function toHeld(row: HeldListingRow) {
  return { modifiedAt: row.modified_at, updatedAt: row.updated_at, hash: row.hash, deleted: row.deleted };
}

function outcomeOf({ seen, hash, held, age }: Decided, created: ReadonlySet<string>): ListingOutcome {
  const { remoteId } = seen.record;
  if (age === "newer") return { remoteId, action: created.has(remoteId) ? "create" : "update" };
  if (age === "same") return { remoteId, action: held?.written_hash?.equals(hash) ? "echo" : "unchanged" };
  return { remoteId, action: age === "older" ? "stale" : "reread" };
}

function hashOf(record: Product): Buffer {
  return createHash("sha1")
    .update(`${MAPPING_VERSION}${JSON.stringify(record)}`)
    .digest();
}

/** It shows another number than it is to be told, at one of its places where it counts by them. */
function isApart(record: Product, targets: StoreTargets): boolean {
  const total = targets.total(record.sku ?? "");
  if (record.stockKeeping !== "own" || total === undefined) return false;
  if (record.stockByLocation === undefined) return String(total) !== record.stockQuantity;
  return shelvesApart(record.stockByLocation, targets.byLocation(record.sku ?? "")).length > 0;
}

function skuOf({ seen }: Decided): string {
  return seen.record.sku ?? "";
}
