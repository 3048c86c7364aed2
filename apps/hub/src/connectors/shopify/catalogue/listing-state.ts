// A row of the shop in the hub's words.
import type { AttributeDraft, ListingFields, ListingState } from "../../../connector-kit/catalogue.ts";
import { tailOf, variantId } from "../ids.ts";
import { latestOf } from "../moment.ts";
import { pricesOf } from "./prices.ts";
import { membersOf, picturesOf, type Row, remoteIdOf, skuOf } from "./rows.ts";
import { shownValues, weightIn } from "./values.ts";

/** @param unit in which the shop weighs. */
export function toListingState(row: Row, unit: string): ListingState {
  const { family, variant, isVariant } = row;
  const sku = skuOf(row);
  const images = isVariant
    ? []
    : picturesOf(family).map(({ id, alt, image }) => ({
        remoteId: id,
        src: image?.url ?? "",
        alt: alt ?? "",
        name: "",
      }));
  return {
    remoteId: remoteIdOf(row),
    parentRemoteId: isVariant ? tailOf(family.id) : null,
    kind: isVariant ? "variant" : "product",
    sku,
    type: typeOf(row),
    fields: {
      ...(sku === null ? {} : { sku }),
      ...(isVariant ? {} : productFields(row, images)),
      ...soldFields(row, unit),
    },
    images,
    attributes: attributesOf(row),
    variantOptions: isVariant ? (shownValues(row).options ?? {}) : {},
    variants: isVariant
      ? []
      : membersOf(family).flatMap((member) => (member.variant ? variantId(member.variant.id) : [])),
    modifiedAt: latestOf([family.updatedAt, ...(variant ? [variant.updatedAt] : [])]),
    raw: JSON.stringify(isVariant ? variant : family),
  };
}

function typeOf({ isVariant, variant }: Row): string {
  if (isVariant) return "variation";
  return variant === null ? "variable" : "simple";
}

function productFields(row: Row, images: ListingFields["images"]): ListingFields {
  const { title, descriptionHtml, status, tags } = row.family;
  return {
    name: title,
    description: descriptionHtml,
    status: status === "ACTIVE" || status === "UNLISTED" ? "publish" : "draft",
    type: typeOf(row),
    tags,
    ...(images && { images }),
  };
}

function soldFields(row: Row, unit: string): ListingFields {
  const shown = shownValues(row);
  return shown.price === undefined ? {} : { ...pricesOf(shown), weight: weightIn(unit, shown.weight) };
}

function attributesOf(row: Row): AttributeDraft[] {
  const { vendor = "", productType = "", barcode = "" } = shownValues(row);
  const own = Object.entries({ vendor, product_type: productType, barcode }).flatMap(([target, text]) =>
    text === "" ? [] : [{ target, label: target, options: [text], forVariants: false }],
  );
  if (row.isVariant || row.variant !== null) return own;
  const choices = row.family.options.map(({ name, values }) => ({
    target: name,
    label: name,
    options: values,
    forVariants: true,
  }));
  return [...choices, ...own];
}
