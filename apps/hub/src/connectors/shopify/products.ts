// Products of a shop with their variants: in pages, by SKU, and again by the id of either, or of what is counted.
import type { Product } from "@logix/model";
import { z } from "zod";
import type {
  Checkpoint,
  Gone,
  Page,
  ProductFilter,
  RemoteId,
  Seen,
  Unreadable,
} from "../../connector-kit/contract.ts";
import { document, documentByIds, type ShopifyClient } from "./client.ts";
import { goodsGid, tailOf } from "./ids.ts";
import { allNodes, chunksOf, contentOf, GONE, inAffordableChunks, isUnreadable, readRow } from "./lists.ts";
import { pageInfoSchema } from "./order-schemas.ts";
import {
  LEVELS_PAGE,
  levelsSchema,
  PRODUCT_ITSELF,
  productSchema,
  type ShopifyVariant,
  toProduct,
  toVariant,
  VARIANT,
  variantSchema,
} from "./product-mapping.ts";

const PRODUCTS_AT_ONCE = 8;
const MOST_PER_PAGE = 40;
const SKUS_AT_ONCE = 25;
/** Searches lag behind what happened. */
const SEARCH_LAG_MS = 2 * 60_000;

const variantsSchema = z.object({ nodes: z.array(z.unknown()), pageInfo: pageInfoSchema });
const familySchema = productSchema.extend({ variants: variantsSchema });

export const PRODUCTS_BY_ID = documentByIds(
  `query Products($ids: [ID!]!) { nodes(ids: $ids) { ... on Product {
    ${PRODUCT_ITSELF} variants(first: 10) { nodes ${VARIANT} pageInfo { hasNextPage endCursor } }
  } } }`,
  z.object({ nodes: z.array(z.unknown()) }),
  110,
);
export const REST_OF_VARIANTS = document(
  `query RestOfVariants($id: ID!, $after: String) {
    product(id: $id) { variants(first: 50, after: $after) { nodes ${VARIANT} pageInfo { hasNextPage endCursor } } }
  }`,
  z.object({ product: z.object({ variants: variantsSchema }).nullable() }),
  200,
);
export const REST_OF_LEVELS = document(
  `query RestOfLevels($id: ID!, $after: String) { inventoryItem(id: $id) { inventoryLevels(first: 100, after: $after) { ${LEVELS_PAGE} } } }`,
  z.object({ inventoryItem: z.object({ inventoryLevels: levelsSchema }).nullable() }),
  50,
);
export const PRODUCT_IDS = document(
  `query ProductIds($first: Int!, $after: String, $query: String) {
    products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`,
  z.object({ products: z.object({ nodes: z.array(z.object({ id: z.string() })), pageInfo: pageInfoSchema }) }),
  MOST_PER_PAGE,
);
const ownerSchema = z.object({ product: z.object({ id: z.string() }) });
export const OWNERS = documentByIds(
  `query Owners($ids: [ID!]!) { nodes(ids: $ids) {
    ... on ProductVariant { product { id } }
    ... on InventoryItem { variant { product { id } } }
  } }`,
  z.object({
    nodes: z.array(z.union([ownerSchema, z.object({ variant: ownerSchema.nullable() }), z.looseObject({})]).nullable()),
  }),
  3,
);

// By the time of change for the same reason as orders. QUIRK(shopify): a sale does not change when a product was changed, so
// stock is read from here only once; afterwards from deliveries and from what a write shows.
export async function* syncProducts(
  client: ShopifyClient,
  { since, skus, pageSize = MOST_PER_PAGE }: ProductFilter,
  resume?: Checkpoint,
): AsyncGenerator<Page<Product>> {
  const searches = skus === undefined ? [changedSince(since)] : chunksOf(skus, SKUS_AT_ONCE).map(anyOfSkus);
  const wanted = skus && new Set(skus);
  for (let part = Number(resume?.part ?? 0); part < searches.length; part += 1) {
    let after = part === Number(resume?.part ?? 0) && typeof resume?.after === "string" ? resume.after : null;
    for (let more = true; more; ) {
      const first = Math.min(pageSize, MOST_PER_PAGE);
      const { products } = await client.ask(PRODUCT_IDS, { first, after, query: searches[part] });
      const found = [
        ...(
          await productFamilies(
            client,
            products.nodes.map(({ id }) => tailOf(id)),
          )
        ).values(),
      ];
      const content = contentOf(found.flatMap((each) => ("gone" in each ? [] : each)));
      const records = content.records.filter(({ record }) => !wanted || wanted.has(record.sku ?? ""));
      after = products.pageInfo.endCursor ?? after;
      yield { ...content, records, checkpoint: { part, after }, total: null };
      more = products.pageInfo.hasNextPage;
    }
  }
}

