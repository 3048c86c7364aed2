// What must hold, said without the hub's rules: a small book beside the world, kept from what people and stores did.
import { expect } from "vitest";
import type { Clock } from "./clock.ts";
import type { Watch } from "./model-carriers.ts";
import type { ModelHub, ModelOrder } from "./model-hub.ts";
import type { ModelStore, StoreOrder } from "./model-store.ts";

const LADDER: readonly string[] = [
  "PENDING",
  "CONFIRMED",
  "PROCESSING",
  "PICKED",
  "PACKED",
  "SHIPPED",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
];
export const GONE: readonly string[] = ["SHIPPED", "OUT_FOR_DELIVERY", "DELIVERED"];

/** What a status of ours may stand beside in the store, in the order of the ladder; endings beside their own. */
export const BESIDE: Readonly<Record<string, readonly string[]>> = {
  PENDING: ["pending", "on-hold"],
  CONFIRMED: ["processing"],
  PROCESSING: ["processing"],
  PICKED: ["processing"],
  PACKED: ["processing"],
  SHIPPED: ["processing"],
  OUT_FOR_DELIVERY: ["processing"],
  DELIVERED: ["completed"],
  CANCELLED: ["cancelled", "failed"],
  RETURNED: ["refunded"],
};
const MEANING: Readonly<Record<string, string>> = {
  pending: "PENDING",
  "on-hold": "PENDING",
  processing: "PROCESSING",
  completed: "DELIVERED",
};

type Count = { readonly at: number; readonly quantity: number };

