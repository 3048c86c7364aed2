// The hub's loop in memory. Every decision is the hub's own code; only the tables are maps. What takes several steps is a
// generator: between two steps anything else may happen, and a step may be the last (a crash).
import { createHash } from "node:crypto";
import { type Order, type OrderStatus, type Product, userMayMove } from "@logix/model";
import type { Seen } from "../../src/connector-kit/contract.ts";
import { statusTables } from "../../src/connectors/woocommerce/status.ts";
import { ageOf, decideOnOrder, type HeldOrder, type News } from "../../src/services/orders/order-decision.ts";
import { statusRules, writeOver } from "../../src/services/orders/status-rules.ts";
import { movesOf, type OrderState, stockStep } from "../../src/services/orders/stock-moves.ts";
import { hasDrifted } from "../../src/services/stock/stock-rules.ts";
import { newestOfEach } from "../../src/services/sync/newest.ts";
import type { Clock } from "./clock.ts";
import { makeModelLedger } from "./model-ledger.ts";
import type { ModelStore } from "./model-store.ts";
import { makeModelWork } from "./model-work.ts";

export const RULES = statusRules(statusTables, {});
const DRIFT_DELAY_MS = 30_000;
const OVERLAP_MS = 10 * 60_000;

export type ModelOrder = HeldOrder & {
  readonly connection: number;
  readonly remoteId: string;
  readonly stockTaken: boolean;
  readonly record: Order;
  /** It was seen in the bin once, where a wish for it is let go. */
  readonly wasBinned: boolean;
  /** Every status that it ever had here, with the moment, who moved it, and how much was ordered then. */
  readonly history: readonly Moved[];
};
export type ModelListing = {
  readonly record: Product;
  readonly modifiedAt: Date;
  readonly updatedAt: Date;
  readonly hash: Buffer;
  readonly deleted: boolean;
  readonly told: number | null;
};
type Moved = {
  readonly at: number;
  readonly status: OrderStatus;
  readonly by: "store" | "user";
  readonly quantity: number;
};
type Run = { readonly startedAt: number; readonly kind: "orders" | "products" };
export type ModelHub = ReturnType<typeof makeModelHub>;