function changedSince(since: Date | undefined): string | undefined {
  return since && `updated_at:>='${new Date(since.getTime() - SEARCH_LAG_MS).toISOString()}'`;
}

function anyOfSkus(skus: readonly string[]): string {
  return skus.map((sku) => `sku:${JSON.stringify(sku)}`).join(" OR ");
}

export async function productsAgain(
  client: ShopifyClient,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, readonly Seen<Product>[] | Unreadable | Gone>> {
  const owners = await ownersOf(client, ids);
  const found = await productFamilies(client, [...new Set([...owners.values()].filter((id) => id !== null))]);
  return new Map(ids.map((id) => [id, oneOf(found.get(owners.get(id) ?? "") ?? GONE)]));
}

type Family = readonly (Seen<Product> | Unreadable)[];

function oneOf(family: Family | Gone): readonly Seen<Product>[] | Unreadable | Gone {
  if ("gone" in family) return family;
  const { records, unreadable } = contentOf(family);
  return unreadable[0] ?? records;
}

/** The product that each belongs to; null where there is none any more. */
async function ownersOf(client: ShopifyClient, ids: readonly RemoteId[]): Promise<Map<RemoteId, RemoteId | null>> {
  const owners = new Map<RemoteId, RemoteId | null>(ids.map((id) => [id, /^\d+$/.test(id) ? id : null]));
  const parts = ids.filter((id) => owners.get(id) === null && goodsGid(id) !== null);
  for (const some of chunksOf(parts, 100)) {
    const { nodes } = await client.ask(OWNERS, { ids: some.map(goodsGid) });
    for (const [index, id] of some.entries()) owners.set(id, ownerOf(nodes[index] ?? null));
  }
  return owners;
}

function ownerOf(node: unknown): RemoteId | null {
  const variant = z.object({ variant: ownerSchema }).safeParse(node).data?.variant ?? ownerSchema.safeParse(node).data;
  return variant ? tailOf(variant.product.id) : null;
}

export async function productFamilies(
  client: ShopifyClient,
  ids: readonly RemoteId[],
): Promise<Map<RemoteId, Family | Gone>> {
  const rows = await inAffordableChunks(ids, PRODUCTS_AT_ONCE, async (some) => {
    const { nodes } = await client.ask(PRODUCTS_BY_ID, { ids: some.map(goodsGid) });
    return some.map((id, index) => ({ id, row: nodes[index] ?? null }));
  });
  const found = new Map<RemoteId, Family | Gone>();
  for (const { id, row } of rows) found.set(id, row === null ? GONE : await familyOf(client, row));
  return found;
}

async function familyOf(client: ShopifyClient, row: unknown): Promise<Family> {
  const head = readRow(row, () => toProduct(productSchema.parse(row)));
  const family = familySchema.safeParse(row).data;
  if (isUnreadable(head) || !family) return [head];
  const { nodes, pageInfo } = family.variants;
  const rest = pageInfo.hasNextPage ? await restOfVariants(client, family.id, pageInfo.endCursor) : [];
  const variants = await Promise.all([...nodes, ...rest].map((variant) => withAllLevels(client, variant)));
  const own = { ...family, variants: undefined };
  return [
    { ...head, raw: JSON.stringify(own) },
    ...variants.map((variant) => readRow(variant, () => toVariant(variantSchema.parse(variant), family))),
  ];
}

function restOfVariants(client: ShopifyClient, id: string, from: string | null | undefined): Promise<unknown[]> {
  return allNodes<unknown>(async (after) => {
    const { product } = await client.ask(REST_OF_VARIANTS, { id, after: after ?? from });
    return product?.variants ?? { nodes: [], pageInfo: { hasNextPage: false } };
  });
}

/** Of a shop with many places. */
export async function withAllLevels(client: ShopifyClient, row: unknown): Promise<unknown> {
  const variant: ShopifyVariant | undefined = variantSchema.safeParse(row).data;
  const levels = variant?.inventoryItem.inventoryLevels;
  if (!variant || !levels?.pageInfo.hasNextPage) return row;
  const rest = await allNodes(async (after) => {
    const { inventoryItem } = await client.ask(REST_OF_LEVELS, {
      id: variant.inventoryItem.id,
      after: after ?? levels.pageInfo.endCursor,
    });
    return inventoryItem?.inventoryLevels ?? { nodes: [], pageInfo: { hasNextPage: false } };
  });
  const all = { nodes: [...levels.nodes, ...rest], pageInfo: { hasNextPage: false } };
  return { ...variant, inventoryItem: { ...variant.inventoryItem, inventoryLevels: all } };
}
