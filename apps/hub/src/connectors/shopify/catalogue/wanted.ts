// A draft in Shopify's own fields, as it is to be once it is written. What the draft leaves out is left out here.
import type { AttributeDraft, ImageDraft, ListingDraft, ListingFields } from "../../../connector-kit/catalogue.ts";
import { priceValues } from "./prices.ts";
import { isPlaceholder, picturesOf, type Row } from "./rows.ts";
import { type Picture, shownValues, type Values } from "./values.ts";

/** Attributes of ours that have a place of their own at Shopify, by how their names are compared. */
const PLACES = { vendor: "vendor", producttype: "productType", barcode: "barcode" } as const;
type PlaceName = keyof typeof PLACES;

export function wantedValues(draft: ListingDraft, row: Row | null, isVariant: boolean, unit: string): Values {
  const shown = row ? shownValues(row) : {};
  const sold = isVariant || !isHeadOnly(draft, row);
  return {
    ...(isVariant ? {} : productValues(draft, row)),
    ...(sold ? soldValues(draft, shown, unit) : {}),
    ...(isVariant ? {} : identityOf(draft, row, sold)),
    ...(isVariant && draft.variantOptions ? { options: inShopsSpelling(draft.variantOptions, row) } : {}),
  };
}

/** What it costs and weighs is said by its variants. */
export function isHeadOnly({ fields, attributes }: ListingDraft, row: Row | null): boolean {
  if (row !== null) return row.variant === null || isPlaceholder(row);
  return fields.type === "variable" || attributes.some(({ forVariants }) => forVariants);
}

function productValues({ fields, attributes }: ListingDraft, row: Row | null): Values {
  const { name, description, status, tags, images } = fields;
  return defined({
    title: name?.trim(),
    descriptionHtml: description,
    status: statusOf(status, row),
    tags: tags && [...tags],
    vendor: attributeAt("vendor", attributes),
    productType: attributeAt("producttype", attributes),
    images: images && picturesFor(images, row),
  });
}

function soldValues({ fields, attributes }: ListingDraft, shown: Values, unit: string): Values {
  const { sku, weight } = fields;
  return defined({
    sku: sku?.trim(),
    barcode: attributeAt("barcode", attributes),
    weight: weight === undefined ? undefined : { value: Number(weight), unit },
    ...priceValues(fields, shown),
  });
}

/** Of a head of variants, and of what we made ourselves; others are found by the SKU of their variant. */
function identityOf({ fields }: ListingDraft, row: Row | null, sold: boolean): Values {
  const isKept = row === null || row.family.identity !== null || !sold;
  return fields.sku !== undefined && isKept ? { identity: fields.sku.trim() } : {};
}

/** QUIRK(shopify): neither waits for review nor is private; one that is archived is a draft that nobody looks for. */
function statusOf(status: ListingFields["status"], row: Row | null): string | undefined {
  if (status === undefined) return undefined;
  const shows = row?.family.status;
  if (status === "publish") return shows === "UNLISTED" ? shows : "ACTIVE";
  return shows === "ARCHIVED" ? shows : "DRAFT";
}

function attributeAt(place: PlaceName, attributes: readonly AttributeDraft[]): string | undefined {
  const found = attributes.find(({ target, forVariants }) => !forVariants && placeOf(target) === place);
  return found?.options.join(", ");
}

function placeOf(target: string): string {
  return target.toLowerCase().replace(/[\s_-]/g, "");
}

function picturesFor(images: readonly ImageDraft[], row: Row | null): Picture[] {
  const shown = row ? picturesOf(row.family) : [];
  return images.map(({ src, alt, remoteId }) => {
    const known = shown.find(({ id, image }) => id === remoteId || image?.url === src);
    // What somebody wrote beside a picture in the shop is theirs, unless ours says something else.
    const words = alt ? { alt } : known?.alt ? { alt: known.alt } : {};
    return known ? { id: known.id, ...words } : { src, ...words };
  });
}

/** Options go by their names, which people spell in capitals or not. */
export function inShopsSpelling(
  options: Readonly<Record<string, string>>,
  row: Pick<Row, "family"> | null,
): Record<string, string> {
  const names = row?.family.options.map(({ name }) => name) ?? [];
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [names.find((one) => isSameName(one, name)) ?? name, value]),
  );
}

export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function defined(values: { readonly [Key in keyof Values]: Values[Key] | undefined }): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
