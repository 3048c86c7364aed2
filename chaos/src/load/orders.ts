// Shoppers order in the store, and each order meets its fate: by the shop's manager in the store, or by somebody at the hub.
import { setTimeout as delay } from "node:timers/promises";
import { type Fate, MAILED, type PlacedOrder, UNMAILED } from "./books.ts";
import { SOLD } from "./goods.ts";
import type { Load, Shop } from "./shop.ts";

const TICK_MS = 50;
const STEPS_AT_ONCE = 4;
const IDS_AT_ONCE = 200;
/** The hub holds writes that a store mails its customers about to thirty a minute. */
const MAILED_PER_MINUTE = 20;

type Pending = { readonly order: PlacedOrder; readonly dueAt: number };

/** As many orders as `count`, evenly over `overMs`; ends when each has met its fate. */
export function orderLoad(shop: Shop, count: number, overMs: number): Load {
  return async () => {
    const began = performance.now();
    const inStore: Pending[] = [];
    const atHub: Pending[] = [];
    let placed = 0;
    const isPlaced = () => placed >= count;
    const mailedEvery = Math.max(3, Math.ceil(count / Math.max(1, (overMs / 60_000) * MAILED_PER_MINUTE)));
    const working = workAtHub(shop, atHub, isPlaced);
    while (!isPlaced() || inStore.length > 0) {
      const due = Math.min(count, Math.ceil((count * (performance.now() - began)) / overMs));
      for (; placed < due; placed += 1) {
        const order = place(shop, placed % mailedEvery === mailedEvery - 1);
        const pending = { order, dueAt: performance.now() + shop.chance.between(200, 4_000) };
        if (order.fate.endsWith("in the store")) inStore.push(pending);
        else if (order.fate !== "stays") atHub.push(pending);
      }
      for (const { order } of takeDue(inStore)) stepInStore(shop, order);
      await delay(TICK_MS);
    }
    await working;
  };
}

function place({ store, chance, books, tally }: Shop, isMailed: boolean): PlacedOrder {
  const lines = Array.from({ length: chance.between(1, 3) }, () => ({
    sku: SOLD[chance.between(0, SOLD.length - 1)] ?? "",
    quantity: chance.between(1, 3),
  }));
  const fate: Fate = chance.pick<Fate>(isMailed ? MAILED : UNMAILED);
  const id = Number(store.control.placeOrder({ lines }).id);
  const order = { id, fate, lines, isSettled: fate === "stays" };
  books.orders.set(id, order);
  tally.add("orders placed");
  return order;
}

function stepInStore({ store, tally }: Shop, order: PlacedOrder): void {
  store.control.setOrderStatus(order.id, order.fate === "completed in the store" ? "completed" : "cancelled");
  order.isSettled = true;
  tally.add("status changes in the store");
}

async function workAtHub(shop: Shop, pending: Pending[], isPlaced: () => boolean): Promise<void> {
  while (!isPlaced() || pending.length > 0) {
    const due = takeDue(pending).slice(0);
    for (let at = 0; at < due.length; at += IDS_AT_ONCE)
      await stepAtHub(shop, due.slice(at, at + IDS_AT_ONCE), pending);
    await delay(TICK_MS * 4);
  }
}

/** Orders that have not reached the hub yet wait on. */
async function stepAtHub(shop: Shop, due: readonly Pending[], pending: Pending[]): Promise<void> {
  const remoteIds = due.map(({ order }) => String(order.id));
  const rows = await shop.database.ask<{ id: number; remote_id: string }>(
    "select id, remote_id from orders where remote_id = any($1)",
    [remoteIds],
  );
  const ids = new Map(rows.map((row) => [row.remote_id, row.id]));
  const known = due.filter(({ order }) => ids.has(String(order.id)));
  const unknown = due.filter(({ order }) => !ids.has(String(order.id)));
  pending.push(...unknown.map(({ order }) => ({ order, dueAt: performance.now() + 2_000 })));
  const queue = [...known];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      await setStatus(shop, next.order, ids.get(String(next.order.id)) ?? 0);
  };
  await Promise.all(Array.from({ length: STEPS_AT_ONCE }, worker));
}

async function setStatus({ api, tally }: Shop, order: PlacedOrder, hubId: number): Promise<void> {
  const status = { shipped: "SHIPPED", delivered: "DELIVERED", cancelled: "CANCELLED" }[order.fate.split(" ")[0] ?? ""];
  const reply = await api.until({ method: "PATCH", path: `/api/v1/orders/${hubId}`, body: { status } });
  if (reply.status !== 200)
    throw new Error(`Order ${order.id} did not become ${status}: ${JSON.stringify(reply.body)}`);
  order.isSettled = true;
  tally.add("status changes at the hub");
}

function takeDue(pending: Pending[]): readonly Pending[] {
  const now = performance.now();
  const due = pending.filter(({ dueAt }) => dueAt <= now);
  for (const each of due) pending.splice(pending.indexOf(each), 1);
  return due;
}
