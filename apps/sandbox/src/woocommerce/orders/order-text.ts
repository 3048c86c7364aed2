// An order as GET /orders/{id} shows it, as JSON text. Written by hand and not through an object, because lists of
// 100 orders out of 100,000 are read as fast as a benchmark can ask; this is three times quicker.
import { currencyOf } from "../state/currency.ts";
import { orderMetaView } from "../state/meta.ts";
import { fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isObject, type JsonObject, parseJson, phpJson, quoted } from "../wordpress/json.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { couponLineText, feeLineText, lineText, listText, shippingLineText, taxLineText } from "./line-text.ts";
import type { Address, OrderRecord } from "./order-record.ts";
import { type OrderTotals, totalsOf } from "./order-totals.ts";

export function orderText(state: WooState, order: OrderRecord, dp: number = state.settings.priceDecimals): string {
  const totals = totalsOf(order, state.settings.priceDecimals);
  return `{${headText(state, order, totals, dp)},${peopleText(order)},${linesText(state, order, dp)},${tailText(state, order, totals)},"_links":${linksText(state, order)}}`;
}

export function orderView(state: WooState, order: OrderRecord, dp?: number): JsonObject {
  const view = parseJson(orderText(state, order, dp));
  if (!isObject(view)) throw new Error("an order is an object");
  return view;
}

function headText({ settings }: WooState, order: OrderRecord, totals: OrderTotals, dp: number): string {
  const { offsetMinutes, version } = settings;
  return (
    `"id":${order.id},"parent_id":${order.parentId},"status":${quoted(order.status)},"currency":${quoted(order.currency)},` +
    `"version":"${version}","prices_include_tax":false,"date_created":"${localText(order.createdAt, offsetMinutes)}",` +
    `"date_modified":"${localText(order.modifiedAt, offsetMinutes)}","discount_total":"${fixed(totals.discount, dp)}",` +
    `"discount_tax":"${fixed(totals.discountTax, dp)}","shipping_total":"${fixed(totals.shipping, dp)}",` +
    `"shipping_tax":"${fixed(totals.shippingTax, dp)}","cart_tax":"${fixed(totals.cartTax, dp)}",` +
    `"total":"${fixed(totals.total, dp)}","total_tax":"${fixed(totals.tax, dp)}","customer_id":${order.customerId},` +
    `"order_key":"${order.orderKey}","billing":${addressText(order.billing, order.billing.email)},` +
    `"shipping":${addressText(order.shipping)},"payment_method":${quoted(order.paymentMethod)},` +
    `"payment_method_title":${quoted(order.paymentMethodTitle)},"transaction_id":${phpJson(order.transactionId)},` +
    `"customer_ip_address":${quoted(order.ipAddress)},"customer_user_agent":${quoted(order.userAgent)},` +
    `"created_via":${quoted(order.createdVia)},"customer_note":${quoted(order.customerNote)},` +
    `"date_completed":${dateText(order.completedAt, offsetMinutes)},"date_paid":${dateText(order.paidAt, offsetMinutes)}`
  );
}

function addressText(address: Address, email?: string): string {
  const { first_name, last_name, company, address_1, address_2, city, state, postcode, country, phone } = address;
  const emailText = email === undefined ? "" : `"email":${phpJson(email)},`;
  return (
    `{"first_name":${quoted(first_name)},"last_name":${quoted(last_name)},"company":${quoted(company)},` +
    `"address_1":${quoted(address_1)},"address_2":${quoted(address_2)},"city":${quoted(city)},"state":${quoted(state)},` +
    `"postcode":${quoted(postcode)},"country":${quoted(country)},${emailText}"phone":${quoted(phone)}}`
  );
}

function dateText(seconds: number | null, offsetMinutes: number): string {
  return seconds === null ? "null" : `"${localText(seconds, offsetMinutes)}"`;
}

function peopleText(order: OrderRecord): string {
  const meta = order.meta.length === 0 ? "[]" : phpJson(orderMetaView(order.meta));
  return `"cart_hash":"${order.cartHash}","number":"${order.id}","meta_data":${meta}`;
}

function linesText(state: WooState, order: OrderRecord, dp: number): string {
  const refunds = [...order.refunds].reverse();
  return (
    `"line_items":${listText(order.lines, (line) => lineText(state, line, dp))},` +
    `"tax_lines":${listText(order.taxLines, (line) => taxLineText(line, dp))},` +
    `"shipping_lines":${listText(order.shippingLines, (line) => shippingLineText(line, dp))},` +
    `"fee_lines":${listText(order.feeLines, (line) => feeLineText(line, dp))},` +
    `"coupon_lines":${listText(order.couponLines, couponLineText)},` +
    `"refunds":${listText(refunds, ({ id, reason, amount }) => `{"id":${id},"reason":${quoted(reason)},"total":"${fixed(-amount, dp)}"}`)}`
  );
}

function tailText(state: WooState, order: OrderRecord, { total }: OrderTotals): string {
  const { status, createdAt, modifiedAt, completedAt, paidAt } = order;
  const isPayable = status === "pending" || status === "failed" || status === "checkout-draft";
  const isEditable = status === "pending" || status === "on-hold" || status === "auto-draft";
  return (
    `"payment_url":"${homeText(state)}\\/checkout\\/order-pay\\/${order.id}\\/?pay_for_order=true&key=${order.orderKey}",` +
    `"is_editable":${isEditable},"needs_payment":${isPayable && total > 0},"needs_processing":${needsProcessing(state, order)},` +
    `"date_created_gmt":"${gmtText(createdAt)}","date_modified_gmt":"${gmtText(modifiedAt)}",` +
    `"date_completed_gmt":${dateText(completedAt, 0)},"date_paid_gmt":${dateText(paidAt, 0)},` +
    `"currency_symbol":${quoted(currencyOf(order.currency).symbol)}`
  );
}

// The store's address inside a JSON text.
function homeText({ settings }: WooState): string {
  return quoted(settings.home).slice(1, -1);
}

// An order of downloads alone has nothing to pack.
export function needsProcessing(state: WooState, order: OrderRecord): boolean {
  return order.lines.some((line) => {
    const product = state.products.get(line.variationId) ?? state.products.get(line.productId);
    return product !== undefined && !(product.virtual && product.downloadable);
  });
}

const methods = '["GET","POST","PUT","PATCH","DELETE"]';

function linksText(state: WooState, order: OrderRecord): string {
  const orders = `${homeText(state)}\\/wp-json\\/wc\\/v3\\/orders`;
  const self = `${orders}\\/${order.id}`;
  const customers = `${homeText(state)}\\/wp-json\\/wc\\/v3\\/customers`;
  const customer = order.customerId > 0 ? `,"customer":[{"href":"${customers}\\/${order.customerId}"}]` : "";
  const up = order.parentId > 0 ? `,"up":[{"href":"${orders}\\/${order.parentId}"}]` : "";
  return (
    `{"self":[{"href":"${self}","targetHints":{"allow":${methods}}}],"collection":[{"href":"${orders}"}],` +
    `"email_templates":[{"embeddable":true,"href":"${self}\\/actions\\/email_templates"}]${customer}${up}}`
  );
}
