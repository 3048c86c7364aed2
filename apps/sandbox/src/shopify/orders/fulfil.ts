// Sends goods: a fulfilment takes units from fulfilment orders and from committed stock.
import type { FulfillmentOrderRecord, FulfillmentRecord, OrderRecord, Tracking } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { moveStock } from "../stock/stock.ts";
import { fulfillmentBody } from "../webhooks/fulfillment-body.ts";
import { closeWhenDone, itemOf } from "./fulfillment-orders.ts";
import { touchOrder } from "./order-events.ts";
import { isFullyFulfilled } from "./order-status.ts";

export type Sending = {
  fulfillmentOrder: FulfillmentOrderRecord;
  /** By fulfilment order line; all that is left without it. */
  lines?: readonly { id: number; quantity: number }[] | undefined;
};

// Undefined when it can be done, else why not: in the words of a user error.
export function refusalOf({ fulfillmentOrder, lines }: Sending): string | undefined {
  if (!["OPEN", "IN_PROGRESS"].includes(fulfillmentOrder.status))
    return `Fulfillment order ${fulfillmentOrder.id} has an unfulfillable status= ${fulfillmentOrder.status.toLowerCase()}.`;
  const wrong = lines?.find(({ id, quantity }) => {
    const line = fulfillmentOrder.lines.find((one) => one.id === id);
    return line === undefined || quantity < 1 || quantity > line.remaining;
  });
  return wrong ? "Invalid fulfillment order line item quantity requested." : undefined;
}

export function fulfil(
  state: ShopifyState,
  order: OrderRecord,
  sendings: readonly Sending[],
  tracking: Tracking[],
): FulfillmentRecord {
  const now = state.now();
  const fulfillment: FulfillmentRecord = {
    id: state.nextId(),
    name: `${order.name}-F${order.fulfillments.length + 1}`,
    status: "SUCCESS",
    displayStatus: tracking.length > 0 ? "FULFILLED" : "MARKED_AS_FULFILLED",
    locationId: sendings[0]?.fulfillmentOrder.locationId ?? 0,
    fulfillmentOrderIds: sendings.map(({ fulfillmentOrder }) => fulfillmentOrder.id),
    lines: [],
    tracking,
    createdAt: now,
    updatedAt: now,
  };
  for (const sending of sendings) take(state, order, fulfillment, sending);
  order.fulfillments.push(fulfillment);
  state.announce({ topic: "fulfillments/create", body: () => fulfillmentBody(state, order, fulfillment) });
  touchOrder(state, order, isFullyFulfilled(order) ? "fulfilled" : "partially_fulfilled");
  return fulfillment;
}

function take(
  state: ShopifyState,
  order: OrderRecord,
  fulfillment: FulfillmentRecord,
  { fulfillmentOrder, lines }: Sending,
): void {
  for (const line of fulfillmentOrder.lines) {
    const quantity = lines ? (lines.find(({ id }) => id === line.id)?.quantity ?? 0) : line.remaining;
    if (quantity === 0) continue;
    line.remaining -= quantity;
    const { lineId } = line;
    fulfillment.lines.push({ id: state.nextId(), lineId, fulfillmentOrderLineId: line.id, quantity });
    moveCommitted(state, order, { lineId, locationId: fulfillmentOrder.locationId, quantity: -quantity });
  }
  fulfillmentOrder.status = "IN_PROGRESS";
  closeWhenDone(fulfillmentOrder, state.now());
}

type Units = { lineId: number; locationId: number; quantity: number };

function moveCommitted(state: ShopifyState, order: OrderRecord, { lineId, locationId, quantity }: Units): void {
  const line = order.lines.find(({ id }) => id === lineId);
  const itemId = line && itemOf(state, line);
  if (itemId !== undefined) moveStock(state, itemId, locationId, { committed: quantity });
}

// The units wait again, in the fulfilment orders that they came from.
export function cancelFulfillment(state: ShopifyState, order: OrderRecord, fulfillment: FulfillmentRecord): void {
  const now = state.now();
  fulfillment.status = "CANCELLED";
  fulfillment.displayStatus = "CANCELED";
  fulfillment.updatedAt = now;
  for (const { lineId, fulfillmentOrderLineId, quantity } of fulfillment.lines) {
    const source = order.fulfillmentOrders.find(({ lines }) => lines.some(({ id }) => id === fulfillmentOrderLineId));
    const line = source?.lines.find(({ id }) => id === fulfillmentOrderLineId);
    if (!source || !line) continue;
    line.remaining += quantity;
    source.status = "OPEN";
    source.updatedAt = now;
    moveCommitted(state, order, { lineId, locationId: source.locationId, quantity });
  }
  state.announce({ topic: "fulfillments/update", body: () => fulfillmentBody(state, order, fulfillment) });
  touchOrder(state, order);
}

export function updateTracking(
  state: ShopifyState,
  order: OrderRecord,
  fulfillment: FulfillmentRecord,
  tracking: Tracking[],
): void {
  fulfillment.tracking = tracking;
  fulfillment.updatedAt = state.now();
  state.announce({ topic: "fulfillments/update", body: () => fulfillmentBody(state, order, fulfillment) });
  touchOrder(state, order);
}
