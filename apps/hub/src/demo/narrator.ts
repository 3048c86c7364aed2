// Tells what happens, a line each, as the hub's API shows it: orders that arrive, statuses that change, stock that a store was told.
import { type Order, orderListSchema } from "@logix/api/hub/orders";
import { stockDetailSchema } from "@logix/api/hub/stock";
import { fromMinor } from "@logix/model";
import type { DemoHub } from "./demo-hub.ts";
import { pause } from "./pause.ts";

const LOOK_EVERY_MS = 500;
/** A store is told of stock a moment after its order arrived: look back that far. */
const LOOK_BACK_MS = 30_000;

export type Narration = {
  readonly hub: DemoHub;
  /** The name of each store, by its connection. */
  readonly stores: ReadonlyMap<number, string>;
  /** Those whose stock the hub keeps. */
  readonly skus: ReadonlySet<string>;
  say(line: string): void;
  /** Called once for each order that arrives. */
  onOrder(order: Order): Promise<void>;
};

type Memory = {
  readonly startedAt: string;
  /** What each order looked like when it was last told of. */
  readonly orders: Map<number, string>;
  /** What was last told of a SKU. */
  readonly told: Map<string, string>;
};

/** Until `signal` says that the demo ends. */
export async function narrate(narration: Narration, signal: AbortSignal): Promise<void> {
  const memory: Memory = { startedAt: new Date().toISOString(), orders: new Map(), told: new Map() };
  while (!signal.aborted) {
    await pause(LOOK_EVERY_MS, signal);
    await tellNews(narration, memory);
  }
}

async function tellNews(narration: Narration, memory: Memory): Promise<void> {
  const { hub, say, onOrder } = narration;
  const since = new Date(Math.max(Date.parse(memory.startedAt), Date.now() - LOOK_BACK_MS)).toISOString();
  const query = new URLSearchParams({ since, limit: "200" });
  const { orders } = await hub.get(`/orders?${query}`, orderListSchema);
  const known = orders.toSorted((left, right) => left.id - right.id);
  for (const order of known) {
    const before = memory.orders.get(order.id);
    const state = `${order.status} ${order.remote_status}`;
    if (before === state) continue;
    memory.orders.set(order.id, state);
    say(before === undefined ? arrival(order) : change(order));
    if (before === undefined) await onOrder(order);
  }
  for (const sku of skusOf(known).intersection(narration.skus)) await tellStock(narration, memory, sku);
}

/** Once every store that was told shows what is to sell. */
async function tellStock({ hub, stores, say }: Narration, { startedAt, told }: Memory, sku: string): Promise<void> {
  const { available, listings } = await hub.get(`/stock/${encodeURIComponent(sku)}`, stockDetailSchema);
  const ours = listings.filter((listing) => stores.has(listing.connection_id));
  const isSettled = ours.every((listing) => listing.told?.state !== "waiting" && listing.shows === available);
  if (!isSettled || !ours.some((listing) => (listing.told?.settled_at ?? "") >= startedAt)) return;
  if (told.get(sku) === available) return;
  told.set(sku, available);
  const shown = ours.map((listing) => `${stores.get(listing.connection_id)} shows ${listing.shows}`);
  say(line("stock", `${sku}: ${available} to sell, ${shown.join(", ")}`));
}

function skusOf(orders: readonly Order[]): ReadonlySet<string> {
  return new Set(orders.flatMap((order) => order.line_items.flatMap(({ sku }) => (sku ? [sku] : []))));
}

function arrival(order: Order): string {
  const goods = order.line_items
    .filter(({ kind }) => kind === "product")
    .map(({ quantity, name }) => `${quantity} × ${name}`);
  const total = `${fromMinor(order.total_minor, order.currency)} ${order.currency}`;
  return line("order", `${order.display_number} of ${order.customer.name}: ${goods.join(", ")}, ${total}`);
}

function change(order: Order): string {
  return line("status", `${order.display_number} is ${order.status}, the store shows ${order.remote_status}`);
}

function line(what: string, text: string): string {
  return `${new Date().toTimeString().slice(0, 8)}  ${what.padEnd(6)}  ${text}`;
}
