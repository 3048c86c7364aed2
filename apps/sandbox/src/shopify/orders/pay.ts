// Takes the money that is outstanding.
import type { OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { touchOrder } from "./order-events.ts";
import { paymentsOf } from "./order-totals.ts";

export function canMarkAsPaid(order: OrderRecord): boolean {
  return order.cancelledAt === null && paymentsOf(order).outstanding.presentment > 0;
}

export function markAsPaid(state: ShopifyState, order: OrderRecord): void {
  const { outstanding, authorized } = paymentsOf(order);
  const authorization = order.transactions.find(({ kind }) => kind === "AUTHORIZATION");
  const captures = authorized.presentment > 0 && authorization !== undefined;
  order.transactions = order.transactions.filter(({ status }) => status !== "PENDING");
  order.transactions.push({
    id: state.nextId(),
    kind: captures ? "CAPTURE" : "SALE",
    status: "SUCCESS",
    gateway: captures ? order.gateway : "manual",
    amount: outstanding,
    parentId: captures ? authorization.id : null,
    refundId: null,
    createdAt: state.now(),
  });
  touchOrder(state, order, "paid");
}
