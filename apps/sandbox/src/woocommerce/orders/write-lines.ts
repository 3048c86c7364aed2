// Line items, shipping and fees as POST and PUT change them.

import { priceOf } from "../products/price.ts";
import { chosenMeta, nameOf } from "../products/product-name.ts";
import type { AnyProduct } from "../products/product-record.ts";
import { writeMeta } from "../state/meta.ts";
import { amount, phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { cleanText } from "../wordpress/text.ts";
import type { FeeLineRecord, LineMeta, LineRecord, OrderRecord, ShippingLineRecord } from "./order-record.ts";
import { adjustLine, releaseLine } from "./order-stock.ts";

export function writeLineItems(state: WooState, order: OrderRecord, sent: Json | undefined): number[] {
  return objectsOf(sent).flatMap((item) => {
    const existing = existingLine(order.lines, item);
    if (!existing) {
      order.lines.push(newLine(state, item));
      return [];
    }
    if (item.product_id === null || (item.quantity !== undefined && phpInt(item.quantity) === 0)) {
      order.lines = order.lines.filter((line) => line !== existing);
      return releaseLine(state, existing);
    }
    return changeLine(state, existing, item);
  });
}

// QUIRK(woocommerce): a new quantity alone leaves the line's total, so its unit price shrinks.
function changeLine(state: WooState, line: LineRecord, item: JsonObject): number[] {
  if (item.name !== undefined) line.name = cleanText(String(item.name));
  if (item.quantity !== undefined) line.quantity = phpInt(item.quantity);
  if (item.subtotal !== undefined) line.subtotal = amount(item.subtotal);
  if (item.total !== undefined) line.total = amount(item.total);
  line.meta = toLineMeta(
    writeMeta(line.meta, item.meta_data, () => state.nextId("lineMeta")),
    line.meta,
  );
  return adjustLine(state, line);
}

function newLine(state: WooState, item: JsonObject): LineRecord {
  const product = orderedProduct(state, item);
  const variation = product?.kind === "variation" ? product : undefined;
  const quantity = item.quantity === undefined ? 1 : phpInt(item.quantity);
  const price = product ? amount(priceOf(state, product)) : 0;
  const subtotal = item.subtotal === undefined ? price * quantity : amount(item.subtotal);
  const id = state.nextId("lineItem");
  const sentMeta = writeMeta([], item.meta_data, () => state.nextId("lineMeta"));
  return {
    id,
    // QUIRK(woocommerce): an unknown product makes a line without name and price instead of an error.
    name: item.name !== undefined ? cleanText(String(item.name)) : product ? nameOf(state, product) : "",
    productId: variation ? variation.parentId : (product?.id ?? 0),
    variationId: variation?.id ?? 0,
    quantity,
    subtotal,
    total: item.total === undefined ? subtotal : amount(item.total),
    taxes: [],
    meta: [...(variation ? chosenMeta(state, variation) : []), ...toLineMeta(sentMeta, [])],
  };
}

function orderedProduct(state: WooState, item: JsonObject): AnyProduct | undefined {
  const sku = item.sku;
  if (typeof sku === "string" && sku !== "") return state.products.bySku(sku)[0];
  const variationId = phpInt(item.variation_id);
  if (variationId > 0) return state.products.get(variationId);
  const productId = phpInt(item.product_id);
  if (productId > 0) return state.products.get(productId);
  throw new RestError("woocommerce_rest_required_product_reference", "Product ID or SKU is required.", 400);
}

function toLineMeta(
  metas: readonly { id: number; key: string; value: Json }[],
  known: readonly LineMeta[],
): LineMeta[] {
  return metas.map((meta) => {
    const before = known.find((other) => other.id === meta.id && other.value === meta.value);
    const shown = typeof meta.value === "string" ? meta.value : JSON.stringify(meta.value);
    return before ?? { ...meta, display_key: meta.key, display_value: shown };
  });
}

export function writeShippingLines(state: WooState, order: OrderRecord, sent: Json | undefined): void {
  for (const item of objectsOf(sent)) {
    const existing = existingLine(order.shippingLines, item);
    if (existing && item.method_id === null) {
      order.shippingLines = order.shippingLines.filter((line) => line !== existing);
    } else {
      if (!existing && !item.method_id) throw lineError("shipping", "Shipping method ID is required.");
      const line: ShippingLineRecord = existing ?? { ...noShipping, id: state.nextId("lineItem") };
      if (!existing) order.shippingLines.push(line);
      if (item.method_id !== undefined) line.methodId = String(item.method_id);
      if (item.method_title !== undefined) line.title = cleanText(String(item.method_title));
      if (item.instance_id !== undefined) line.instanceId = String(item.instance_id);
      if (item.total !== undefined) line.total = amount(item.total);
      line.meta = writeMeta(line.meta, item.meta_data, () => state.nextId("lineMeta"));
    }
  }
}

const noShipping = { title: "", methodId: "", instanceId: "", total: 0, taxes: [], meta: [] };

export function writeFeeLines(state: WooState, order: OrderRecord, sent: Json | undefined): void {
  for (const item of objectsOf(sent)) {
    const existing = existingLine(order.feeLines, item);
    if (existing && item.name === null) {
      order.feeLines = order.feeLines.filter((line) => line !== existing);
    } else {
      if (!existing && !item.name) throw lineError("fee", "Fee name is required.");
      const line: FeeLineRecord = existing ?? { ...noFee, id: state.nextId("lineItem") };
      if (!existing) order.feeLines.push(line);
      if (item.name !== undefined) line.name = cleanText(String(item.name));
      if (item.tax_status !== undefined) line.taxStatus = String(item.tax_status);
      if (item.total !== undefined) line.total = amount(item.total);
      line.meta = writeMeta(line.meta, item.meta_data, () => state.nextId("lineMeta"));
    }
  }
}

const noFee = { name: "", taxStatus: "taxable", total: 0, taxes: [], meta: [] };

function existingLine<T extends { id: number }>(lines: readonly T[], item: JsonObject): T | undefined {
  const id = phpInt(item.id);
  if (id === 0) return undefined;
  const line = lines.find((candidate) => candidate.id === id);
  if (line) return line;
  throw new RestError("woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order.", 400);
}

function lineError(kind: string, message: string): RestError {
  return new RestError(`woocommerce_rest_invalid_${kind}_item`, message, 400);
}
