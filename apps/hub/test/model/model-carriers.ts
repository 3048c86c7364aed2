// What the hub writes to the stores, step by step: the carriers' decisions are the hub's own. Each write is told to `watch`
// before it happens, so that a write that must never be is seen when it is made.

import { productSchema } from "../../src/connectors/woocommerce/schemas.ts";
import { isWrite, planOf } from "../../src/connectors/woocommerce/stock-plan.ts";
import { writeOver } from "../../src/services/orders/status-rules.ts";
import { changeFor, isDoubtOver, isUnexplained, publishedOf } from "../../src/services/stock/stock-rules.ts";
import type { Clock } from "./clock.ts";
import { type ModelHub, RULES } from "./model-hub.ts";
import type { ModelStore } from "./model-store.ts";
import type { WorkItem } from "./model-work.ts";

const MOST_STEPS = 3;
const LOOK_AGAIN_MS = 1_000;

export type Watch = {
  status(connection: number, remoteId: string, to: string, over: string): void;
  /** A number that the store shows is about to be overwritten. */
  stock(connection: number, sku: string): void;
};

/** `fails`: whether the answer to a write is lost on its way back. */
type World = {
  readonly clock: Clock;
  readonly hub: ModelHub;
  readonly stores: readonly ModelStore[];
  readonly watch: Watch;
  fails(): boolean;
  /** Orders of this connection are to be read, as a doubt asks for. */
  readOrders(connection: number): void;
};

export function* carryStatuses(world: World, connection: number): Generator<void> {
  for (const item of world.hub.work.due(connection, "order_status")) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const again: boolean | "lost" = yield* carryStatus(world, item);
      if (again === "lost") return;
      if (!again) break;
    }
    world.hub.work.settle(item);
  }
}

function* carryStatus({ clock, hub, stores, watch, fails }: World, item: WorkItem): Generator<void, boolean | "lost"> {
  const { connection, remoteId } = item;
  const order = hub.orders.get(`${connection}:${remoteId}`);
  if (!order || order.archived || order.deleted) return false;
  const decision = writeOver(RULES, order.status, order.remoteStatus);
  if (!decision.write) return false;
  const askedAt = clock.date();
  yield;
  const written = stores[connection]?.write(remoteId, decision.remoteStatus, order.remoteStatus);
  if (!written) return false;
  if (written.outcome === "written") watch.status(connection, remoteId, decision.remoteStatus, written.before);
  if (fails()) return "lost";
  yield;
  hub.applyOrders(connection, [written.after], {
    source: written.outcome === "written" ? "write" : "reread",
    askedAt,
  });
  if (written.outcome === "written") hub.markWritten(connection, written.after.record);
  return written.outcome === "skipped";
}

export function* carryStock(world: World, connection: number): Generator<void> {
  const { clock, hub, stores, watch } = world;
  const { work } = hub;
  const items = itemsOf(world, connection);
  const now = clock.date();
  yield;
  const ready = items.filter(({ item, change, told }) => {
    if (isUnexplained(item, change, told)) {
      work.doubt(item, change.expected ?? null, now, LOOK_AGAIN_MS);
      world.readOrders(connection);
      return false;
    }
    const { doubt } = item.wish;
    if (!doubt || isDoubtOver(doubt, now, hub.hasReadOrdersSince(connection, new Date(doubt.at).getTime())))
      return true;
    work.postpone(item, LOOK_AGAIN_MS);
    world.readOrders(connection);
    return false;
  });
  yield;
  const outcomes = ready.map(({ item, change }) => {
    const shown = stores[connection]?.products.get(change.sku);
    const [plan] = planOf([change], new Map([[change.remoteId, asWoo(change.sku, shown?.quantity ?? 0)]]));
    if (!plan) throw new Error("A change without a plan");
    if (!isWrite(plan)) return { item, outcome: plan.outcome, shows: "shows" in plan ? plan.shows : null, after: null };
    const { doubt } = item.wish;
    const isGivenUp = doubt !== undefined && !hub.hasReadOrdersSince(connection, new Date(doubt.at).getTime());
    if (!isGivenUp) watch.stock(connection, change.sku);
    const after = stores[connection]?.writeStock(change.sku, change.quantity) ?? null;
    return { item, outcome: "written" as const, shows: change.quantity, after };
  });
  if (world.fails()) return;
  yield;
  for (const { item, outcome, shows, after } of outcomes) {
    if (after) hub.applyProducts(connection, [after], { source: "write", askedAt: now });
    if (outcome === "written" || outcome === "unchanged") {
      hub.markTold(connection, item.remoteId, shows ?? 0);
      work.settle(item);
    }
    if (outcome === "moved") {
      work.doubt(item, shows, now, LOOK_AGAIN_MS);
      world.readOrders(connection);
    }
  }
}

function itemsOf({ hub }: World, connection: number) {
  return hub.work.due(connection, "stock").flatMap((item) => {
    const held = hub.listings.get(`${connection}:${item.remoteId}`);
    const listing = held?.record;
    const level = hub.ledger.availability(item.remoteId);
    if (!held || !listing || !level) return [];
    const row = { sku: listing.sku ?? "", remote_id: listing.remoteId, parent_remote_id: null };
    const change = changeFor(item.wish, { ...row, stock_quantity: listing.stockQuantity }, publishedOf(level));
    return [{ item, change, told: held.told }];
  });
}

const shelf = new Map<string, ReturnType<typeof productSchema.parse>>();

/** As the store's reply shows it; parsed once per SKU, because the schema is the slow part. */
function asWoo(sku: string, quantity: number) {
  const known = shelf.get(sku) ?? productSchema.parse({ ...BLANK, id: 1, sku });
  shelf.set(sku, known);
  return { ...known, stock_quantity: quantity };
}

const BLANK = {
  name: "",
  type: "simple",
  status: "publish",
  manage_stock: true,
  stock_quantity: 0,
  parent_id: 0,
  price: "1.00",
  date_modified_gmt: "2026-01-15T12:00:00",
  date_created_gmt: "2026-01-15T12:00:00",
  variations: [],
};
