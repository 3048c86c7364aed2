// A product or variation as the store shows it: the parts that we read, and its whole JSON beside them.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { remoteId, text } from "../schemas.ts";

const named = z.object({ id: remoteId, name: text, slug: text });
const imageSchema = z.object({ id: remoteId, src: text, name: text, alt: text });
const attributeSchema = z.object({
  /** 0: the product's own. */
  id: remoteId,
  name: text,
  slug: text.optional(),
  position: z.coerce.number().default(0),
  visible: z.boolean().default(true),
  variation: z.boolean().default(false),
  // Old stores give numbers where an option is one.
  options: z.array(z.coerce.string()).default([]),
  /** Of a variation. */
  option: z.string().optional(),
});
export type WooAttribute = z.infer<typeof attributeSchema>;
export type WooImage = z.infer<typeof imageSchema>;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties and #product-variation-properties
export const listingSchema = z.object({
  id: remoteId,
  parent_id: remoteId.default("0"),
  type: z.string(),
  status: z.string(),
  name: text,
  sku: text,
  description: text,
  short_description: text,
  regular_price: text,
  sale_price: text,
  manage_stock: z.union([z.boolean(), z.literal("parent")]).default(false),
  stock_status: text,
  weight: text,
  dimensions: z.object({ length: text, width: text, height: text }).default({ length: "", width: "", height: "" }),
  categories: z.array(named).default([]),
  tags: z.array(named).default([]),
  images: z.array(imageSchema).default([]),
  image: imageSchema.nullish().transform((image) => image ?? null),
  attributes: z.array(attributeSchema).default([]),
  variations: z.array(remoteId).default([]),
  date_modified_gmt: z.string(),
});
export type WooListing = z.infer<typeof listingSchema>;

export type Json = Readonly<Record<string, unknown>>;
export type Row = { readonly woo: WooListing; readonly json: Json };

/** @param parent of a row of a product's own list of variations, which in older stores does not say whose they are. */
export function toRow(value: unknown, parent?: RemoteId): Row {
  const json = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
  const woo = listingSchema.safeParse(parent === undefined ? json : { ...json, type: "variation", parent_id: parent });
  if (woo.success) return { woo: woo.data, json };
  const [first] = woo.error.issues;
  throw new HubError(
    "unreadable",
    `The store's product cannot be understood: ${first?.path.join(".")}: ${first?.message}`,
    {
      code: "unexpected_shape",
    },
  );
}

export function isVariation({ woo }: Row): boolean {
  return woo.type === "variation";
}

/** A product that has variations; plugins add types such as `variable-subscription`. */
export function isVariable({ woo }: Row): boolean {
  return woo.type.startsWith("variable");
}

/** The product that a variation belongs to; null of a product. */
export function parentOf(row: Row): RemoteId | null {
  return isVariation(row) && row.woo.parent_id !== "0" ? row.woo.parent_id : null;
}

/** A variation has one image, and under another name. */
export function imagesOf(row: Row): readonly WooImage[] {
  if (!isVariation(row)) return row.woo.images;
  return row.woo.image === null ? [] : [row.woo.image];
}
