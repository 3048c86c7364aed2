// What is sent of a draft: only the fields in which the store shows something else, and never one that the draft leaves out.
import type { ListingDraft, ListingFields } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { sameDecimal } from "../../../connector-kit/decimal.ts";
import { decoded } from "../entities.ts";
import { mergedAttributes, mergedChoices } from "./attributes.ts";
import { imagesToSend, type KnownImages } from "./images.ts";
import { imagesOf, isVariation, type Json, type Row, type WooListing } from "./rows.ts";
import type { TermBook } from "./term-book.ts";

export type Sending = {
  readonly draft: ListingDraft;
  /** As the store shows it; null where it is to be created. */
  readonly row: Row | null;
  readonly isVariant: boolean;
  readonly terms: TermBook;
  readonly images: KnownImages;
  readonly lostImages: ReadonlySet<RemoteId>;
};

/** @throws HubError where the store refused a category, tag or attribute that the draft names. */
export function bodyOf(sending: Sending): Json {
  const { draft, row, isVariant } = sending;
  const body = {
    ...plainFields(draft.fields, row, isVariant),
    ...measures(draft.fields, row),
    ...(isVariant ? choices(sending) : productParts(sending)),
    ...pictures(sending),
  };
  return body;
}

type PlainField = "name" | "sku" | "description" | "short_description" | "status" | "type" | PriceField;
type PriceField = "regular_price" | "sale_price" | "stock_status" | "weight";

/** Whether the store's text says what ours says. */
const SAME: Readonly<Record<PlainField, (ours: string, woo: WooListing) => boolean>> = {
  name: (ours, { name }) => decoded(name) === ours.trim(),
  sku: (ours, { sku }) => sku === ours.trim(),
  description: (ours, woo) => sameDescription(ours, woo),
  short_description: (ours, woo) => woo.short_description === ours,
  status: (ours, woo) => woo.status === ours,
  type: (ours, woo) => woo.type === ours,
  regular_price: (ours, woo) => sameDecimal(woo.regular_price, ours),
  sale_price: (ours, woo) => sameDecimal(woo.sale_price, ours),
  // QUIRK(woocommerce): while stock is counted, the count decides and the status that is sent is ignored.
  stock_status: (ours, woo) => woo.manage_stock !== false || woo.stock_status === ours,
  weight: (ours, woo) => sameDecimal(woo.weight, ours),
};
const OF_VARIATIONS: readonly PlainField[] = [
  "sku",
  "description",
  "status",
  "regular_price",
  "sale_price",
  "stock_status",
  "weight",
];
const OF_PRODUCTS: readonly PlainField[] = [...OF_VARIATIONS, "name", "short_description", "type"];
const PRICES: readonly PlainField[] = ["regular_price", "sale_price"];

function plainFields(fields: ListingFields, row: Row | null, isVariant: boolean): Json {
  const possible = isVariant ? OF_VARIATIONS : OF_PRODUCTS;
  const type = fields.type ?? row?.woo.type ?? "simple";
  // QUIRK(woocommerce): what a variable or grouped product costs is said by its variations; a price of its own is emptied.
  const allowed =
    !isVariant && /^(variable|grouped)/.test(type) ? possible.filter((one) => !PRICES.includes(one)) : possible;
  return Object.fromEntries(
    allowed.flatMap((field): [string, string][] => {
      const value = fields[field];
      if (value === undefined) return [];
      const ours = value ?? "";
      return row !== null && SAME[field](ours, row.woo) ? [] : [[field, ours]];
    }),
  );
}

// QUIRK(woocommerce): a variation shows its description with paragraphs made of its line breaks, whoever asks.
function sameDescription(ours: string, { type, description }: WooListing): boolean {
  if (description === ours) return true;
  return type === "variation" && withoutParagraphs(description) === withoutParagraphs(ours);
}

function withoutParagraphs(html: string): string {
  return html
    .replace(/<\/?p>|<br \/>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function measures({ length, width, height }: ListingFields, row: Row | null): Json {
  const ours = Object.entries({ length, width, height }).flatMap(([side, value]): [Side, string][] =>
    value === undefined ? [] : [[sideOf(side), value]],
  );
  const differing = ours.filter(([side, value]) => row === null || !sameDecimal(row.woo.dimensions[side], value));
  return differing.length === 0 ? {} : { dimensions: Object.fromEntries(differing) };
}

type Side = "length" | "width" | "height";

function sideOf(name: string): Side {
  return name === "length" || name === "width" ? name : "height";
}

function productParts({ draft, row, terms }: Sending): Json {
  const { categories, tags } = draft.fields;
  const attributes = draft.attributes.length === 0 ? undefined : mergedAttributes(draft.attributes, row, terms);
  return {
    ...(categories === undefined ? {} : categoriesOf(categories.map(terms.categoryId), row)),
    ...(tags === undefined ? {} : idsUnlessSame("tags", tags.map(terms.tagId), row?.woo.tags)),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

// QUIRK(woocommerce): a product without a category is put into the store's default one.
function categoriesOf(ids: readonly string[], row: Row | null): Json {
  const shown = row?.woo.categories ?? [];
  if (ids.length === 0 && shown.every(({ slug }) => slug === "uncategorized")) return {};
  return idsUnlessSame("categories", ids, row?.woo.categories);
}

function idsUnlessSame(field: string, ids: readonly string[], shown: readonly { readonly id: string }[] = []): Json {
  const wanted = new Set(ids);
  if (wanted.size === shown.length && shown.every(({ id }) => wanted.has(id))) return {};
  return { [field]: [...wanted].map((id) => ({ id: Number(id) })) };
}

function choices({ draft, row, terms }: Sending): Json {
  const attributes = draft.variantOptions === undefined ? undefined : mergedChoices(draft.variantOptions, row, terms);
  return attributes === undefined ? {} : { attributes };
}

function pictures({ draft, row, isVariant, images, lostImages }: Sending): Json {
  const drafts = isVariant ? draft.fields.images?.slice(0, 1) : draft.fields.images;
  if (drafts === undefined) return {};
  const shown = row === null ? [] : imagesOf(row);
  const sent = imagesToSend(drafts, shown, images, lostImages);
  if (sent === undefined) return {};
  return isVariant || (row !== null && isVariation(row)) ? { image: sent[0] ?? {} } : { images: sent };
}
