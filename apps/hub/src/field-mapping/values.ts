// What a product says of one of its fields, whatever kind of value that is.
import type { AttributeValue, CatalogueProduct, ProductImage } from "@logix/model";
import { type CoreField, internalField, isPriceField, isSide } from "./field-names.ts";

export type Value =
  /** Null: it has none. */
  | { readonly kind: "text"; readonly text: string | null }
  | { readonly kind: "list"; readonly list: readonly string[] }
  | { readonly kind: "images"; readonly images: readonly ProductImage[] }
  | { readonly kind: "paths"; readonly paths: readonly (readonly string[])[] };

/** Whether the field is a price that has no place of its own in a store, such as `wholesalePrice`. */
export function isOtherPrice({ prices }: CatalogueProduct, field: string): boolean {
  return internalField(field) === null && Object.hasOwn(prices, field);
}

export function fieldValue(product: CatalogueProduct, field: string): Value {
  if (Object.hasOwn(product.prices, field)) return text(product.prices[field]);
  const known = internalField(field);
  if (known === "dimensions") return text(sidesOf(product));
  return known === null ? attributeOf(product, field) : coreValue(product, known, field);
}

/** As one option, or several, of an attribute. */
export function optionsOf(value: Value): readonly string[] {
  switch (value.kind) {
    case "text":
      return value.text === null || value.text.trim() === "" ? [] : [value.text];
    case "list":
      return value.list;
    case "images":
      return value.images.map(({ src }) => src);
    case "paths":
      return value.paths.map((path) => path.join(" > "));
  }
}

function coreValue(product: CatalogueProduct, field: CoreField, spelling: string): Value {
  if (field === "images") return { kind: "images", images: product.images };
  if (field === "categories") return { kind: "paths", paths: product.categories };
  if (field === "tags") return { kind: "list", list: product.tags };
  if (isPriceField(field)) return text(product.prices[field === "regular_price" ? "price" : "sale_price"]);
  if (field === "weight" || isSide(field)) return measureOf(product, field, spelling);
  return text(textField(product, field));
}

// A measure may be kept as an attribute of that name, with its unit or as text.
function measureOf(
  product: CatalogueProduct,
  field: "weight" | "length" | "width" | "height",
  spelling: string,
): Value {
  const own = product[field];
  if (own !== null) return text(own);
  const name = [spelling, field].find((one) => Object.hasOwn(product.attributes, one));
  return name === undefined ? text(null) : attributeOf(product, name);
}

function textField(product: CatalogueProduct, field: CoreField): string | null {
  const texts: Partial<Record<CoreField, string | null>> = {
    name: product.name,
    sku: product.sku,
    description: product.description,
    short_description: product.shortDescription,
    status: product.status,
    type: product.variants.length > 0 ? "variable" : "simple",
    stock_status: product.stockStatus,
  };
  return texts[field] ?? null;
}

function sidesOf({ length, width, height }: CatalogueProduct): string | null {
  const sides = [length, width, height].filter((side) => side !== null);
  return sides.length === 0 ? null : sides.join(" × ");
}

function attributeOf({ attributes }: CatalogueProduct, name: string): Value {
  const value: AttributeValue | undefined = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (value === undefined) return text(null);
  return typeof value === "object" ? { kind: "list", list: value } : text(String(value));
}

function text(value: string | null | undefined): Value {
  return { kind: "text", text: value ?? null };
}
