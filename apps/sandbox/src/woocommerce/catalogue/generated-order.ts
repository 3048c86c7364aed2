// The n-th order of a generated store, made anew from its number whenever somebody looks.

import { createRandom, mixSeed, type Random } from "../../shared/random.ts";
import type { LineMeta, LineRecord, OrderRecord, ShippingLineRecord } from "../orders/order-record.ts";
import type { OrderSlot } from "../orders/order-table.ts";
import { totalsOf } from "../orders/order-totals.ts";
import { recalculateTaxes } from "../orders/tax.ts";
import type { WooState } from "../state/woo-state.ts";
import { addressOf, personAt } from "./fill-customers.ts";

// What may be ordered, as it was when the orders were made.
export type Offer = {
  productId: number;
  variationId: number;
  name: string;
  price: number;
  meta: LineMeta[];
  managed: boolean;
};

export type OrderPlan = { firstId: number; count: number; firstRefundId: number; offers: readonly [Offer, ...Offer[]] };

// Each order owns this many ids of lines and of their meta.
export const idsPerOrder = 16;

const payments: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ["stripe", "Credit Card (Stripe)"],
  ["ppcp-gateway", "PayPal"],
  ["bacs", "Direct Bank Transfer"],
  ["cod", "Cash on delivery"],
];

export function makeOrder(state: WooState, plan: OrderPlan, slot: OrderSlot): OrderRecord {
  const index = slot.id - plan.firstId;
  const random = createRandom(mixSeed(state.settings.seed, index));
  const order = frame(state, slot, random, index);
  let lineId = index * idsPerOrder;
  const nextLineId = () => {
    lineId += 1;
    return lineId;
  };
  order.lines = makeLines(plan, random, nextLineId, order.stockReduced);
  order.shippingLines = random.fraction() < 0.8 ? [shippingLine(nextLineId())] : [];
  recalculateTaxes(order, state.settings.priceDecimals, nextLineId);
  if (slot.status === "refunded") order.refunds = [fullRefund(state, order, plan.firstRefundId + index)];
  return order;
}

function frame(state: WooState, slot: OrderSlot, random: Random, index: number): OrderRecord {
  const person = addressOf(personAt(random.below(10)));
  const customer = state.customers.get(slot.customerId);
  const email = customer?.email ?? `guest${index}@example.net`;
  const [paymentMethod, paymentMethodTitle] = random.pick(payments);
  const isPaid = ["processing", "completed", "refunded"].includes(slot.status);
  const isDraft = slot.status === "checkout-draft";
  return {
    id: slot.id,
    parentId: 0,
    status: slot.status,
    currency: state.settings.currency,
    createdAt: slot.createdAt,
    modifiedAt: slot.modifiedAt,
    completedAt: slot.status === "completed" ? slot.modifiedAt : null,
    paidAt: isPaid ? slot.createdAt : null,
    customerId: slot.customerId,
    orderKey: `wc_order_${random.letters(13)}`,
    billing: isDraft ? { ...nobody, country: "US", state: "ME" } : { ...(customer?.billing ?? person), email },
    shipping: isDraft ? { ...nobody, country: "US", state: "ME" } : person,
    paymentMethod,
    paymentMethodTitle: isDraft ? "" : paymentMethodTitle,
    transactionId: isPaid && paymentMethod === "stripe" ? `pi_${random.hex(16)}` : "",
    ipAddress: "",
    userAgent: "",
    createdVia: isDraft ? "store-api" : "checkout",
    customerNote: index % 17 === 3 ? "Bitte klingeln & warten <3" : "",
    cartHash: "",
    meta: [],
    lines: [],
    taxLines: [],
    shippingLines: [],
    feeLines: [],
    couponLines: [],
    refunds: [],
    notes: [],
    stockReduced: isPaid || slot.status === "on-hold",
  };
}

const nobody = {
  first_name: "",
  last_name: "",
  company: "",
  address_1: "",
  address_2: "",
  city: "",
  state: "",
  postcode: "",
  country: "",
  phone: "",
  email: "",
};

function makeLines(plan: OrderPlan, random: Random, nextId: () => number, reduced: boolean): LineRecord[] {
  const lines: LineRecord[] = [];
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const offer = random.pick(plan.offers);
    const quantity = 1 + random.below(3);
    const id = nextId();
    const total = offer.price * quantity;
    const taken: LineMeta = { ...reducedMeta, id: nextId(), value: String(quantity), display_value: String(quantity) };
    const meta = reduced && offer.managed ? [...offer.meta, taken] : offer.meta;
    const { productId, variationId, name } = offer;
    lines.push({ id, name, productId, variationId, quantity, subtotal: total, total, taxes: [], meta });
  }
  return lines;
}

const reducedMeta: LineMeta = {
  id: 0,
  key: "_reduced_stock",
  value: "0",
  display_key: "_reduced_stock",
  display_value: "0",
};

function shippingLine(id: number): ShippingLineRecord {
  return { id, title: "Ground", methodId: "flat_rate", instanceId: "1", total: 8.5, taxes: [], meta: [] };
}

function fullRefund(state: WooState, order: OrderRecord, id: number): OrderRecord["refunds"][number] {
  const { total } = totalsOf(order, state.settings.priceDecimals);
  const createdAt = order.modifiedAt;
  return {
    id,
    createdAt,
    amount: total,
    reason: "Order fully refunded.",
    meta: [],
    lines: [],
    shippingLines: [],
    feeLines: [],
    taxLines: [],
  };
}
