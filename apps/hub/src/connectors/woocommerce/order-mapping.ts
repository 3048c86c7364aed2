// A WooCommerce order as the hub's Order. Pure, and the same for a page, a single read and a delivery:
// whether an order has changed is decided by comparing what comes out here.
import { fromMillionths, type Order, type OrderLine, sumMinor, toMinor } from "@logix/model";
import { toAddress } from "./address-mapping.ts";
import { decoded } from "./entities.ts";
import type { WooCharge, WooLine, WooMeta, WooOrder } from "./schemas.ts";
import { takesStock } from "./status.ts";

export function toOrder(woo: WooOrder): Order {
  const minor = (amount: string) => toMinor(amount, woo.currency);
  const lines = toLines(woo);
  // QUIRK(woocommerce): refunds stand in an order as negative amounts and never lower its total.
  const refunds = woo.refunds.map(({ id, reason, total }) => ({
    remoteId: id,
    reason,
    totalMinor: Math.abs(minor(total)),
    refundedAt: null,
    pending: false,
    lines: [],
  }));
  return {
    remoteId: woo.id,
    number: woo.number,
    remoteStatus: woo.status,
    archived: woo.status === "trash",
    stockTaken: takesStock(woo.status) ?? woo.line_items.some(hasReducedStock),
    currency: woo.currency,
    totalMinor: minor(woo.total),
    subtotalMinor: sumMinor(woo.line_items.map((line) => minor(line.subtotal))),
    discountMinor: minor(woo.discount_total),
    shippingMinor: minor(woo.shipping_total),
    taxMinor: minor(woo.total_tax),
    refundedMinor: sumMinor(refunds.map((refund) => refund.totalMinor)),
    pricesIncludeTax: woo.prices_include_tax,
    paymentMethod: woo.payment_method,
    paymentTitle: decoded(woo.payment_method_title),
    transactionId: woo.transaction_id,
    customerNote: woo.customer_note,
    customerRemoteId: linked(woo.customer_id),
    billing: toAddress(woo.billing),
    shipping: toAddress(woo.shipping),
    lines: [...lines, ...roundingOf(lines, minor(woo.total))],
    refunds,
    fulfilments: [],
    otherMoney: null,
    placedAt: woo.date_created_gmt,
    paidAt: woo.date_paid_gmt,
    completedAt: woo.date_completed_gmt,
    modifiedAt: woo.date_modified_gmt,
  };
}

function toLines(woo: WooOrder): OrderLine[] {
  const { currency } = woo;
  return [
    ...woo.line_items.map((line) => toProductLine(line, currency)),
    ...woo.shipping_lines.map((line) => toCharge(line, "shipping", line.method_title, currency)),
    ...woo.fee_lines.map((line) => toCharge(line, "fee", line.name, currency)),
    // What a coupon takes off is already out of the product lines' totals.
    ...woo.coupon_lines.map((line) => ({
      ...NO_PRODUCT,
      ...NO_AMOUNT,
      remoteId: line.id,
      kind: "coupon" as const,
      name: line.code,
    })),
  ];
}

const NO_PRODUCT = { productRemoteId: null, variantRemoteId: null, sku: null, quantity: "1", options: [] };
const NO_AMOUNT = { subtotalMinor: 0, totalMinor: 0, taxMinor: 0 };

// QUIRK(woocommerce): a deleted product leaves product_id 0 and no SKU; a deleted variation leaves variation_id 0 and
// shows the parent's SKU. `price` is a float with artefacts, so a unit price is never read, only the line's sums.
function toProductLine(line: WooLine, currency: string): OrderLine {
  return {
    remoteId: line.id,
    kind: "product",
    productRemoteId: linked(line.product_id),
    variantRemoteId: linked(line.variation_id),
    sku: line.sku === "" ? null : line.sku,
    name: decoded(line.name),
    quantity: fromMillionths(Math.round(line.quantity * 1_000_000)),
    subtotalMinor: toMinor(line.subtotal, currency),
    totalMinor: toMinor(line.total, currency),
    taxMinor: toMinor(line.total_tax, currency),
    options: toOptions(line.meta_data),
  };
}

function toCharge(line: WooCharge, kind: "shipping" | "fee", name: string, currency: string): OrderLine {
  const totalMinor = toMinor(line.total, currency);
  return {
    ...NO_PRODUCT,
    remoteId: line.id,
    kind,
    name: decoded(name),
    subtotalMinor: totalMinor,
    totalMinor,
    taxMinor: toMinor(line.total_tax, currency),
    options: toOptions(line.meta_data),
  };
}

// Keys that begin with an underscore are a plugin's own notes; values that are no text are not for people either.
function toOptions(meta: readonly WooMeta[]): { name: string; value: string }[] {
  return meta
    .filter((entry) => !entry.key.startsWith("_"))
    .map((entry) => ({ name: entry.display_key ?? entry.key, value: entry.display_value ?? entry.value }))
    .flatMap(({ name, value }) => (typeof value === "string" ? [{ name: decoded(name), value: decoded(value) }] : []));
}

function roundingOf(lines: readonly OrderLine[], totalMinor: number): OrderLine[] {
  const difference = totalMinor - sumMinor(lines.flatMap((line) => [line.totalMinor, line.taxMinor]));
  if (difference === 0) return [];
  const amounts = { subtotalMinor: difference, totalMinor: difference, taxMinor: 0 };
  return [{ ...NO_PRODUCT, ...amounts, remoteId: "rounding", kind: "rounding", name: "Rounding" }];
}

// The store notes on each line how much it took; a refund that gave the goods back sets it to 0.
function hasReducedStock(line: WooLine): boolean {
  return line.meta_data.some(({ key, value }) => key === "_reduced_stock" && Number(value) > 0);
}

function linked(id: string): string | null {
  return id === "0" ? null : id;
}
