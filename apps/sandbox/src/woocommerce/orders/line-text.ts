// The lines of an order or a refund as JSON text. See order-text.ts for why it is text at once.
import type { Meta } from "../state/meta.ts";
import { fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { phpJson, quoted } from "../wordpress/json.ts";
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

export function listText<T>(items: readonly T[], write: (item: T) => string): string {
  if (items.length === 0) return "[]";
  let text = "[";
  for (const item of items) text += text === "[" ? write(item) : `,${write(item)}`;
  return `${text}]`;
}

export function lineText(state: WooState, line: LineRecord, dp: number): string {
  const { products } = state;
  const parent = products.product(line.productId);
  const variation = line.variationId > 0 ? products.variation(line.variationId) : undefined;
  const product = variation ?? parent;
  // QUIRK(woocommerce): a deleted product leaves 0 behind, a deleted variation the parent's SKU.
  const ids = `"product_id":${parent ? line.productId : 0},"variation_id":${variation ? line.variationId : 0}`;
  // QUIRK(woocommerce): the unit price is a float after discounts, artefacts included.
  const price = line.quantity === 0 ? 0 : line.total / line.quantity;
  return (
    `{"id":${line.id},"name":${quoted(line.name)},${ids},"quantity":${line.quantity},"tax_class":"",` +
    `"subtotal":"${fixed(line.subtotal, dp)}","subtotal_tax":"${fixed(taxSubtotal(line.taxes), dp)}",` +
    `"total":"${fixed(line.total, dp)}","total_tax":"${fixed(taxTotal(line.taxes), dp)}",` +
    `"taxes":${listText(line.taxes, shareText)},"meta_data":${lineMetaText(line.meta)},` +
    `"sku":${product ? quoted(product.sku) : null},"price":${price},"image":${imageText(state, line)},` +
    `"parent_name":${variation && parent ? quoted(parent.name) : null}}`
  );
}

// QUIRK(woocommerce): the image id is text for a product, a number for a variation and "" when there is none.
function imageText(state: WooState, line: LineRecord): string {
  const parent = state.products.product(line.productId);
  if (!parent) return '{"id":0,"src":""}';
  const variation = line.variationId > 0 ? state.products.variation(line.variationId) : undefined;
  const image = variation?.image ?? parent.images[0];
  if (!image) return variation ? '{"id":0,"src":""}' : '{"id":"","src":""}';
  return `{"id":${variation ? image.id : `"${image.id}"`},"src":${quoted(image.src)}}`;
}

function shareText({ id, total, subtotal }: TaxShare): string {
  return `{"id":${id},"total":"${total}","subtotal":"${subtotal === undefined ? "" : subtotal}"}`;
}

function lineMetaText(meta: readonly LineMeta[]): string {
  const inOrder = meta.length > 1 ? [...meta].sort((a, b) => a.id - b.id) : meta;
  return listText(inOrder, ({ id, key, value, display_key, display_value }) => {
    const shown = typeof value === "string" ? quoted(value) : phpJson(value);
    return `{"id":${id},"key":${quoted(key)},"value":${shown},"display_key":${quoted(display_key)},"display_value":${quoted(display_value)}}`;
  });
}

function plainMetaText(meta: readonly Meta[]): string {
  return lineMetaText(meta.map(displayed));
}

function displayed(meta: Meta): LineMeta {
  const shown = typeof meta.value === "string" ? meta.value : JSON.stringify(meta.value);
  return { ...meta, display_key: meta.key, display_value: shown };
}

export function taxLineText(line: TaxLineRecord, dp: number): string {
  return (
    `{"id":${line.id},"rate_code":${quoted(line.code)},"rate_id":${line.rateId},"label":${quoted(line.label)},` +
    `"compound":false,"tax_total":"${fixed(line.taxTotal, dp)}","shipping_tax_total":"${fixed(line.shippingTotal, dp)}",` +
    `"rate_percent":${line.percent},"meta_data":[]}`
  );
}

export function shippingLineText(line: ShippingLineRecord, dp: number): string {
  return (
    `{"id":${line.id},"method_title":${quoted(line.title)},"method_id":${quoted(line.methodId)},` +
    `"instance_id":${quoted(line.instanceId)},"total":"${fixed(line.total, dp)}",` +
    `"total_tax":"${fixed(taxTotal(line.taxes), dp)}","taxes":${listText(line.taxes, shareText)},` +
    `"tax_status":"taxable","meta_data":${plainMetaText(line.meta)}}`
  );
}

export function feeLineText(line: FeeLineRecord, dp: number): string {
  return (
    `{"id":${line.id},"name":${quoted(line.name)},"tax_class":"","tax_status":${quoted(line.taxStatus)},"amount":"",` +
    `"total":"${fixed(line.total, dp)}","total_tax":"${fixed(taxTotal(line.taxes), dp)}",` +
    `"taxes":${listText(line.taxes, shareText)},"meta_data":${plainMetaText(line.meta)}}`
  );
}

export function couponLineText(line: CouponLineRecord): string {
  const info = JSON.stringify([line.couponId, line.code, line.type, line.nominal]);
  const meta = plainMetaText([{ id: line.metaId, key: "coupon_info", value: info }]);
  return (
    `{"id":${line.id},"code":${quoted(line.code)},"discount":"${line.discount}","discount_tax":"${line.discountTax}",` +
    `"meta_data":${meta},"discount_type":${quoted(line.type)},"nominal_amount":${line.nominal},` +
    `"free_shipping":${line.freeShipping}}`
  );
}
