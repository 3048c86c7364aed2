// Cancels an order: what was not sent is released, what was paid is given back when asked for.
import { noMoney } from "../state/money.ts";
import type { OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { touchOrder } from "./order-events.ts";
import { currentQuantity, fulfilledQuantity, paymentsOf, totalsOf } from "./order-totals.ts";
import { refund } from "./refund.ts";

export type Cancelling = { reason: string; refund: boolean; restock: boolean; note: string | null };

export function cancelRefusal(order: OrderRecord): string | undefined {
  if (order.cancelledAt !== null) return "Cannot cancel an order that is already canceled";
  const isSent = order.lines.some((line) => fulfilledQuantity(order, line.id) > 0);
  return isSent ? "Cannot cancel an order that has fulfilled line items" : undefined;
}

export function cancelOrder(state: ShopifyState, order: OrderRecord, wish: Cancelling): void {
  const now = state.now();
  order.cancelledAt = now;
  order.closedAt = now;
  order.cancelReason = wish.reason;
  order.cancelNote = wish.note;
  const { net, authorized } = paymentsOf(order);
  if (authorized.presentment > 0) voidAuthorization(state, order);
  const lines = order.lines
    .filter((line) => currentQuantity(order, line) > 0)
    .map((line) => ({
      lineId: line.id,
      quantity: currentQuantity(order, line),
      restockType: wish.restock ? ("CANCEL" as const) : ("NO_RESTOCK" as const),
      locationId: null,
    }));
  const isPaidBack = wish.refund && net.presentment > 0;
  const payments = isPaidBack ? [{ amount: net, gateway: order.gateway, parentId: null }] : [];
  const { shipping } = totalsOf(order);
  refund(state, order, { note: wish.note, lines, shipping: isPaidBack ? shipping : noMoney, payments });
  for (const fulfillmentOrder of order.fulfillmentOrders)
    if (fulfillmentOrder.status !== "CLOSED") fulfillmentOrder.status = "CANCELLED";
  touchOrder(state, order, "cancelled");
}

function voidAuthorization(state: ShopifyState, order: OrderRecord): void {
  const authorization = order.transactions.find(({ kind }) => kind === "AUTHORIZATION");
  order.transactions.push({
    id: state.nextId(),
    kind: "VOID",
    status: "SUCCESS",
    gateway: order.gateway,
    amount: noMoney,
    parentId: authorization?.id ?? null,
    refundId: null,
    createdAt: state.now(),
  });
}
