// Changes of products and variants, with the webhooks that follow.
import { gid } from "../state/gid.ts";
import { toMinor } from "../state/money.ts";
import type { ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { activate, levelOf, moveStock } from "../stock/stock.ts";
import { productBody } from "../webhooks/product-body.ts";

export type ProductFields = {
  title?: string | null;
  handle?: string | null;
  descriptionHtml?: string | null;
  vendor?: string | null;
  productType?: string | null;
  status?: ProductRecord["status"] | null;
  tags?: readonly string[] | null;
  seo?: { title?: string | null; description?: string | null } | null;
};

export function setProductFields(product: ProductRecord, fields: ProductFields): void {
  if (fields.title != null) product.title = fields.title;
  if (fields.handle != null) product.handle = fields.handle;
  if (fields.descriptionHtml != null) product.descriptionHtml = fields.descriptionHtml;
  if (fields.vendor != null) product.vendor = fields.vendor;
  if (fields.productType != null) product.productType = fields.productType;
  if (fields.status != null) product.status = fields.status;
  if (fields.tags != null) product.tags = [...fields.tags];
  if (fields.seo != null)
    product.seo = { title: fields.seo.title ?? null, description: fields.seo.description ?? null };
}

export type VariantFields = {
  price?: string | null;
  compareAtPrice?: string | null;
  barcode?: string | null;
  taxable?: boolean | null;
  inventoryPolicy?: VariantRecord["inventoryPolicy"] | null;
  sku?: string | null;
  inventoryItem?: {
    sku?: string | null;
    tracked?: boolean | null;
    cost?: string | null;
    requiresShipping?: boolean | null;
    measurement?: { weight?: { value: number; unit: string } | null } | null;
  } | null;
};

export type VariantFault = { readonly field: string; readonly message: string };

// Undefined when all is well.
export function variantFault(state: ShopifyState, fields: VariantFields): VariantFault | undefined {
  for (const field of ["price", "compareAtPrice"] as const) {
    const text = fields[field];
    if (text == null) continue;
    const what = field === "price" ? "Price" : "Compare at price";
    if (/^-/.test(text)) return { field, message: `${what} must be greater than or equal to 0` };
    if (toMinor(text, state.settings.currency) === undefined) return { field, message: `${what} is not a number` };
  }
  return undefined;
}

// The name of the field that cannot be, and then nothing was changed.
export function setVariantFields(
  state: ShopifyState,
  variant: VariantRecord,
  fields: VariantFields,
): string | undefined {
  const { currency } = state.settings;
  const fault = variantFault(state, fields);
  if (fault) return fault.field;
  if (fields.price != null) variant.price = toMinor(fields.price, currency) ?? 0;
  if (fields.compareAtPrice !== undefined)
    variant.compareAtPrice = fields.compareAtPrice === null ? null : (toMinor(fields.compareAtPrice, currency) ?? null);
  if (fields.barcode !== undefined) variant.barcode = fields.barcode;
  if (fields.taxable != null) variant.taxable = fields.taxable;
  if (fields.inventoryPolicy != null) variant.inventoryPolicy = fields.inventoryPolicy;
  const sku = fields.inventoryItem?.sku ?? fields.sku;
  if (sku !== undefined) variant.sku = sku;
  setItemFields(state, variant, fields.inventoryItem);
  variant.updatedAt = state.now();
  return undefined;
}

function setItemFields(state: ShopifyState, variant: VariantRecord, fields: VariantFields["inventoryItem"]): void {
  const item = state.items.get(variant.inventoryItemId);
  if (!item || !fields) return;
  if (fields.tracked != null) item.tracked = fields.tracked;
  if (fields.requiresShipping != null) item.requiresShipping = fields.requiresShipping;
  if (fields.cost != null) item.cost = toMinor(fields.cost, state.settings.currency) ?? null;
  const weight = fields.measurement?.weight;
  if (weight) item.grams = Math.round(weight.value * (gramsOf[weight.unit] ?? 1));
  item.updatedAt = state.now();
}

const gramsOf: Readonly<Record<string, number>> = {
  GRAMS: 1,
  KILOGRAMS: 1_000,
  OUNCES: 28.349_523,
  POUNDS: 453.592_37,
};

// Sets what is there; a level that is not stocked yet is opened.
export function setAvailable(state: ShopifyState, variant: VariantRecord, locationId: number, quantity: number): void {
  const { inventoryItemId } = variant;
  const level = levelOf(state, inventoryItemId, locationId) ?? activate(state, inventoryItemId, locationId);
  moveStock(state, inventoryItemId, locationId, { available: quantity - level.available });
}

export function announceProduct(state: ShopifyState, product: ProductRecord, event: "create" | "update"): void {
  product.updatedAt = Math.max(state.now(), product.updatedAt);
  state.announce({ topic: `products/${event}`, body: () => productBody(state, product) });
}

export function deleteVariant(state: ShopifyState, product: ProductRecord, variantId: number): void {
  const variant = state.variants.get(variantId);
  product.variantIds = product.variantIds.filter((id) => id !== variantId);
  state.variants.delete(variantId);
  if (!variant) return;
  state.items.delete(variant.inventoryItemId);
  for (const key of state.levels.keys()) if (key.startsWith(`${variant.inventoryItemId}@`)) state.levels.delete(key);
}

// QUIRK(shopify): the webhook of a deletion holds the id and nothing else.
export function deleteProduct(state: ShopifyState, product: ProductRecord): void {
  for (const id of product.variantIds) deleteVariant(state, product, id);
  state.products.delete(product.id);
  state.handles.delete(product.handle);
  state.metafields.delete(gid("Product", product.id));
  state.announce({ topic: "products/delete", body: () => ({ id: product.id }) });
}
