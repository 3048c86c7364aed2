// What a change of status brings with it: dates, stock, the refund of a refunded order, notes.
import type { WooState } from "../state/woo-state.ts";
import type { OrderRecord } from "./order-record.ts";
import { reduceStock, restoreStock } from "./order-stock.ts";
import { needsProcessing } from "./order-text.ts";
import { totalsOf } from "./order-totals.ts";

export const wooStatuses: readonly (readonly [string, string])[] = [
  ["pending", "Pending payment"],
  ["processing", "Processing"],
  ["on-hold", "On hold"],
  ["completed", "Completed"],
  ["cancelled", "Cancelled"],
  ["refunded", "Refunded"],
  ["failed", "Failed"],
  ["checkout-draft", "Draft"],
];

// Returns the products whose stock moved.
export function enterStatus(state: WooState, order: OrderRecord, status: string): number[] {
  const before = order.status;
  if (status === before) return [];
  order.status = status;
  const now = state.nowSeconds();
  if (status === "processing" || status === "completed") order.paidAt ??= now;
  if (status === "completed") order.completedAt ??= now;
  if (before !== "checkout-draft" && before !== "trash") addStatusNote(state, order, before, status);
  if (status === "refunded") bookFullRefund(state, order);
  if (["processing", "completed", "on-hold"].includes(status)) return reduceStock(state, order);
  if (["cancelled", "pending"].includes(status)) return restoreStock(state, order);
  return [];
}

export function payOrder(state: WooState, order: OrderRecord, transactionId: string): number[] {
  if (transactionId !== "") order.transactionId = transactionId;
  if (!["pending", "on-hold", "failed", "cancelled", "checkout-draft"].includes(order.status)) return [];
  order.paidAt ??= state.nowSeconds();
  const moved = enterStatus(state, order, needsProcessing(state, order) ? "processing" : "completed");
  state.announce({ topic: "action.woocommerce_payment_complete", id: order.id });
  return moved;
}

// QUIRK(woocommerce): a batch takes any status and makes an unknown one "pending".
export function knownStatus(state: WooState, status: string): string {
  return state.statuses.has(status) || status === "auto-draft" ? status : "pending";
}

function bookFullRefund(state: WooState, order: OrderRecord): void {
  const totals = totalsOf(order, state.settings.priceDecimals);
  const left = totals.total - totals.refunded;
  if (left <= 0) return;
  order.refunds.push({
    id: state.nextId("post"),
    createdAt: state.nowSeconds(),
    amount: left,
    reason: "Order fully refunded.",
    meta: [],
    lines: [],
    shippingLines: [],
    feeLines: [],
    taxLines: [],
  });
}

function addStatusNote(state: WooState, order: OrderRecord, before: string, after: string): void {
  const label = (status: string) => state.statuses.get(status) ?? status;
  addNote(state, order, `Order status changed from ${label(before)} to ${label(after)}.`, false);
}

export function addNote(state: WooState, order: OrderRecord, note: string, customerNote: boolean): number {
  const id = state.nextId("comment");
  order.notes.unshift({ id, author: "WooCommerce", createdAt: state.nowSeconds(), note, customerNote });
  return id;
}
