// What an order adds up to: as placed ("total…") and as it stands after refunds ("current…").
import { add, type Bag, minus, noMoney, notBelowZero, share, times } from "../state/money.ts";
import type { LineRecord, OrderRecord, TaxRecord, TransactionRecord } from "../state/records.ts";

function refundedQuantity(order: OrderRecord, lineId: number): number {
  return sumOf(order.refunds.flatMap(({ lines }) => lines.filter((line) => line.lineId === lineId)));
}

export function fulfilledQuantity(order: OrderRecord, lineId: number): number {
  const alive = order.fulfillments.filter(({ status }) => status === "SUCCESS");
  return sumOf(alive.flatMap(({ lines }) => lines.filter((line) => line.lineId === lineId)));
}

export function unfulfilledQuantity(order: OrderRecord, lineId: number): number {
  const remaining = order.fulfillmentOrders
    .filter(({ status }) => status !== "CLOSED" && status !== "CANCELLED")
    .flatMap(({ lines }) => lines.filter((line) => line.lineId === lineId));
  return remaining.reduce((sum, line) => sum + line.remaining, 0);
}

export function currentQuantity(order: OrderRecord, line: LineRecord): number {
  return line.quantity - refundedQuantity(order, line.id);
}

export function lineTotal(line: LineRecord): Bag {
  return minus(times(line.unitPrice, line.quantity), line.discount);
}

export function taxOf(taxes: readonly TaxRecord[]): Bag {
  return add(...taxes.map(({ amount }) => amount));
}

// The worth of `quantity` more units after those refunded already.
export function refundable(order: OrderRecord, line: LineRecord, quantity: number): { subtotal: Bag; tax: Bag } {
  const from = refundedQuantity(order, line.id);
  const to = Math.min(line.quantity, from + quantity);
  return {
    subtotal: share(lineTotal(line), from, to, line.quantity),
    tax: share(taxOf(line.taxes), from, to, line.quantity),
  };
}

export type Totals = {
  lineItems: Bag;
  discounts: Bag;
  subtotal: Bag;
  shipping: Bag;
  tax: Bag;
  duties: Bag;
  tip: Bag;
  total: Bag;
};

export function totalsOf(order: OrderRecord): Totals {
  const lineItems = add(...order.lines.map((line) => times(line.unitPrice, line.quantity)));
  const lineDiscounts = add(...order.lines.map((line) => line.discount));
  const shippingDiscounts = add(...order.shipping.map(({ discount }) => discount));
  const subtotal = minus(lineItems, lineDiscounts);
  const shipping = minus(add(...order.shipping.map(({ price }) => price)), shippingDiscounts);
  const tax = add(...order.lines.map((line) => taxOf(line.taxes)), ...order.shipping.map(({ taxes }) => taxOf(taxes)));
  const duties = add(...order.lines.map((line) => line.duty?.amount ?? noMoney));
  const { tip } = order;
  const total = add(subtotal, shipping, duties, tip, order.taxesIncluded ? noMoney : tax);
  return { lineItems, discounts: add(lineDiscounts, shippingDiscounts), subtotal, shipping, tax, duties, tip, total };
}

export function currentTotalsOf(order: OrderRecord): Totals {
  const placed = totalsOf(order);
  const gone = refundsOf(order);
  const keptLines = order.lines.map((line) => ({ line, left: currentQuantity(order, line) }));
  const discounts = add(
    ...keptLines.map(({ line, left }) => times(line.discount, left / Math.max(1, line.quantity))),
    ...order.shipping.map(({ discount }) => discount),
  );
  const tax = notBelowZero(minus(placed.tax, add(gone.tax, gone.shippingTax)));
  const subtotal = minus(placed.subtotal, gone.subtotal);
  const shipping = notBelowZero(minus(placed.shipping, gone.shipping));
  const total = add(subtotal, shipping, placed.duties, placed.tip, order.taxesIncluded ? noMoney : tax);
  return { ...placed, discounts, subtotal, shipping, tax, total, lineItems: add(subtotal, discounts) };
}

function refundsOf({ refunds }: OrderRecord): { subtotal: Bag; tax: Bag; shipping: Bag; shippingTax: Bag } {
  return {
    subtotal: add(...refunds.flatMap(({ lines }) => lines.map((line) => line.subtotal))),
    tax: add(...refunds.flatMap(({ lines }) => lines.map((line) => line.tax))),
    shipping: add(...refunds.map(({ shipping }) => shipping?.amount ?? noMoney)),
    shippingTax: add(...refunds.map(({ shipping }) => shipping?.tax ?? noMoney)),
  };
}

export type Payments = { received: Bag; refunded: Bag; authorized: Bag; net: Bag; outstanding: Bag };

export function paymentsOf(order: OrderRecord): Payments {
  const done = order.transactions.filter(({ status }) => status === "SUCCESS");
  const sum = (...kinds: TransactionRecord["kind"][]) =>
    add(...done.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
  const received = sum("SALE", "CAPTURE");
  const refunded = sum("REFUND");
  const isVoid = done.some(({ kind }) => kind === "VOID");
  const authorized = isVoid ? noMoney : notBelowZero(minus(sum("AUTHORIZATION"), sum("CAPTURE")));
  const net = minus(received, refunded);
  const due = minus(currentTotalsOf(order).total, net);
  return { received, refunded, authorized, net, outstanding: order.cancelledAt ? noMoney : notBelowZero(due) };
}

function sumOf(items: readonly { quantity: number }[]): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}
