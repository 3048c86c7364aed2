// The shopper's checkout: a draft first, then the real order, with events in the order of a real store.

import { addressOf, personAt } from "../catalogue/fill-customers.ts";
import type { OrderRecord } from "../orders/order-record.ts";
import { enterStatus } from "../orders/order-status.ts";
import { recalculateTaxes } from "../orders/tax.ts";
import { writeAddress } from "../orders/write-address.ts";
import { writeLineItems } from "../orders/write-lines.ts";
import { announceStock, blankOrder } from "../orders/write-order.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";

export type OrderedLine = { sku?: string; productId?: number; variationId?: number; quantity?: number };
export type PlaceOrder = {
  /** One random product in stock when left out. */
  lines?: readonly OrderedLine[];
  email?: string;
  /** "processing" by default; "checkout-draft" leaves the shopper in the checkout. */
  status?: string;
  customerId?: number;
  billing?: Record<string, string>;
  shipping?: Record<string, string>;
  note?: string;
  paymentMethod?: string;
  /** 8.50 by default; 0 for none. */
  shippingTotal?: number;
};

export function placeOrder(state: WooState, wanted: PlaceOrder, afterDraft: () => void): OrderRecord {
  const order = openDraft(state, wanted);
  state.announce({ topic: "order.updated", id: order.id });
  if (wanted.status === "checkout-draft") return order;
  afterDraft();
  fillIn(state, order, wanted);
  const moved = enterStatus(state, order, wanted.status ?? "processing");
  order.modifiedAt = state.nowSeconds();
  state.orders.save(order);
  state.announce({ topic: "order.updated", id: order.id });
  state.announce({ topic: "order.created", id: order.id });
  announceStock(state, moved);
  return order;
}

function openDraft(state: WooState, wanted: PlaceOrder): OrderRecord {
  const order = blankOrder(state, "store-api");
  order.status = "checkout-draft";
  order.ipAddress = "127.0.0.1";
  order.cartHash = state.random.hex(32);
  order.billing = { ...order.billing, state: "ME", country: "US" };
  order.shipping = { ...order.shipping, state: "ME", country: "US" };
  writeLineItems(state, order, linesOf(state, wanted));
  addShipping(state, order, wanted.shippingTotal ?? 8.5);
  recalculateTaxes(order, state.settings.priceDecimals, () => state.nextId("lineItem"));
  order.id = state.nextId("post");
  state.orders.save(order);
  return order;
}

function linesOf(state: WooState, { lines }: PlaceOrder): JsonObject[] {
  const wanted = lines ?? anyProduct(state).map((productId) => ({ productId, quantity: 1 + state.random.below(2) }));
  return wanted.map(({ sku, productId, variationId, quantity = 1 }: OrderedLine) => {
    const known = sku === undefined ? undefined : state.products.bySku(sku)[0];
    if (sku !== undefined && !known) throw new Error(`no product has the SKU ${sku}`);
    return { product_id: known?.id ?? productId ?? 0, variation_id: variationId ?? 0, quantity };
  });
}

// One in stock, else one that is sold out, else none.
function anyProduct(state: WooState): number[] {
  const sold = state.products.all().filter((product) => {
    const isOrdered = product.kind === "variation" || product.type === "simple";
    return isOrdered && product.status === "publish";
  });
  const inStock = sold.filter(({ stockStatus }) => stockStatus === "instock");
  const choice = inStock.length > 0 ? inStock : sold;
  return choice.length === 0
    ? []
    : choice
        .slice(state.random.below(choice.length))
        .slice(0, 1)
        .map(({ id }) => id);
}

function addShipping(state: WooState, order: OrderRecord, total: number): void {
  if (total === 0) return;
  const id = state.nextId("lineItem");
  order.shippingLines.push({ id, title: "Ground", methodId: "flat_rate", instanceId: "1", total, taxes: [], meta: [] });
}

function fillIn(state: WooState, order: OrderRecord, wanted: PlaceOrder): void {
  const address = addressOf(personAt(state.random.below(10)));
  const customer = state.customers.get(wanted.customerId ?? 0);
  const email = wanted.email ?? customer?.email ?? `shopper${order.id}@example.org`;
  order.billing = {
    ...writeAddress({ ...(customer?.billing ?? address), email }, wanted.billing),
    email: wanted.billing?.email ?? email,
  };
  order.shipping = writeAddress({ ...(customer?.shipping ?? address), phone: "" }, wanted.shipping);
  order.customerId = customer?.id ?? 0;
  order.customerNote = wanted.note ?? "";
  order.paymentMethod = wanted.paymentMethod ?? "stripe";
  order.paymentMethodTitle = order.paymentMethod === "stripe" ? "Credit Card (Stripe)" : order.paymentMethod;
  recalculateTaxes(order, state.settings.priceDecimals, () => state.nextId("lineItem"));
}
