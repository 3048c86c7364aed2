// Looks records up by id, within the reach of the app's scopes.
import type {
  FulfillmentOrderRecord,
  FulfillmentRecord,
  OrderRecord,
  RefundRecord,
  ReturnRecord,
} from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";

const sixtyDays = 60 * 86_400_000;

export type Reach = { readonly scopes: ReadonlySet<string> };

// QUIRK(shopify): without read_all_orders an order older than 60 days does not exist for the app.
function isInReach(state: ShopifyState, { scopes }: Reach, order: OrderRecord): boolean {
  return scopes.has("read_all_orders") || order.createdAt >= state.now() - sixtyDays;
}

export function ordersInReach(state: ShopifyState, reach: Reach): OrderRecord[] {
  return [...state.orders.values()].filter((order) => isInReach(state, reach, order));
}

export function findOrder(state: ShopifyState, reach: Reach, id: number): OrderRecord | undefined {
  const order = state.orders.get(id);
  return order && isInReach(state, reach, order) ? order : undefined;
}

type Found<Part> = { order: OrderRecord; part: Part } | undefined;

function findPart<Part extends { id: number }>(
  state: ShopifyState,
  reach: Reach,
  id: number,
  partsOf: (order: OrderRecord) => readonly Part[],
): Found<Part> {
  for (const order of state.orders.values()) {
    const part = partsOf(order).find((one) => one.id === id);
    if (part) return isInReach(state, reach, order) ? { order, part } : undefined;
  }
  return undefined;
}

export function findFulfillmentOrder(state: ShopifyState, reach: Reach, id: number): Found<FulfillmentOrderRecord> {
  return findPart(state, reach, id, ({ fulfillmentOrders }) => fulfillmentOrders);
}

export function findFulfillment(state: ShopifyState, reach: Reach, id: number): Found<FulfillmentRecord> {
  return findPart(state, reach, id, ({ fulfillments }) => fulfillments);
}

export function findRefund(state: ShopifyState, reach: Reach, id: number): Found<RefundRecord> {
  return findPart(state, reach, id, ({ refunds }) => refunds);
}

export function findReturn(state: ShopifyState, reach: Reach, id: number): Found<ReturnRecord> {
  return findPart(state, reach, id, ({ returns }) => returns);
}
