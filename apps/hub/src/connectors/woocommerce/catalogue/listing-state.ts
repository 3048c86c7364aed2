// A row of the store in the hub's words.
import type { AttributeDraft, ListingFields, ListingState } from "../../../connector-kit/catalogue.ts";
import { decoded } from "../entities.ts";
import { imagesOf, isVariation, parentOf, type Row, type WooAttribute, type WooListing } from "./rows.ts";

const STATUSES = ["publish", "draft", "pending", "private"] as const;
const STOCK = ["instock", "outofstock", "onbackorder"] as const;

/** @param paths of the store's categories by id; without them a category is known by its own name only. */
export function toListingState(row: Row, paths: ReadonlyMap<string, readonly string[]> = new Map()): ListingState {
  const { woo, json } = row;
  return {
    remoteId: woo.id,
    parentRemoteId: parentOf(row),
    kind: isVariation(row) ? "variant" : "product",
    sku: woo.sku === "" ? null : woo.sku,
    type: woo.type,
    fields: isVariation(row) ? sharedFields(row) : { ...sharedFields(row), ...productFields(woo, paths) },
    images: imagesOf(row).map(({ id, src, alt, name }) => ({ remoteId: id, src, alt, name })),
    attributes: isVariation(row) ? [] : woo.attributes.map(toAttribute),
    variantOptions: isVariation(row) ? Object.fromEntries(woo.attributes.map(toOption)) : {},
    variants: woo.variations,
    modifiedAt: woo.date_modified_gmt.endsWith("Z") ? woo.date_modified_gmt : `${woo.date_modified_gmt}Z`,
    inTrash: woo.status === "trash",
    raw: JSON.stringify(json),
  };
}

/** `pa_color` for an attribute that all products share, else its name. */
function targetOf({ id, slug, name }: WooAttribute): string {
  return id !== "0" && slug !== undefined && slug !== "" ? slug : decoded(name);
}

function sharedFields(row: Row): ListingFields {
  const { woo } = row;
  const status = STATUSES.find((known) => known === woo.status);
  const stock = STOCK.find((known) => known === woo.stock_status);
  return {
    ...(woo.sku === "" ? {} : { sku: woo.sku }),
    ...(status === undefined ? {} : { status }),
    ...(stock === undefined ? {} : { stock_status: stock }),
    description: woo.description,
    regular_price: woo.regular_price === "" ? null : woo.regular_price,
    sale_price: woo.sale_price === "" ? null : woo.sale_price,
    weight: woo.weight,
    ...woo.dimensions,
    images: imagesOf(row).map(({ id, src, alt, name }) => ({ src, alt, name, remoteId: id })),
  };
}

function productFields(woo: WooListing, paths: ReadonlyMap<string, readonly string[]>): ListingFields {
  return {
    name: decoded(woo.name),
    type: woo.type,
    short_description: woo.short_description,
    categories: woo.categories.map(({ id, name }) => paths.get(id) ?? [decoded(name)]),
    tags: woo.tags.map(({ name }) => decoded(name)),
  };
}

function toAttribute(attribute: WooAttribute): AttributeDraft {
  return {
    target: targetOf(attribute),
    label: decoded(attribute.name),
    options: attribute.options.map(decoded),
    forVariants: attribute.variation,
  };
}

function toOption(attribute: WooAttribute): [string, string] {
  return [targetOf(attribute), decoded(attribute.option ?? "")];
}
