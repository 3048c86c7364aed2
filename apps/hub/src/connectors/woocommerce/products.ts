// Products of a store with their variations: read in pages, by SKU, and again by id.
import { isHubError, type Product } from "@logix/model";
import type {
  Checkpoint,
  Gone,
  Page,
  ProductFilter,
  RemoteId,
  Seen,
  Unreadable,
} from "../../connector-kit/contract.ts";
import type { Query, WooClient } from "./client.ts";
import { allRows, type Content, chunksOf, contentOf, modifiedSince, type Phase, pagesOf } from "./listing.ts";
import { hasVariations } from "./product-mapping.ts";
import { isDraftRow, isUnreadable, readProduct, readVariation } from "./records.ts";
import { GONE, readAgain } from "./rereading.ts";
import { productSchema } from "./schemas.ts";

// Keeps the address under the 8 kB that web servers take (they answer 414 beyond).
const SKUS_AT_ONCE = 40;
// Each asks for its own variations: many at once would wait for each other's turn at the store's limit and be put off together.
const FAMILIES_AT_ONCE = 3;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products
export function syncProducts(
  client: WooClient,
  filter: ProductFilter,
  resume?: Checkpoint,
): AsyncIterable<Page<Product>> {
  const read = async (rows: readonly unknown[], { query }: Phase): Promise<Content<Product>> => {
    if (filter.skus !== undefined) return contentOf(rows.map((row) => readProduct(row)));
    const found: (Seen<Product> | Unreadable)[] = [];
    for (const some of chunksOf(rows, FAMILIES_AT_ONCE)) {
      const families = await Promise.all(some.map((row) => readFamily(client, row, query.status)));
      found.push(...families.flat());
    }
    return contentOf(found);
  };
  return pagesOf(client, { path: "products", phases: phasesOf(filter), pageSize: filter.pageSize, read }, resume);
}

// QUIRK(woocommerce): `sku` takes exact SKUs with commas between them and finds variations too, which no other list of
// products shows. The trash is a list of its own.
function phasesOf({ since, skus }: ProductFilter): Phase[] {
  const query = modifiedSince(since);
  if (skus !== undefined) {
    return chunksOf(skus, SKUS_AT_ONCE).map((some, index) => ({
      name: `skus-${index}`,
      query: { ...query, sku: some.join(",") },
    }));
  }
  return [
    { name: "live", query },
    { name: "trash", query: { ...query, status: "trash" } },
  ];
}

export function productsAgain(client: WooClient, ids: readonly RemoteId[]) {
  return readAgain(client, "products", ids, async (row): Promise<readonly Seen<Product>[] | Unreadable | Gone> => {
    // QUIRK(woocommerce): a product that an admin has only begun to type is called AUTO-DRAFT; to the hub it does not exist.
    if (isDraftRow(row)) return GONE;
    const { records, unreadable } = contentOf(await readFamily(client, row));
    return unreadable[0] ?? records;
  });
}

async function readFamily(
  client: WooClient,
  row: unknown,
  status?: Query[string],
): Promise<(Seen<Product> | Unreadable)[]> {
  const head = readProduct(row);
  const woo = productSchema.safeParse(row).data;
  if (isUnreadable(head) || woo === undefined || !hasVariations(woo)) return [head];
  const variations = await variationRows(client, woo.id, status ?? (head.record.archived ? "trash" : undefined));
  return [head, ...variations.map((variation) => readVariation(variation, woo.id, woo.name))];
}

async function variationRows(client: WooClient, parent: RemoteId, status: Query[string]): Promise<unknown[]> {
  try {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-product-variations
    return await allRows(client, variationsOf(parent), { status });
  } catch (error) {
    // Deleted since its row was read: the deletion comes as news of its own.
    if (isHubError(error, "missing")) return [];
    throw error;
  }
}

export function variationsOf(parent: RemoteId): string {
  return `products/${parent}/variations`;
}
