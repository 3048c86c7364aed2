// What a request, or a row of a bulk import, says about products, in our own words.
import type { BulkProduct, ProductContentRequest } from "@logix/api/hub/products";
import type { ProductChange } from "@logix/model";
import type { ProductRecord, ProductUnit } from "./product-plan.ts";

/** Null clears, and what is absent is left alone. */
export function toProductChange(given: ProductContentRequest): ProductChange {
  const { dimensions } = given;
  return {
    name: cleared(given.name, ""),
    description: cleared(given.description, ""),
    shortDescription: cleared(given.short_description, ""),
    status: cleared(given.status, "publish"),
    prices: toPrices(given),
    attributes: given.attributes,
    images: cleared(given.images, []),
    categories: cleared(given.categories, []),
    tags: cleared(given.tags, []),
    weight: given.weight,
    length: dimensions === null ? null : dimensions?.length,
    width: dimensions === null ? null : dimensions?.width,
    height: dimensions === null ? null : dimensions?.height,
    stockStatus: given.stock_status,
    options: given.options,
  };
}

function cleared<Value>(value: Value | null | undefined, empty: Value): Value | undefined {
  return value === null ? empty : value;
}

/** With the short names in their places; the schema has seen to it that none is given twice. */
function toPrices(given: ProductContentRequest): ProductChange["prices"] {
  const price = given.price ?? given.regular_price ?? given.regularPrice;
  const salePrice = given.sale_price ?? given.salePrice;
  const short = {
    ...(hasPrice(given) && { price: price ?? null }),
    ...(hasSalePrice(given) && { sale_price: salePrice ?? null }),
  };
  if (Object.keys(short).length === 0) return given.prices;
  return { ...given.prices, ...short };
}

function hasPrice({ price, regular_price, regularPrice }: ProductContentRequest): boolean {
  return [price, regular_price, regularPrice].some((given) => given !== undefined);
}

function hasSalePrice({ sale_price, salePrice }: ProductContentRequest): boolean {
  return [sale_price, salePrice].some((given) => given !== undefined);
}

type GivenRecord = ProductContentRequest & { readonly sku: string };

function toVariantRecord(given: GivenRecord, parentSku: string): ProductRecord {
  return { sku: given.sku, parentSku, change: toProductChange(given) };
}

/** A product, or what `parent_sku` makes of it. */
export function toProductUnit(given: BulkProduct): ProductUnit {
  return {
    product: { sku: given.sku, parentSku: given.parent_sku, change: toProductChange(given) },
    variants: (given.variants ?? []).map((variant) => toVariantRecord(variant, given.sku)),
  };
}
