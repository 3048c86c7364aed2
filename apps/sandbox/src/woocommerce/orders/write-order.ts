// Orders created and changed over REST. Single requests arrive checked, batch operations as they were sent.
import { writeMeta } from "../state/meta.ts";
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { cleanText } from "../wordpress/text.ts";
import { noAddress, noBilling, type OrderRecord } from "./order-record.ts";
import { enterStatus, knownStatus, payOrder } from "./order-status.ts";
import { recalculateTaxes } from "./tax.ts";
import { writeAddress } from "./write-address.ts";
import { settleCouponTax, writeCoupons } from "./write-coupons.ts";
import { writeFeeLines, writeLineItems, writeShippingLines } from "./write-lines.ts";

export function blankOrder(state: WooState, createdVia: string): OrderRecord {
  const now = state.nowSeconds();
  return {
    id: 0,
    parentId: 0,
    status: "pending",
    currency: state.settings.currency,
    createdAt: now,
    modifiedAt: now,
    completedAt: null,
    paidAt: null,
    customerId: 0,
    orderKey: `wc_order_${state.random.letters(13)}`,
    billing: noBilling,
    shipping: noAddress,
    paymentMethod: "",
    paymentMethodTitle: "",
    transactionId: "",
    ipAddress: "",
    userAgent: "",
    createdVia,
    customerNote: "",
    cartHash: "",
    meta: [],
    lines: [],
    taxLines: [],
    shippingLines: [],
    feeLines: [],
    couponLines: [],
    refunds: [],
    notes: [],
    stockReduced: false,
  };
}

export function createOrder(state: WooState, params: JsonObject): OrderRecord {
  if (phpInt(params.id) > 0) {
    throw new RestError("woocommerce_rest_shop_order_exists", "Cannot create existing shop_order.", 400);
  }
  const order = blankOrder(state, "rest-api");
  order.id = 0;
  writeFields(state, order, params);
  order.id = state.nextId("post");
  const status = params.status === undefined ? "pending" : knownStatus(state, String(params.status));
  const moved = changeStatus(state, order, status, params);
  state.orders.save(order);
  state.announce({ topic: "order.created", id: order.id });
  announceUpdate(state, order, moved);
  return order;
}

export function updateOrder(state: WooState, params: JsonObject): OrderRecord {
  // A copy: a refused write leaves the order as it was.
  const order = structuredClone(editableOrder(state, params.id));
  const restored = order.status === "trash" && params.status !== undefined;
  const movedLines = writeFields(state, order, params);
  const status = params.status === undefined ? order.status : knownStatus(state, String(params.status));
  const moved = [...movedLines, ...changeStatus(state, order, status, params)];
  order.modifiedAt = state.nowSeconds();
  state.orders.save(order);
  // QUIRK(woocommerce): an order brought back from the trash by its status tells nobody.
  announceUpdate(state, order, moved, !restored);
  return order;
}

// QUIRK(woocommerce): PUT to an unknown id is 400, GET and DELETE are 404.
function editableOrder(state: WooState, id: unknown): OrderRecord {
  const order = state.orders.open(phpInt(id));
  if (order) return order;
  throw new RestError("woocommerce_rest_shop_order_invalid_id", "Invalid ID.", 400);
}

function writeFields(state: WooState, order: OrderRecord, params: JsonObject): number[] {
  writeReferences(state, order, params);
  order.billing = writeAddress(order.billing, params.billing);
  order.shipping = writeAddress(order.shipping, params.shipping);
  if (params.payment_method !== undefined) order.paymentMethod = String(params.payment_method);
  if (params.payment_method_title !== undefined) {
    order.paymentMethodTitle = cleanText(String(params.payment_method_title));
  }
  if (params.transaction_id !== undefined) order.transactionId = cleanText(String(params.transaction_id));
  if (params.customer_note !== undefined) order.customerNote = String(params.customer_note);
  if (params.created_via !== undefined) order.createdVia = cleanText(String(params.created_via));
  if (params.currency !== undefined) order.currency = String(params.currency);
  order.meta = writeMeta(order.meta, params.meta_data, () => state.nextId("meta"));
  return writeAllLines(state, order, params);
}

function writeReferences(state: WooState, order: OrderRecord, params: JsonObject): void {
  const customerId = phpInt(params.customer_id ?? order.customerId);
  if (customerId !== order.customerId && customerId !== 0 && !state.customers.has(customerId)) {
    throw new RestError("woocommerce_rest_invalid_customer_id", "Customer ID is invalid.", 400);
  }
  order.customerId = customerId;
  const parentId = phpInt(params.parent_id ?? order.parentId);
  if (parentId !== order.parentId && parentId !== 0 && !state.orders.has(parentId)) {
    throw new RestError("order_invalid_parent_id", "Invalid parent ID", 400);
  }
  order.parentId = parentId;
}

const lineParams = ["line_items", "shipping_lines", "fee_lines", "coupon_lines"];

function writeAllLines(state: WooState, order: OrderRecord, params: JsonObject): number[] {
  if (!lineParams.some((name) => params[name] !== undefined)) return [];
  const moved = writeLineItems(state, order, params.line_items);
  writeShippingLines(state, order, params.shipping_lines);
  writeFeeLines(state, order, params.fee_lines);
  writeCoupons(state, order, params.coupon_lines);
  recalculateTaxes(order, state.settings.priceDecimals, () => state.nextId("lineItem"));
  if (params.coupon_lines !== undefined) settleCouponTax(order, state.settings.priceDecimals);
  return moved;
}

function changeStatus(state: WooState, order: OrderRecord, status: string, params: JsonObject): number[] {
  const moved = enterStatus(state, order, status);
  const paid = params.set_paid === true || params.set_paid === "true" || params.set_paid === 1;
  return paid ? [...moved, ...payOrder(state, order, order.transactionId)] : moved;
}

export function announceUpdate(state: WooState, order: OrderRecord, moved: number[], ofOrder = true): void {
  if (ofOrder) state.announce({ topic: "order.updated", id: order.id });
  announceStock(state, moved);
  const customer = state.customers.get(order.customerId);
  if (customer && !customer.paying && ["processing", "completed"].includes(order.status)) {
    customer.paying = true;
    state.announce({ topic: "customer.updated", id: customer.id });
  }
}

export function announceStock(state: WooState, moved: number[]): void {
  for (const id of new Set(moved)) state.announce({ topic: "product.updated", id });
}
