// The fields that products and variations share, as a write changes them.
import { writeMeta } from "../state/meta.ts";
import { amount, phpInt, priceText } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isObject, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { writtenSeconds } from "../wordpress/rest-date.ts";
import { cleanText } from "../wordpress/text.ts";
import type { AnyProduct, StockedRecord } from "./product-record.ts";
import { checkGlobalId, checkSku } from "./sku.ts";

export function writeStocked(state: WooState, product: AnyProduct, params: JsonObject): void {
  writeNumbers(state, product, params);
  writePrices(state, product, params);
  writeStock(product, params);
  writeShape(state, product, params);
  product.meta = writeMeta(product.meta, params.meta_data, () => state.nextId("meta"));
}

function writeNumbers(state: WooState, product: AnyProduct, params: JsonObject): void {
  if (params.sku !== undefined) {
    const sku = cleanText(String(params.sku));
    checkSku(state, product, sku);
    product.sku = sku;
  }
  if (params.global_unique_id !== undefined) {
    const globalId = cleanText(String(params.global_unique_id)).replace(/[^\d-]/g, "");
    checkGlobalId(state, product, globalId);
    product.globalUniqueId = globalId;
  }
  if (params.description !== undefined) product.description = String(params.description);
}

// QUIRK(woocommerce): a sale price that is not below the regular one is dropped without a word.
function writePrices(state: WooState, product: AnyProduct, params: JsonObject): void {
  if (params.regular_price !== undefined) product.regularPrice = priceText(params.regular_price);
  if (params.sale_price !== undefined) product.salePrice = priceText(params.sale_price);
  // QUIRK(woocommerce): a product of several has no price of its own.
  if (product.kind === "product" && ["variable", "grouped"].includes(product.type)) {
    product.regularPrice = "";
    product.salePrice = "";
  }
  if (product.salePrice !== "" && amount(product.salePrice) >= amount(product.regularPrice)) product.salePrice = "";
  product.saleFrom = dateOf(state, params, "date_on_sale_from", product.saleFrom);
  product.saleTo = dateOf(state, params, "date_on_sale_to", product.saleTo);
}

export function dateOf(state: WooState, params: JsonObject, name: string, before: number | null): number | null {
  const local = params[name];
  const gmt = params[`${name}_gmt`];
  if (local === undefined && gmt === undefined) return before;
  const text = String((gmt === undefined ? local : gmt) ?? "");
  return writtenSeconds(text, gmt !== undefined, state.settings.offsetMinutes) ?? null;
}

// Quantity counts only while stock is managed, status only while it is not; the rest is ignored silently.
function writeStock(product: AnyProduct, params: JsonObject): void {
  if (params.manage_stock !== undefined) product.manageStock = isTrue(params.manage_stock);
  if (params.backorders !== undefined) product.backorders = String(params.backorders);
  if (params.low_stock_amount !== undefined) {
    product.lowStockAmount = params.low_stock_amount === null ? null : phpInt(params.low_stock_amount);
  }
  const isCounted = product.kind === "variation" || ["simple", "variable"].includes(product.type);
  if (product.manageStock && isCounted) {
    // QUIRK(woocommerce): in a batch "NaN" is taken for 0.
    if (typeof params.stock_quantity === "number" || typeof params.stock_quantity === "string") {
      product.stockQuantity = phpInt(params.stock_quantity);
    } else if (params.inventory_delta !== undefined) {
      product.stockQuantity = (product.stockQuantity ?? 0) + phpInt(params.inventory_delta);
    }
  } else if (params.stock_status !== undefined) {
    product.stockStatus = String(params.stock_status);
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true" || value === "1" || value === 1 || value === "yes";
}

function writeShape(state: WooState, product: StockedRecord, params: JsonObject): void {
  if (params.virtual !== undefined) product.virtual = isTrue(params.virtual);
  if (params.downloadable !== undefined) product.downloadable = isTrue(params.downloadable);
  if (params.download_limit !== undefined) product.downloadLimit = phpInt(params.download_limit);
  if (params.download_expiry !== undefined) product.downloadExpiry = phpInt(params.download_expiry);
  if (params.downloads !== undefined) {
    product.downloads = objectsOf(params.downloads).map(({ id, name, file }) => ({
      id: String(id ?? state.random.hex(32)),
      name: String(name ?? ""),
      file: String(file ?? ""),
    }));
  }
  if (params.tax_status !== undefined) product.taxStatus = String(params.tax_status);
  if (params.tax_class !== undefined) product.taxClass = String(params.tax_class);
  if (params.weight !== undefined) product.weight = String(params.weight);
  if (params.menu_order !== undefined) product.menuOrder = phpInt(params.menu_order);
  if (isObject(params.dimensions)) product.dimensions = mergedDimensions(product, params.dimensions);
  if (params.shipping_class !== undefined)
    product.shippingClassId = shippingClassId(state, String(params.shipping_class));
}

function mergedDimensions({ dimensions }: StockedRecord, sent: JsonObject): StockedRecord["dimensions"] {
  const part = (name: "length" | "width" | "height") => String(sent[name] ?? dimensions[name]);
  return { length: part("length"), width: part("width"), height: part("height") };
}

function shippingClassId(state: WooState, slug: string): number {
  return [...state.terms.shipping_class.values()].find((term) => term.slug === slug)?.id ?? 0;
}
