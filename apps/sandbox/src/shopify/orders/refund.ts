// Gives money or goods back, whole or in part.
import { add, type Bag, minus, noMoney, share } from "../state/money.ts";
import type { OrderRecord, RefundRecord, RestockType, TransactionRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { moveStock } from "../stock/stock.ts";
import { refundBody } from "../webhooks/refund-body.ts";
import { itemOf, releaseUnits } from "./fulfillment-orders.ts";
import { touchOrder } from "./order-events.ts";
import { currentQuantity, paymentsOf, refundable, taxOf, unfulfilledQuantity } from "./order-totals.ts";
import { countRefunded } from "./returns.ts";

type RefundedLine = { lineId: number; quantity: number; restockType: RestockType; locationId: number | null };
export type RefundWish = {
  note: string | null;
  lines: readonly RefundedLine[];
  /** What of the shipping is given back, without its tax. */
  shipping: Bag | null;
  /** Money that flows; none for goods that only come back. */
  payments: readonly { amount: Bag; gateway: string; parentId: number | null }[];
  returnId?: number | null;
};

export function refusalOf(order: OrderRecord, wish: RefundWish): string | undefined {
  for (const { lineId, quantity } of wish.lines) {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) return "Line item does not exist";
    if (quantity < 1 || quantity > currentQuantity(order, line))
      return "Quantity cannot refund more items than were purchased";
  }
  const paid = add(...wish.payments.map(({ amount }) => amount));
  if (paid.presentment > paymentsOf(order).net.presentment)
    return "Refund amount cannot be greater than the amount that was paid";
  return undefined;
}

export function refund(state: ShopifyState, order: OrderRecord, wish: RefundWish): RefundRecord {
  const lines = wish.lines.map((line) => ({ id: state.nextId(), ...line, ...worth(order, line) }));
  const shipping = refundedShipping(state, order, wish.shipping);
  const record: RefundRecord = {
    id: state.nextId(),
    note: wish.note,
    lines,
    shipping,
    discrepancy: null,
    returnId: wish.returnId ?? null,
    createdAt: state.now(),
  };
  for (const line of wish.lines) giveBack(state, order, line);
  const returned = order.returns.find(({ id }) => id === record.returnId);
  if (returned) for (const { lineId, quantity } of wish.lines) countRefunded(order, returned, lineId, quantity);
  order.refunds.push(record);
  const paid = pay(state, order, record, wish.payments);
  record.discrepancy = discrepancyOf(state, order, record, paid);
  state.announce({ topic: "refunds/create", body: () => refundBody(state, order, record) });
  touchOrder(state, order);
  return record;
}

function worth(order: OrderRecord, { lineId, quantity }: RefundedLine): { subtotal: Bag; tax: Bag } {
  const line = order.lines.find(({ id }) => id === lineId);
  return line ? refundable(order, line, quantity) : { subtotal: noMoney, tax: noMoney };
}

function refundedShipping(state: ShopifyState, order: OrderRecord, amount: Bag | null): RefundRecord["shipping"] {
  const line = order.shipping[0];
  if (!line || amount === null) return null;
  const price = minus(line.price, line.discount);
  const tax = share(taxOf(line.taxes), 0, amount.presentment, Math.max(1, price.presentment));
  return { id: state.nextId(), shippingId: line.id, amount, tax };
}

// CANCEL gives back what was not sent yet, RETURN what was; NO_RESTOCK leaves the units lost.
function giveBack(state: ShopifyState, order: OrderRecord, wish: RefundedLine): void {
  const line = order.lines.find(({ id }) => id === wish.lineId);
  const itemId = line && itemOf(state, line);
  const unsent = wish.restockType === "RETURN" ? 0 : Math.min(wish.quantity, unfulfilledQuantity(order, wish.lineId));
  const released = releaseUnits(order, wish.lineId, unsent, state.now());
  if (itemId === undefined) return;
  const isRestocked = wish.restockType !== "NO_RESTOCK";
  for (const [locationId, units] of released)
    moveStock(state, itemId, locationId, { committed: -units, available: isRestocked ? units : 0 });
  const sent = wish.quantity - unsent;
  if (isRestocked && sent > 0 && wish.locationId !== null)
    moveStock(state, itemId, wish.locationId, { available: sent });
}

function pay(state: ShopifyState, order: OrderRecord, record: RefundRecord, payments: RefundWish["payments"]): Bag {
  for (const { amount, gateway, parentId } of payments) {
    const parent = parentId ?? order.transactions.find(({ kind }) => kind === "SALE" || kind === "CAPTURE")?.id ?? null;
    const transaction: TransactionRecord = {
      id: state.nextId(),
      kind: "REFUND",
      status: "SUCCESS",
      gateway,
      amount,
      parentId: parent,
      refundId: record.id,
      createdAt: state.now(),
    };
    order.transactions.push(transaction);
  }
  return add(...payments.map(({ amount }) => amount));
}

function refundWorth(order: OrderRecord, record: RefundRecord): Bag {
  const goods = add(...record.lines.map(({ subtotal }) => subtotal), record.shipping?.amount ?? noMoney);
  const tax = add(...record.lines.map((line) => line.tax), record.shipping?.tax ?? noMoney);
  return order.taxesIncluded ? goods : add(goods, tax);
}

function discrepancyOf(
  state: ShopifyState,
  order: OrderRecord,
  record: RefundRecord,
  paid: Bag,
): RefundRecord["discrepancy"] {
  const amount = minus(refundWorth(order, record), paid);
  return amount.presentment === 0 ? null : { id: state.nextId(), amount };
}
