// An order as GET /orders/{id} shows it.
import { currencyOf } from "../state/currency.ts";
import { orderMetaView } from "../state/meta.ts";
import { fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { type JsonObject, phpJson } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { couponLineView, feeLineView, lineView, shippingLineView, taxLineView } from "./line-view.ts";
import type { OrderRecord } from "./order-record.ts";
import { totalsOf } from "./order-totals.ts";

export function orderView(state: WooState, order: OrderRecord, dp: number = state.settings.priceDecimals): JsonObject {
  return {
    ...headOf(state, order, dp),
    ...linesOf(state, order, dp),
    ...tailOf(state, order),
    _links: orderLinks(state, order),
  };
}

export function orderText(state: WooState, order: OrderRecord): string {
  return phpJson(orderView(state, order));
}

function headOf(state: WooState, order: OrderRecord, dp: number): JsonObject {
  const totals = totalsOf(order, state.settings.priceDecimals);
  const local = (seconds: number) => localText(seconds, state.settings.offsetMinutes);
  return {
    id: order.id,
    parent_id: order.parentId,
    status: order.status,
    currency: order.currency,
    version: state.settings.version,
    prices_include_tax: false,
    date_created: local(order.createdAt),
    date_modified: local(order.modifiedAt),
    discount_total: fixed(totals.discount, dp),
    discount_tax: fixed(totals.discountTax, dp),
    shipping_total: fixed(totals.shipping, dp),
    shipping_tax: fixed(totals.shippingTax, dp),
    cart_tax: fixed(totals.cartTax, dp),
    total: fixed(totals.total, dp),
    total_tax: fixed(totals.tax, dp),
    customer_id: order.customerId,
    order_key: order.orderKey,
    billing: billingView(order),
    shipping: shippingView(order),
    payment_method: order.paymentMethod,
    payment_method_title: order.paymentMethodTitle,
    transaction_id: order.transactionId,
    customer_ip_address: order.ipAddress,
    customer_user_agent: order.userAgent,
    created_via: order.createdVia,
    customer_note: order.customerNote,
    date_completed: order.completedAt === null ? null : local(order.completedAt),
    date_paid: order.paidAt === null ? null : local(order.paidAt),
    cart_hash: order.cartHash,
    number: String(order.id),
    meta_data: orderMetaView(order.meta),
  };
}

function billingView({ billing }: OrderRecord): JsonObject {
  const { first_name, last_name, company, address_1, address_2, city, state, postcode, country, email, phone } =
    billing;
  return { first_name, last_name, company, address_1, address_2, city, state, postcode, country, email, phone };
}

function shippingView({ shipping }: OrderRecord): JsonObject {
  const { first_name, last_name, company, address_1, address_2, city, state, postcode, country, phone } = shipping;
  return { first_name, last_name, company, address_1, address_2, city, state, postcode, country, phone };
}

function linesOf(state: WooState, order: OrderRecord, dp: number): JsonObject {
  return {
    line_items: order.lines.map((line) => lineView(state, line, dp)),
    tax_lines: order.taxLines.map((line) => taxLineView(line, dp)),
    shipping_lines: order.shippingLines.map((line) => shippingLineView(line, dp)),
    fee_lines: order.feeLines.map((line) => feeLineView(line, dp)),
    coupon_lines: order.couponLines.map(couponLineView),
    refunds: order.refunds.map(({ id, reason, amount }) => ({ id, reason, total: fixed(-amount, dp) })).reverse(),
  };
}

function tailOf(state: WooState, order: OrderRecord): JsonObject {
  const { home, priceDecimals } = state.settings;
  const payable = ["pending", "failed", "checkout-draft"].includes(order.status);
  return {
    payment_url: `${home}/checkout/order-pay/${order.id}/?pay_for_order=true&key=${order.orderKey}`,
    is_editable: ["pending", "on-hold", "auto-draft"].includes(order.status),
    needs_payment: payable && totalsOf(order, priceDecimals).total > 0,
    needs_processing: needsProcessing(state, order),
    date_created_gmt: gmtText(order.createdAt),
    date_modified_gmt: gmtText(order.modifiedAt),
    date_completed_gmt: order.completedAt === null ? null : gmtText(order.completedAt),
    date_paid_gmt: order.paidAt === null ? null : gmtText(order.paidAt),
    currency_symbol: currencyOf(order.currency).symbol,
  };
}

// An order of downloads alone has nothing to pack.
export function needsProcessing(state: WooState, order: OrderRecord): boolean {
  return order.lines.some((line) => {
    const product = state.products.get(line.variationId) ?? state.products.get(line.productId);
    return product !== undefined && !(product.virtual && product.downloadable);
  });
}

function orderLinks(state: WooState, order: OrderRecord): JsonObject {
  const api = `${state.settings.home}/wp-json/wc/v3`;
  const self = `${api}/orders/${order.id}`;
  const links = {
    ...linksOf({ self, collection: `${api}/orders` }),
    email_templates: [{ embeddable: true, href: `${self}/actions/email_templates` }],
  };
  const customer = order.customerId > 0 ? { customer: [{ href: `${api}/customers/${order.customerId}` }] } : {};
  const up = order.parentId > 0 ? { up: [{ href: `${api}/orders/${order.parentId}` }] } : {};
  return { ...links, ...customer, ...up };
}
