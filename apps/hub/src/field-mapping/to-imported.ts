// A store's listing in the words of the catalogue. A name that nobody knows becomes an attribute; nothing fails.
import { type ImportedProduct, PRODUCT_STATUSES, PRODUCT_STOCK_STATUSES, type ProductChange } from "@logix/model";
import type { ListingState } from "../connector-kit/catalogue.ts";
import { isDecimal } from "../connector-kit/decimal.ts";
import { type CoreField, internalField, isPriceField, isSide, type SIDES, targetField } from "./field-names.ts";
import { DEFAULT_IMPORT, type Mapping } from "./targets.ts";

export type ImportMapping = { readonly attributeMappings: Mapping; readonly fieldMappings: Mapping };
export const DEFAULT_IMPORT_MAPPING: ImportMapping = { attributeMappings: {}, fieldMappings: {} };

/** @param variants of the product; one without a SKU cannot be told from its brothers and is left out. Null without a SKU. */
export function toImported(
  state: ListingState,
  mapping: ImportMapping = DEFAULT_IMPORT_MAPPING,
  variants: readonly ListingState[] = [],
): ImportedProduct | null {
  if (state.sku === null) return null;
  const named = variants.flatMap((variant) =>
    variant.sku === null
      ? []
      : [{ sku: variant.sku, ...changeOf(variant, mapping), options: optionsOf(variant, mapping) }],
  );
  const change = changeOf(state, mapping);
  return { sku: state.sku, ...change, ...(named.length === 0 ? {} : { variants: named }) };
}

/** Later parts go before earlier ones: what an attribute says of a side goes before the store's own field. */
function changeOf({ fields, attributes }: ListingState, mapping: ImportMapping): ProductChange {
  const ofFields = Object.entries(fields).flatMap(([name, value]) => {
    const field = targetField(name);
    return field === null || field === "dimensions" ? [] : [fromField(field, value, mapping)];
  });
  const ofAttributes = attributes.map(({ target, label, options }) =>
    assigned(attributeName(target, label, mapping), options.length === 1 ? options[0] : options),
  );
  return [...ofFields, ...ofAttributes].reduce(merged, {});
}

function fromField(field: CoreField, value: unknown, { fieldMappings }: ImportMapping): ProductChange {
  const wanted = Object.entries(fieldMappings).find(
    ([name, to]) => targetField(name) === field && to.trim() !== "",
  )?.[1];
  const name = wanted ?? field;
  // A price under a name of the user's is one of our other prices.
  if (!isPriceField(field) || internalField(name) !== null) return assigned(name, value);
  return { prices: { [name]: typeof value === "string" ? value : null } };
}

function optionsOf({ variantOptions }: ListingState, mapping: ImportMapping): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variantOptions).map(([target, option]) => [attributeName(target, target, mapping), option]),
  );
}

function attributeName(target: string, label: string, { attributeMappings, fieldMappings }: ImportMapping): string {
  const names = [target.toLowerCase(), label.toLowerCase()];
  const entries = [...Object.entries(attributeMappings), ...Object.entries(fieldMappings)];
  const wanted = entries.find(([name, to]) => names.includes(name.toLowerCase()) && to.trim() !== "")?.[1];
  return wanted ?? DEFAULT_IMPORT[target] ?? target.replace(/^pa_(?=.)/i, "");
}

function assigned(name: string, value: unknown): ProductChange {
  const field = internalField(name);
  if (field === null || field === "dimensions") return attribute(name, value);
  if (field === "images") return isImages(value) ? { images: value.map(toImage) } : attribute(name, value);
  if (field === "categories") return isPaths(value) ? { categories: value } : attribute(name, value);
  if (field === "tags") return isTexts(value) ? { tags: value } : { tags: [String(value)] };
  const text = isTexts(value) ? value.join(", ") : typeof value === "string" ? value : "";
  if (isPriceField(field)) return { prices: { [field === "regular_price" ? "price" : "sale_price"]: text || null } };
  if (field === "weight" || isSide(field)) return measure(field, name, text);
  return words(field, text);
}

// A store that says nothing of a side takes nothing away: it may be kept in an attribute. What is no number is one.
function measure(field: "weight" | (typeof SIDES)[number], name: string, text: string): ProductChange {
  if (text === "") return {};
  return isDecimal(text) ? { [field]: text } : { attributes: { [name]: text } };
}

// The SKU is who it is, and its type is what its variants make of it.
function words(field: CoreField, text: string): ProductChange {
  if (field === "name" || field === "description") return { [field]: text };
  if (field === "short_description") return { shortDescription: text };
  const status = PRODUCT_STATUSES.find((one) => one === text);
  if (field === "status") return status === undefined ? {} : { status };
  const stockStatus = PRODUCT_STOCK_STATUSES.find((one) => one === text);
  return field === "stock_status" && stockStatus !== undefined ? { stockStatus } : {};
}

function attribute(name: string, value: unknown): ProductChange {
  if (isTexts(value)) return value.length === 0 ? {} : { attributes: { [name]: value } };
  if (isImages(value)) return { attributes: { [name]: value.map(({ src }) => src) } };
  if (isPaths(value)) return { attributes: { [name]: value.map((path) => path.join(" > ")) } };
  return typeof value === "string" && value !== "" ? { attributes: { [name]: value } } : {};
}

function merged(change: ProductChange, part: ProductChange): ProductChange {
  return {
    ...change,
    ...part,
    ...(part.prices ? { prices: { ...change.prices, ...part.prices } } : {}),
    ...(part.attributes ? { attributes: { ...change.attributes, ...part.attributes } } : {}),
  };
}

type Image = { readonly src: string; readonly alt?: string; readonly name?: string };

function toImage({ src, alt = "", name = "" }: Image) {
  return { src, alt, name };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isPaths(value: unknown): value is readonly (readonly string[])[] {
  return Array.isArray(value) && value.every(isTexts);
}

function isImages(value: unknown): value is readonly Image[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "src" in one);
}
