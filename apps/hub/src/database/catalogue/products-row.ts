// Rows of products as products, and back.
import type { AttributeValue, CatalogueProduct, ProductContent } from "@logix/model";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Tables } from "../tables.ts";

export type ProductRow = Selectable<Tables["products"]>;

const textsSchema = z.record(z.string(), z.string());
const attributesSchema: z.ZodType<Record<string, AttributeValue>> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);
const imagesSchema = z.array(z.object({ src: z.string(), alt: z.string().default(""), name: z.string().default("") }));
const categoriesSchema = z.array(z.array(z.string()));

/** Without its variants, which are rows of their own. */
export function toProduct(row: ProductRow, variants: readonly CatalogueProduct[] = []): CatalogueProduct {
  return {
    id: row.id,
    parentId: row.parent_id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    shortDescription: row.short_description,
    status: row.status,
    prices: textsSchema.parse(row.prices),
    attributes: attributesSchema.parse(row.attributes),
    images: imagesSchema.parse(row.images),
    categories: categoriesSchema.parse(row.categories),
    tags: row.tags,
    weight: row.weight,
    length: row.length,
    width: row.width,
    height: row.height,
    stockStatus: row.stock_status,
    options: textsSchema.parse(row.options),
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    variants,
  };
}

/** The columns that hold content, for `jsonb_to_recordset`. */
export function toColumns(content: ProductContent): Readonly<Record<string, unknown>> {
  return {
    name: content.name,
    description: content.description,
    short_description: content.shortDescription,
    status: content.status,
    prices: content.prices,
    attributes: content.attributes,
    images: content.images,
    categories: content.categories,
    tags: content.tags,
    weight: content.weight,
    length: content.length,
    width: content.width,
    height: content.height,
    stock_status: content.stockStatus,
    options: content.options,
  };
}