export function makeModelHub(clock: Clock, stores: readonly ModelStore[]) {
  const orders = new Map<string, ModelOrder>();
  const listings = new Map<string, ModelListing>();
  const rereads = new Map<string, number>();
  const cursors = new Map<string, number>();
  const ended: (Run & { readonly connection: number })[] = [];
  const ledger = makeModelLedger();
  const work = makeModelWork(clock);

  function wantStock(skus: readonly string[], cause: string, delayMs = 0): void {
    for (const listing of listings.keys()) {
      const [connection = "", sku = ""] = listing.split(":");
      if (skus.includes(sku) && ledger.levels.has(sku)) work.wishStock(Number(connection), sku, cause, delayMs);
    }
  }

  function follow(by: "store" | "person", before: OrderState | undefined, order: ModelOrder): void {
    const { lines, placedAt, completedAt } = order.record;
    const step = stockStep({ by, orderId: order.id, before, after: stateOf(order), lines, placedAt, completedAt });
    wantStock(ledger.follow(movesOf([step])), "order");
  }

  function applyOrders(connection: number, seen: readonly Seen<Order>[], news: News): void {
    const { newest, tied } = newestOfEach(seen);
    for (const { record } of newest) applyOrder(connection, record, news);
    if (news.askedAt === null) for (const id of tied) askAgain(connection, "order", id);
  }

  function applyOrder(connection: number, record: Order, news: News): void {
    const key = `${connection}:${record.remoteId}`;
    const held = orders.get(key);
    const hash = hashOf(record);
    const decision = decideOnOrder(held, { record, hash }, news, RULES);
    if (decision.action === "reread") askAgain(connection, "order", record.remoteId);
    if (decision.action !== "create" && decision.action !== "update") return;
    const past = held?.history ?? [];
    const moved = held?.status !== decision.status;
    const order: ModelOrder = {
      id: held?.id ?? orders.size + 1,
      connection,
      remoteId: record.remoteId,
      status: decision.status,
      remoteStatus: record.remoteStatus,
      stockTaken: record.stockTaken,
      modifiedAt: new Date(record.modifiedAt),
      updatedAt: clock.date(),
      hash,
      writtenHash: held?.writtenHash ?? null,
      archived: record.archived,
      wasBinned: record.archived || (held?.wasBinned ?? false),
      deleted: false,
      record,
      history: moved
        ? [...past, { at: clock.now(), status: decision.status, by: "store", quantity: quantityOf(record) }]
        : past,
    };
    orders.set(key, order);
    follow("store", held && stateOf(held), order);
  }

  function applyProducts(connection: number, seen: readonly Seen<Product>[], news: News): void {
    const { newest, tied } = newestOfEach(seen);
    for (const { record } of newest) {
      const key = `${connection}:${record.remoteId}`;
      const held = listings.get(key);
      const hash = hashOf(record);
      const age = held ? ageOf({ record, hash }, held, news) : "newer";
      if (age === "unknown") askAgain(connection, "product", record.remoteId);
      if (age !== "newer") continue;
      const modifiedAt = new Date(record.modifiedAt);
      listings.set(key, {
        record,
        modifiedAt,
        updatedAt: clock.date(),
        hash,
        deleted: false,
        told: held?.told ?? null,
      });
      const drifted = news.source !== "write" && hasDrifted(record, ledger.availability(record.sku ?? ""));
      if (drifted) wantStock([record.sku ?? ""], "drift", DRIFT_DELAY_MS);
    }
    if (news.askedAt === null) for (const id of tied) askAgain(connection, "product", id);
  }

  function askAgain(connection: number, kind: "order" | "product", id: string): void {
    const key = `${connection}:${kind}:${id}`;
    rereads.set(key, (rereads.get(key) ?? 0) + 1);
  }

  /** What a write of a status left behind, remembered so that its echo is known. */
  function markWritten(connection: number, record: Order): void {
    const key = `${connection}:${record.remoteId}`;
    const order = orders.get(key);
    if (order) orders.set(key, { ...order, writtenHash: hashOf(record) });
  }

  function markTold(connection: number, remoteId: string, told: number): void {
    const key = `${connection}:${remoteId}`;
    const listing = listings.get(key);
    if (listing) listings.set(key, { ...listing, told });
  }

  function* reread(connection: number): Generator<void> {
    const due = [...rereads].filter(([key]) => key.startsWith(`${connection}:`));
    const askedAt = clock.date();
    yield;
    const answers = due.map(([key]) => key.split(":")).map(([, kind = "", id = ""]) => ({ kind, id }));
    const foundOrders = answers.flatMap(({ kind, id }) =>
      kind === "order" ? (stores[connection]?.readOrder(id) ?? []) : [],
    );
    const foundProducts = answers.flatMap(({ kind, id }) =>
      kind === "product" ? (stores[connection]?.readProduct(id) ?? []) : [],
    );
    yield;
    applyOrders(connection, foundOrders, { source: "reread", askedAt });
    applyProducts(connection, foundProducts, { source: "reread", askedAt });
    for (const [key, version] of due) if (rereads.get(key) === version) rereads.delete(key);
  }

  function* read(connection: number, kind: "orders" | "products"): Generator<void> {
    const startedAt = clock.now();
    const readsUntil = startedAt;
    const key = `${connection}:${kind}`;
    const cursor = cursors.get(key);
    yield;
    const askedAt = clock.date();
    yield;
    const page = stores[connection]?.changedSince(cursor === undefined ? null : cursor - OVERLAP_MS);
    yield;
    if (kind === "orders") applyOrders(connection, page?.orders ?? [], { source: "page", askedAt });
    else applyProducts(connection, page?.products ?? [], { source: "page", askedAt });
    yield;
    cursors.set(key, Math.max(readsUntil, cursors.get(key) ?? 0));
    ended.push({ startedAt, kind, connection });
  }

  function setStatus(order: ModelOrder, to: OrderStatus): boolean {
    if (!userMayMove(order.status, to)) return false;
    const history = [
      ...order.history,
      { at: clock.now(), status: to, by: "user" as const, quantity: quantityOf(order.record) },
    ];
    const moved: ModelOrder = { ...order, status: to, updatedAt: clock.date(), history };
    orders.set(`${order.connection}:${order.remoteId}`, moved);
    follow("person", stateOf(order), moved);
    const isWished = writeOver(RULES, to, order.remoteStatus).write;
    if (isWished) work.wishStatus(order.connection, order.remoteId);
    work.statusSet(order.connection, order.remoteId, isWished && !order.archived);
    return true;
  }

  return {
    orders,
    listings,
    rereads,
    ledger,
    work,
    deliver: (
      connection: number,
      news: readonly { kind: "order" | "product"; seen: Seen<Order> | Seen<Product> }[],
    ) => {
      const delivered: News = { source: "delivery", askedAt: null };
      applyOrders(
        connection,
        news.flatMap(({ kind, seen }) => (kind === "order" ? [seen as Seen<Order>] : [])),
        delivered,
      );
      applyProducts(
        connection,
        news.flatMap(({ kind, seen }) => (kind === "product" ? [seen as Seen<Product>] : [])),
        delivered,
      );
    },
    applyOrders,
    applyProducts,
    markWritten,
    markTold,
    reread,
    read,
    setStatus,
    wantStock,
    hasReadOrdersSince: (connection: number, since: number): boolean =>
      ended.some((run) => run.kind === "orders" && run.connection === connection && run.startedAt >= since),
  };
}

function quantityOf(record: Order): number {
  return Number(record.lines[0]?.quantity);
}

function stateOf(order: ModelOrder): OrderState {
  return { status: order.status, stockTaken: order.stockTaken, away: order.archived || order.deleted };
}

function hashOf(record: Order | Product): Buffer {
  return createHash("sha1").update(JSON.stringify(record)).digest();
}
