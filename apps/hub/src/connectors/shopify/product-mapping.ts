// Products and variants of Shopify as the hub's. What is sold, priced and counted is always a variant.
import type { Product } from "@logix/model";
import { z } from "zod";
import { tailOf, variantId } from "./ids.ts";
import { latestOf, moment } from "./moment.ts";
import { pageInfoSchema } from "./order-schemas.ts";

const LEVEL = '{ updatedAt location { id } quantities(names: ["available"]) { quantity } }';
export const LEVELS_PAGE = `nodes ${LEVEL} pageInfo { hasNextPage endCursor }`;
export const VARIANT = `{
  id title sku price updatedAt
  inventoryItem { id tracked updatedAt inventoryLevels(first: 10) { ${LEVELS_PAGE} } }
}`;
export const PRODUCT_ITSELF = "id title status updatedAt";

const levelSchema = z.object({
  updatedAt: moment,
  location: z.object({ id: z.string() }),
  quantities: z.array(z.object({ quantity: z.int() })),
});
export const levelsSchema = z.object({ nodes: z.array(levelSchema), pageInfo: pageInfoSchema });

export const variantSchema = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  price: z.string(),
  updatedAt: moment,
  inventoryItem: z.object({ id: z.string(), tracked: z.boolean(), updatedAt: moment, inventoryLevels: levelsSchema }),
});
export const productSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  updatedAt: moment,
});

export type ShopifyVariant = z.infer<typeof variantSchema>;
export type ShopifyProduct = z.infer<typeof productSchema>;

export function toProduct(product: ShopifyProduct): Product {
  return {
    remoteId: tailOf(product.id),
    parentRemoteId: null,
    kind: "product",
    remoteType: "product",
    sku: null,
    name: product.title,
    ...stateOf(product),
    stockKeeping: "none",
    stockQuantity: null,
    price: null,
    modifiedAt: product.updatedAt,
  };
}

/** QUIRK(shopify): a product without options has one variant all the same, called "Default Title". */
export function toVariant(variant: ShopifyVariant, product: ShopifyProduct): Product {
  const { inventoryItem: item } = variant;
  const levels = levelsOf(variant);
  const suffix = variant.title === "Default Title" ? "" : ` - ${variant.title}`;
  return {
    remoteId: variantId(variant.id),
    parentRemoteId: tailOf(product.id),
    kind: "variant",
    remoteType: "variant",
    sku: variant.sku === "" ? null : variant.sku,
    name: product.title + suffix,
    ...stateOf(product),
    stockKeeping: item.tracked ? "own" : "none",
    stockQuantity: item.tracked ? String(totalOf(levels)) : null,
    stockByLocation: levels.map(({ locationRemoteId, quantity }) => ({ locationRemoteId, quantity: String(quantity) })),
    stockRemoteId: tailOf(item.id),
    price: variant.price,
    // Its stock changes without the variant being told.
    modifiedAt: latestOf([
      product.updatedAt,
      variant.updatedAt,
      item.updatedAt,
      ...item.inventoryLevels.nodes.map((level) => level.updatedAt),
    ]),
  };
}

export type Level = { readonly locationRemoteId: string; readonly quantity: number };

export function levelsOf({ inventoryItem }: ShopifyVariant): readonly Level[] {
  return inventoryItem.inventoryLevels.nodes.map(({ location, quantities }) => ({
    locationRemoteId: tailOf(location.id),
    quantity: quantities[0]?.quantity ?? 0,
  }));
}

export function totalOf(levels: readonly Level[]): number {
  return levels.reduce((sum, { quantity }) => sum + quantity, 0);
}

function stateOf({ status }: ShopifyProduct) {
  return { published: status === "ACTIVE", archived: status === "ARCHIVED" };
}
