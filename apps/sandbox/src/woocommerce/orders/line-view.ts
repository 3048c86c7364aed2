// The lines of an order or a refund as the API shows them.

import { metaView } from "../state/meta.ts";
import { fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import type {
  CouponLineRecord,
  FeeLineRecord,
  LineMeta,
  LineRecord,
  ShippingLineRecord,
  TaxLineRecord,
  TaxShare,
} from "./order-record.ts";
import { taxSubtotal, taxTotal } from "./tax.ts";

export function lineView(state: WooState, line: LineRecord, dp: number): JsonObject {
  const { products } = state;
  const parent = products.product(line.productId);
  const variation = products.variation(line.variationId);
  const product = variation ?? parent;
  return {
    id: line.id,
    name: line.name,
    // QUIRK(woocommerce): a deleted product leaves 0 behind, a deleted variation the parent's SKU.
    product_id: parent ? line.productId : 0,
    variation_id: variation ? line.variationId : 0,
    quantity: line.quantity,
    tax_class: "",
    subtotal: fixed(line.subtotal, dp),
    subtotal_tax: fixed(taxSubtotal(line.taxes), dp),
    total: fixed(line.total, dp),
    total_tax: fixed(taxTotal(line.taxes), dp),
    taxes: line.taxes.map(shareView),
    meta_data: metaView(line.meta),
    sku: product ? product.sku : null,
    // QUIRK(woocommerce): a float after discounts, artefacts included.
    price: line.quantity === 0 ? 0 : line.total / line.quantity,
    image: imageOf(state, line),
    parent_name: variation && parent ? parent.name : null,
  };
}

// QUIRK(woocommerce): the image id is text for a product, a number for a variation and "" when there is none.
function imageOf(state: WooState, line: LineRecord): JsonObject {
  const parent = state.products.product(line.productId);
  const first = parent?.images[0];
  const variation = state.products.variation(line.variationId);
  if (!parent) return { id: 0, src: "" };
  if (variation) {
    const image = variation.image ?? first;
    return { id: image?.id ?? 0, src: image?.src ?? "" };
  }
  return { id: first ? String(first.id) : "", src: first?.src ?? "" };
}

function shareView(share: TaxShare): JsonObject {
  return {
    id: share.id,
    total: String(share.total),
    subtotal: share.subtotal === undefined ? "" : String(share.subtotal),
  };
}

export function taxLineView(line: TaxLineRecord, dp: number): JsonObject {
  return {
    id: line.id,
    rate_code: line.code,
    rate_id: line.rateId,
    label: line.label,
    compound: false,
    tax_total: fixed(line.taxTotal, dp),
    shipping_tax_total: fixed(line.shippingTotal, dp),
    rate_percent: line.percent,
    meta_data: [],
  };
}

export function shippingLineView(line: ShippingLineRecord, dp: number): JsonObject {
  return {
    id: line.id,
    method_title: line.title,
    method_id: line.methodId,
    instance_id: line.instanceId,
    total: fixed(line.total, dp),
    total_tax: fixed(taxTotal(line.taxes), dp),
    taxes: line.taxes.map(shareView),
    tax_status: "taxable",
    meta_data: metaView(line.meta.map(displayed)),
  };
}

export function feeLineView(line: FeeLineRecord, dp: number): JsonObject {
  return {
    id: line.id,
    name: line.name,
    tax_class: "",
    tax_status: line.taxStatus,
    amount: "",
    total: fixed(line.total, dp),
    total_tax: fixed(taxTotal(line.taxes), dp),
    taxes: line.taxes.map(shareView),
    meta_data: metaView(line.meta.map(displayed)),
  };
}

export function couponLineView(line: CouponLineRecord): JsonObject {
  const info = JSON.stringify([line.couponId, line.code, line.type, line.nominal]);
  return {
    id: line.id,
    code: line.code,
    discount: String(line.discount),
    discount_tax: String(line.discountTax),
    meta_data: [displayed({ id: line.metaId, key: "coupon_info", value: info })],
    discount_type: line.type,
    nominal_amount: line.nominal,
    free_shipping: line.freeShipping,
  };
}

function displayed(meta: { id: number; key: string; value: LineMeta["value"] }): LineMeta {
  const shown = typeof meta.value === "string" ? meta.value : JSON.stringify(meta.value);
  return { ...meta, display_key: meta.key, display_value: shown };
}