export function makeReference({
  clock,
  hub,
  stores,
}: {
  readonly clock: Clock;
  readonly hub: ModelHub;
  readonly stores: readonly ModelStore[];
}) {
  const counts = new Map<string, Count>();
  const buffers = new Map<string, number>();
  /** When each store last moved an order's status, and when a hand of ours did so there. */
  const movedByStore = new Map<StoreOrder, { status: string; binned: boolean; at: number }>();

  const writtenAt = new Map<string, number>();
  const toldAt = new Map<string, number>();

  const watch: Watch = {
    status: (connection, remoteId, to, over) => {
      const order = stores[connection]?.orders.get(remoteId);
      const known = order && movedByStore.get(order);
      if (order && known) movedByStore.set(order, { ...known, status: to });
      writtenAt.set(`${connection}:${remoteId}`, clock.now());
      const said = `wrote ${to} over ${over} of ${connection}:${remoteId}`;
      if (to === "pending") expect(["on-hold", "processing", "completed"], said).not.toContain(over);
      if (to === "cancelled") expect(over, said).not.toBe("failed");
    },
    // Once a store was told a number, a sale since then must not be covered up by another number before we know of it.
    stock: (connection, sku) => {
      const key = `${connection}:${sku}`;
      const told = toldAt.get(key) ?? Number.POSITIVE_INFINITY;
      toldAt.set(key, clock.now());
      for (const order of stores[connection]?.orders.values() ?? [])
        if (order.sku === sku && order.reduced > 0 && order.reducedAt > told && !isKnown(connection, order))
          throw new Error(`stock of ${sku} was written over the unheard sale ${connection}:${order.id}`);
    },
  };

  /** The hub has heard of the order, whatever it has made of it since. */
  function isKnown(connection: number, order: StoreOrder): boolean {
    return hub.orders.has(`${connection}:${order.id}`);
  }

  function truthOf(sku: string): { readonly onHand: number; readonly perhapsLess: number } | undefined {
    const count = counts.get(sku);
    if (!count) return undefined;
    let onHand = count.quantity;
    let perhapsLess = 0;
    for (const order of hub.orders.values()) {
      if (quantityOf(order).sku !== sku || !wasGone(order)) continue;
      const { quantity = 0 } = order.history.find(({ status }) => GONE.includes(status)) ?? {};
      if (leftAt(order) > count.at) onHand -= quantity;
      // Left before the count, heard of after it, or opened again since: it may be taken off once more, which sells too
      // little and never too much.
      else if (heardAt(order) >= count.at || leftAt(order) + 1000 >= count.at || wasReopened(order))
        perhapsLess += quantity;
    }
    return { onHand, perhapsLess };
  }

  /** Of orders that had gone, were cancelled and opened again: whether their goods came back, nobody says. */
  function heldAgain(sku: string): number {
    return [...hub.orders.values()]
      .filter((order) => quantityOf(order).sku === sku && wasReopened(order))
      .reduce((sum, order) => sum + Math.max(quantityOf(order).quantity, 0), 0);
  }

  function leftAt(order: ModelOrder): number {
    const completed = stores[order.connection]?.orders.get(order.remoteId)?.completedAt ?? Number.POSITIVE_INFINITY;
    const sent = order.history.find(({ status, by }) => by === "user" && GONE.includes(status))?.at;
    return Math.min(completed, sent ?? Number.POSITIVE_INFINITY);
  }

  function checkOrder(connection: number, inStore: StoreOrder): void {
    const order = hub.orders.get(`${connection}:${inStore.id}`);
    const name = `${connection}:${inStore.id}`;
    expect(order, `${name} was lost`).toBeDefined();
    if (!order) return;
    checkSteps(order);
    const shown = inStore.binned ? "trash" : inStore.status;
    expect(order.remoteStatus, `what the hub knows of ${name}`).toBe(shown);
    expect(order.archived, `${name} in the bin`).toBe(inStore.binned);
    expect(order.record.lines[0]?.quantity, `${name}'s quantity`).toBe(String(inStore.quantity));
    if (!inStore.binned) checkAgreement(order, shown);
  }

  /** Both sides say the same, or there is a reason why nobody may write. */
  function checkAgreement(order: ModelOrder, shown: string): void {
    const { status, connection, remoteId } = order;
    const last = order.history.at(-1);
    const said = `${connection}:${remoteId} is ${status} here and ${shown} there`;
    if (BESIDE[status]?.includes(shown) || order.wasBinned) return;
    const isForbidden = status === "PENDING" && ["on-hold", "processing", "completed"].includes(shown);
    // Back and forth within one second of the store's clock leaves the same stamp and the same content: nobody can see it.
    const moved = movedByStore.get(inStoreOf(order))?.at ?? 0;
    if (secondOf(moved) === secondOf(writtenAt.get(`${connection}:${remoteId}`) ?? 0)) return;
    // Where nothing was to be written when our status was set, or the store's own news set it, the store may have gone back
    // before as well as after.
    const wishedAt = hub.work.statusWishedAt(connection, remoteId);
    const storeMovedLater = moved >= wishedAt;
    const meant = MEANING[shown];
    const wentBack = meant !== undefined && status !== "CANCELLED" && rankOf(meant) < rankOf(status);
    const isEnd = status === "RETURNED";
    expect(isForbidden || isEnd || ((storeMovedLater || last?.by === "store") && wentBack), said).toBe(true);
  }

  /** A store's news leads up the ladder, into an ending or out of a cancellation, and never anywhere else. */
  function checkSteps({ history, remoteId }: ModelOrder): void {
    for (const [index, { status, by }] of history.entries()) {
      const from = history[index - 1]?.status;
      if (by === "user" || from === undefined || from === "CANCELLED") continue;
      expect(from, `${remoteId} was taken back by its store`).not.toBe("RETURNED");
      // The store has one word for both; hearing it must not take from us what we knew better.
      expect([from, status], `${remoteId}`).not.toEqual(["CONFIRMED", "PROCESSING"]);
      expect(rankOf(status), `${remoteId} fell from ${from} to ${status}`).toBeGreaterThan(rankOf(from));
    }
  }

  function inStoreOf(order: ModelOrder): StoreOrder {
    const found = stores[order.connection]?.orders.get(order.remoteId);
    if (!found) throw new Error("An order that no store has");
    return found;
  }

  function checkStock(sku: string): void {
    const truth = truthOf(sku);
    const level = hub.ledger.availability(sku);
    if (!truth || !level) return;
    const held = [...hub.orders.values()]
      .filter((order) => quantityOf(order).sku === sku && isHeld(order))
      .reduce((sum, order) => sum + quantityOf(order).quantity, 0);
    const reserved = Number(level.reserved);
    expect(reserved, `reserved of ${sku}`).toBeGreaterThanOrEqual(held);
    expect(reserved, `reserved of ${sku}`).toBeLessThanOrEqual(held + heldAgain(sku));
    expect(Number(level.on_hand), `on hand of ${sku} is more than lies there`).toBeLessThanOrEqual(truth.onHand);
    const least = truth.onHand - truth.perhapsLess;
    expect(Number(level.on_hand), `on hand of ${sku} is less than lies there`).toBeGreaterThanOrEqual(least);
    const available = Number(level.on_hand) - reserved - (buffers.get(sku) ?? 0);
    for (const [connection, store] of stores.entries()) {
      if (!hub.listings.has(`${connection}:${sku}`)) continue;
      expect(store.products.get(sku)?.quantity, `what store ${connection} shows of ${sku}`).toBe(
        Math.max(0, available),
      );
    }
  }

  return {
    watch,
    placed: (order: StoreOrder): string => {
      movedByStore.set(order, { status: order.status, binned: false, at: clock.now() });
      return `${order.id} ${order.status} ${order.sku} × ${order.quantity}`;
    },
    changed: (order: StoreOrder): void => {
      const before = movedByStore.get(order);
      if (before?.status === order.status && before.binned === order.binned) return;
      movedByStore.set(order, { status: order.status, binned: order.binned, at: clock.now() });
    },
    count: (sku: string, quantity: number): string => {
      counts.set(sku, { at: clock.now(), quantity });
      hub.ledger.count(sku, quantity, clock.now());
      hub.wantStock([sku], "user");
      return `${sku} ${quantity}`;
    },
    setBuffer: (sku: string, buffer: number): void => {
      const level = hub.ledger.levels.get(sku);
      if (!level) return;
      level.buffer = buffer;
      buffers.set(sku, buffer);
      hub.wantStock([sku], "user");
    },
    atAnyTime: (): void => {
      for (const sku of counts.keys()) {
        const level = hub.ledger.availability(sku);
        const held = [...hub.orders.values()]
          .filter((order) => quantityOf(order).sku === sku && isHeld(order))
          .reduce((sum, order) => sum + quantityOf(order).quantity, 0);
        const reserved = Number(level?.reserved);
        if (reserved < held || reserved > held + heldAgain(sku))
          throw new Error(`reserved of ${sku} is ${reserved}, held ${held}`);
      }
    },
    atRest: (): void => {
      for (const [connection, store] of stores.entries())
        for (const order of store.orders.values()) checkOrder(connection, order);
      for (const sku of counts.keys()) checkStock(sku);
    },
  };
}

function quantityOf(order: ModelOrder): { readonly sku: string; readonly quantity: number } {
  const [line] = order.record.lines;
  return { sku: line?.sku ?? "", quantity: Number(line?.quantity) };
}

function secondOf(at: number): number {
  return Math.floor(at / 1000);
}

function wasGone(order: ModelOrder): boolean {
  return order.history.some(({ status }) => GONE.includes(status));
}

function wasReopened(order: ModelOrder): boolean {
  const gone = order.history.findIndex(({ status }) => GONE.includes(status));
  return gone >= 0 && order.history.slice(gone).some(({ status }) => !GONE.includes(status));
}

function heardAt(order: ModelOrder): number {
  return order.history.find(({ status }) => GONE.includes(status))?.at ?? Number.POSITIVE_INFINITY;
}

/** Promised to a customer and not gone: what nobody else may buy. */
function isHeld(order: ModelOrder): boolean {
  return rankOf(order.status) < rankOf("SHIPPED") && order.stockTaken && !order.archived && !wasGone(order);
}

export function rankOf(status: string): number {
  const at = LADDER.indexOf(status);
  return at < 0 ? LADDER.length : at;
}
