// Looks listings up in the shop: whole products by their ids, and by the SKUs that they or their variants have.
import { isHubError } from "@logix/model";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import type { ShopifyClient } from "../client.ts";
import { gid, isNumber, tailOf } from "../ids.ts";
import { allNodes, chunksOf, inAffordableChunks, isUnreadable, readRow } from "../lists.ts";
import { byIdentities, FAMILIES, MORE_MEDIA, MORE_VARIANTS, SKU_HOLDERS } from "./documents.ts";
import { type Family, familySchema, type Row, remoteIdOf, rowsOf, skuOf } from "./rows.ts";

export type Place = { readonly remoteId: RemoteId; readonly parentRemoteId: RemoteId | null };
/** One that cannot be understood is none of ours to touch. */
export type Found = Family | "unreadable" | null;

const PRODUCTS_AT_ONCE = 8;
const SKUS_AT_ONCE = 25;

export async function familiesAt(client: ShopifyClient, ids: readonly RemoteId[]): Promise<Map<RemoteId, Found>> {
  const asked = [...new Set(ids)].filter(isNumber);
  const rows = await inAffordableChunks(asked, PRODUCTS_AT_ONCE, async (some) => {
    const { nodes } = await client.ask(FAMILIES, { ids: some.map((id) => gid("Product", id)) });
    return some.map((id, index) => ({ id, node: nodes[index] ?? null }));
  });
  const found = new Map<RemoteId, Found>();
  for (const { id, node } of rows) found.set(id, node === null ? null : await whole(client, node));
  return found;
}

async function whole(client: ShopifyClient, node: unknown): Promise<Found> {
  const seen = readRow(node, () => familySchema.parse(node));
  if (isUnreadable(seen)) return "unreadable";
  const family = seen.record;
  const { id, media, variants } = family;
  const none = { nodes: [], pageInfo: { hasNextPage: false } };
  const moreMedia = !media.pageInfo.hasNextPage
    ? []
    : await allNodes(async (after) => {
        const from = after ?? media.pageInfo.endCursor;
        return (await client.ask(MORE_MEDIA, { id, after: from })).product?.media ?? none;
      });
  const moreVariants = !variants.pageInfo.hasNextPage
    ? []
    : await allNodes(async (after) => {
        const from = after ?? variants.pageInfo.endCursor;
        return (await client.ask(MORE_VARIANTS, { id, after: from })).product?.variants ?? none;
      });
  return {
    ...family,
    media: { ...media, nodes: [...media.nodes, ...moreMedia] },
    variants: { ...variants, nodes: [...variants.nodes, ...moreVariants] },
  };
}

export async function rowsAt(
  client: ShopifyClient,
  places: readonly Place[],
): Promise<Map<RemoteId, Row | "unreadable" | null>> {
  const productOf = ({ remoteId, parentRemoteId }: Place) => parentRemoteId ?? remoteId;
  const families = await familiesAt(client, places.map(productOf));
  return new Map(
    places.map((place) => {
      const family = families.get(productOf(place)) ?? null;
      return [place.remoteId, family === null || family === "unreadable" ? family : rowIn(family, place.remoteId)];
    }),
  );
}

export function rowIn(family: Family, id: RemoteId): Row | null {
  return rowsOf(family).find((row) => remoteIdOf(row) === id) ?? null;
}

/** SKUs are compared letter by letter, as Shopify does; a shop may have one of them many times. */
export async function rowsBySku(client: ShopifyClient, skus: readonly string[]): Promise<Map<string, readonly Row[]>> {
  const wanted = [...new Set(skus.filter((sku) => sku.trim() !== ""))];
  const ids = [...(await holdersOf(client, wanted)), ...(await identifiedBy(client, wanted))];
  const families = [...(await familiesAt(client, ids)).values()];
  const rows = families.flatMap((family) => (family === null || family === "unreadable" ? [] : rowsOf(family)));
  return new Map(skus.map((sku) => [sku, rows.filter((row) => skuOf(row) === sku)]));
}

async function holdersOf(client: ShopifyClient, skus: readonly string[]): Promise<RemoteId[]> {
  const ids: RemoteId[] = [];
  for (const some of chunksOf(skus, SKUS_AT_ONCE)) {
    const query = some.map((sku) => `sku:${JSON.stringify(sku)}`).join(" OR ");
    const nodes = await allNodes(async (after) => (await client.ask(SKU_HOLDERS, { query, after })).productVariants);
    ids.push(...nodes.filter(({ sku }) => some.includes(sku ?? "")).map(({ product }) => tailOf(product.id)));
  }
  return ids;
}

async function identifiedBy(client: ShopifyClient, skus: readonly string[]): Promise<RemoteId[]> {
  const ids: RemoteId[] = [];
  for (const some of chunksOf(skus, SKUS_AT_ONCE)) {
    const variables = Object.fromEntries(some.map((sku, index) => [`sku${index}`, sku]));
    const products = await client.ask(byIdentities(some.length), variables).catch(noneDefined);
    ids.push(...Object.values(products).flatMap((product) => (product === null ? [] : [tailOf(product.id)])));
  }
  return ids;
}

/** What we made under this SKU; by now the shop knows the kind of id. */
export async function madeBefore(client: ShopifyClient, sku: string): Promise<Found> {
  const { p0 = null } = await client.ask(byIdentities(1), { sku0: sku });
  if (p0 === null) return null;
  const id = tailOf(p0.id);
  return (await familiesAt(client, [id])).get(id) ?? null;
}

/** A shop that we have not written to yet does not know this kind of id, and refuses the question. */
function noneDefined(error: unknown): Record<string, null> {
  if (isHubError(error, "refused", "missing") && error.details.code === "store_refused") return {};
  throw error;
}
