// Splits a new order into fulfilment orders, one for each location that has to send something.
import type { FulfillmentOrderRecord, LineRecord, OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { levelOf, moveStock } from "../stock/stock.ts";

export function routeOrder(state: ShopifyState, order: OrderRecord): void {
  const byLocation = new Map<number, FulfillmentOrderRecord>();
  for (const line of order.lines) {
    const locationId = locationFor(state, line);
    const known = byLocation.get(locationId) ?? newFulfillmentOrder(state, locationId, order.createdAt);
    byLocation.set(locationId, known);
    known.lines.push({ id: state.nextId(), lineId: line.id, total: line.quantity, remaining: line.quantity });
    commit(state, line, locationId);
  }
  order.fulfillmentOrders.push(...byLocation.values());
}

function newFulfillmentOrder(state: ShopifyState, locationId: number, at: number): FulfillmentOrderRecord {
  return { id: state.nextId(), locationId, status: "OPEN", lines: [], holds: [], createdAt: at, updatedAt: at };
}

// The first location that has enough; else the first at all, as an oversold unit has to come from somewhere.
function locationFor(state: ShopifyState, line: LineRecord): number {
  const itemId = itemOf(state, line);
  const open = [...state.locations.values()].filter(
    ({ isActive, fulfillsOnlineOrders }) => isActive && fulfillsOnlineOrders,
  );
  const stocked = open.filter(({ id }) => itemId !== undefined && levelOf(state, itemId, id) !== undefined);
  const enough = stocked.find(({ id }) => (levelOf(state, itemId ?? 0, id)?.available ?? 0) >= line.quantity);
  const chosen = enough ?? stocked[0] ?? open[0];
  if (!chosen) throw new Error("the store has no location that fulfils online orders");
  return chosen.id;
}

export function itemOf(state: ShopifyState, line: LineRecord): number | undefined {
  return line.variantId === null ? undefined : state.variants.get(line.variantId)?.inventoryItemId;
}

function commit(state: ShopifyState, line: LineRecord, locationId: number): void {
  const itemId = itemOf(state, line);
  if (itemId !== undefined)
    moveStock(state, itemId, locationId, { available: -line.quantity, committed: line.quantity });
}

// Takes units out of what is still to be sent, wherever they wait; tells from which locations.
export function releaseUnits(order: OrderRecord, lineId: number, quantity: number, at: number): Map<number, number> {
  const released = new Map<number, number>();
  let left = quantity;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    if (fulfillmentOrder.status === "CLOSED" || fulfillmentOrder.status === "CANCELLED") continue;
    for (const line of fulfillmentOrder.lines) {
      if (line.lineId !== lineId || left === 0 || line.remaining === 0) continue;
      const units = Math.min(left, line.remaining);
      line.remaining -= units;
      line.total -= units;
      left -= units;
      released.set(fulfillmentOrder.locationId, (released.get(fulfillmentOrder.locationId) ?? 0) + units);
    }
    closeWhenDone(fulfillmentOrder, at);
  }
  return released;
}

export function closeWhenDone(fulfillmentOrder: FulfillmentOrderRecord, at: number): void {
  fulfillmentOrder.updatedAt = at;
  if (fulfillmentOrder.lines.some(({ remaining }) => remaining > 0)) return;
  const nothingLeft = fulfillmentOrder.lines.every(({ total }) => total === 0);
  fulfillmentOrder.status = nothingLeft ? "CANCELLED" : "CLOSED";
}
