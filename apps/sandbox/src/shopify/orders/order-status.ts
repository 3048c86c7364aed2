// The two statuses that Shopify shows for an order. Both are computed, never written.
import type { OrderRecord } from "../state/records.ts";
import { currentQuantity, fulfilledQuantity, paymentsOf, totalsOf, unfulfilledQuantity } from "./order-totals.ts";

export type FinancialStatus =
  | "AUTHORIZED"
  | "EXPIRED"
  | "PAID"
  | "PARTIALLY_PAID"
  | "PARTIALLY_REFUNDED"
  | "PENDING"
  | "REFUNDED"
  | "VOIDED";

export function financialStatus(order: OrderRecord): FinancialStatus {
  const { received, refunded, authorized } = paymentsOf(order);
  if (received.presentment > 0) {
    if (refunded.presentment >= received.presentment) return "REFUNDED";
    if (refunded.presentment > 0) return "PARTIALLY_REFUNDED";
    return received.presentment < totalsOf(order).total.presentment ? "PARTIALLY_PAID" : "PAID";
  }
  if (totalsOf(order).total.presentment === 0 && order.cancelledAt === null) return "PAID";
  if (order.transactions.some(({ kind, status }) => kind === "VOID" && status === "SUCCESS")) return "VOIDED";
  if (authorized.presentment > 0) return "AUTHORIZED";
  return order.cancelledAt === null ? "PENDING" : "VOIDED";
}

export type FulfillmentDisplay =
  | "FULFILLED"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "PARTIALLY_FULFILLED"
  | "RESTOCKED"
  | "SCHEDULED"
  | "UNFULFILLED";

export function fulfillmentStatus(order: OrderRecord): FulfillmentDisplay {
  const lines = order.lines.filter((line) => line.requiresShipping);
  const shipped = lines.reduce((sum, line) => sum + fulfilledQuantity(order, line.id), 0);
  const open = lines.reduce((sum, line) => sum + unfulfilledQuantity(order, line.id), 0);
  if (shipped > 0) return open > 0 ? "PARTIALLY_FULFILLED" : "FULFILLED";
  if (open === 0 && lines.length > 0) return isRestocked(order) ? "RESTOCKED" : "UNFULFILLED";
  const statuses = order.fulfillmentOrders.map(({ status }) => status);
  if (statuses.includes("ON_HOLD")) return "ON_HOLD";
  if (statuses.includes("IN_PROGRESS")) return "IN_PROGRESS";
  return statuses.includes("SCHEDULED") ? "SCHEDULED" : "UNFULFILLED";
}

function isRestocked(order: OrderRecord): boolean {
  return order.refunds.some(({ lines }) => lines.some(({ restockType }) => restockType === "CANCEL"));
}

export function isFullyFulfilled(order: OrderRecord): boolean {
  return fulfillmentStatus(order) === "FULFILLED";
}

/** What has been turned down or called off counts as nothing. */
export function returnStatus(order: OrderRecord): "NO_RETURN" | "RETURN_REQUESTED" | "IN_PROGRESS" | "RETURNED" {
  const statuses = order.returns.map(({ status }) => status);
  if (statuses.includes("OPEN")) return "IN_PROGRESS";
  if (statuses.includes("REQUESTED")) return "RETURN_REQUESTED";
  return statuses.includes("CLOSED") ? "RETURNED" : "NO_RETURN";
}

export function isRestockable(order: OrderRecord): boolean {
  return order.lines.some((line) => currentQuantity(order, line) > 0);
}
