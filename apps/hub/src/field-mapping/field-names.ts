// The names under which people speak of a product's fields. Documents and users spell them in several ways; whatever is in
// none of the tables is the name of an attribute, or of a price.

export const CORE_FIELDS = [
  "name",
  "sku",
  "description",
  "short_description",
  "status",
  "type",
  "regular_price",
  "sale_price",
  "stock_status",
  "weight",
  "length",
  "width",
  "height",
  "images",
  "categories",
  "tags",
] as const;
/** A field of a listing in a store that is no attribute. */
export type CoreField = (typeof CORE_FIELDS)[number];

export const SIDES = ["length", "width", "height"] as const;
export type Side = (typeof SIDES)[number];

/** Every spelling of our own fields; `price` is the regular price, `dimensions` stands for the three sides. */
const INTERNAL: Readonly<Record<string, CoreField | "dimensions">> = {
  ...Object.fromEntries(CORE_FIELDS.map((field) => [field, field])),
  price: "regular_price",
  regularPrice: "regular_price",
  basePrice: "regular_price",
  salePrice: "sale_price",
  shortDescription: "short_description",
  stockStatus: "stock_status",
  productWeight: "weight",
  dimensions: "dimensions",
};

/** Every spelling of a store's own fields. */
const TARGETS: Readonly<Record<string, CoreField | "dimensions">> = {
  ...INTERNAL,
  "dimensions.length": "length",
  "dimensions.width": "width",
  "dimensions.height": "height",
};

/** What one of our fields is; null for the name of an attribute or of another price. */
export function internalField(name: string): CoreField | "dimensions" | null {
  return Object.hasOwn(INTERNAL, name) ? (INTERNAL[name] ?? null) : null;
}

export function targetField(name: string): CoreField | "dimensions" | null {
  return Object.hasOwn(TARGETS, name) ? (TARGETS[name] ?? null) : null;
}

export function isPriceField(field: string): field is "regular_price" | "sale_price" {
  return field === "regular_price" || field === "sale_price";
}

export function isSide(field: string): field is Side {
  return field === "length" || field === "width" || field === "height";
}
