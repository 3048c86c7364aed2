// One page of a store's listings on its way into the catalogue: who is who here, and what it becomes.
import type { ImportedProduct } from "@logix/model";
import type { ListingState } from "../../connector-kit/catalogue.ts";
import { linksOfListings, linksOfProducts, type ProductLinkRow } from "../../database/catalogue/product-links.ts";
import { productRowsByIds, productRowsBySku } from "../../database/catalogue/products-read.ts";
import type { Db } from "../../database/database.ts";
import { DEFAULT_IMPORT_MAPPING, toImported } from "../../field-mapping/index.ts";
import type { Connection } from "../connections/stores.ts";
import { withReadableNumbers } from "./import-values.ts";
import type { ImportOrder } from "./run-orders.ts";

/** A product of the store with its variants. */
export type Family = { readonly head: ListingState; readonly members: readonly ListingState[] };

export type Candidate = {
  readonly family: Family;
  /** By listing, the SKU under which it is kept here. */
  readonly skus: ReadonlyMap<string, string>;
  /** SKUs that are here already, with their products. */
  readonly existing: ReadonlyMap<string, number>;
} & ({ readonly product: ImportedProduct } | { readonly problem: string });

/** Variants stand behind their products. */
export function toFamilies(states: readonly ListingState[]): readonly Family[] {
  const variants = Map.groupBy(states, (state) => state.parentRemoteId);
  return (variants.get(null) ?? []).map((head) => ({ head, members: variants.get(head.remoteId) ?? [] }));
}

/** In the transaction that stores the page, so that nobody takes a SKU in between. */
export async function candidatesOf(
  db: Db,
  { accountId, id: connectionId, connector }: Connection,
  order: ImportOrder,
  families: readonly Family[],
): Promise<readonly Candidate[]> {
  const states = families.flatMap(({ head, members }) => [head, ...members]);
  const links = await linksOfListings(
    db,
    connectionId,
    states.map(({ remoteId }) => remoteId),
  );
  const linked = await productRowsByIds(
    db,
    accountId,
    links.map((link) => link.product_id),
  );
  const skuOfProduct = new Map(linked.map((row) => [row.id, row.sku]));
  const skuOfListing = new Map(links.flatMap((link) => entryOf(link.remote_id, skuOfProduct.get(link.product_id))));
  const prefix = connector.skuPrefix ?? connector.orderPrefix;
  const named = families.map((family) => ({ family, skus: skusOf(family, skuOfListing, prefix) }));
  const rows = await productRowsBySku(
    db,
    accountId,
    named.flatMap(({ skus }) => [...skus.values()]),
  );
  const existing = new Map(rows.map((row) => [row.sku, row.id]));
  const others = await linksOfProducts(db, connectionId, [...existing.values()]);
  const taken = new Map<string, string>();
  return named.map(({ family, skus }) => {
    const problem = clash(skus, existing, others, taken);
    if (problem !== null) return { family, skus, existing, problem };
    for (const [remoteId, sku] of skus) taken.set(sku, remoteId);
    const product = toProduct(family, skus, order);
    return product ? { family, skus, existing, product } : { family, skus, existing, problem: "It has no SKU" };
  });
}

function entryOf(remoteId: string | null, sku: string | undefined): [string, string][] {
  return remoteId === null || sku === undefined ? [] : [[remoteId, sku]];
}

/** The linked product's SKU goes before the store's; what has none gets one that will be the same next time. */
function skusOf(
  { head, members }: Family,
  linked: ReadonlyMap<string, string>,
  prefix: string,
): ReadonlyMap<string, string> {
  const own = linked.get(head.remoteId) ?? head.sku ?? prefix + head.remoteId;
  const skus = new Map([[head.remoteId, own]]);
  for (const { remoteId, sku } of members) {
    // QUIRK(woocommerce): a variation without a SKU shows its product's.
    const isOwn = sku !== null && sku !== head.sku;
    skus.set(remoteId, linked.get(remoteId) ?? (isOwn ? sku : `${own}-${remoteId}`));
  }
  return skus;
}

/** Two listings of one store cannot be one product: nobody guesses which of them is meant. */
function clash(
  skus: ReadonlyMap<string, string>,
  existing: ReadonlyMap<string, number>,
  links: readonly ProductLinkRow[],
  taken: ReadonlyMap<string, string>,
): string | null {
  for (const [remoteId, sku] of skus) {
    const productId = existing.get(sku);
    const link = links.find((each) => each.product_id === productId && each.remote_deleted_at === null);
    const other = taken.get(sku) ?? link?.remote_id ?? remoteId;
    if (other !== remoteId)
      return `The SKU ${sku} belongs to two of the store: ${other} and ${remoteId}. Give each its own`;
  }
  return null;
}

function toProduct({ head, members }: Family, skus: ReadonlyMap<string, string>, order: ImportOrder) {
  const named = (state: ListingState): ListingState => ({
    ...withReadableNumbers(state),
    sku: skus.get(state.remoteId) ?? state.sku,
  });
  return toImported(named(head), order.mapping ?? DEFAULT_IMPORT_MAPPING, members.map(named));
}
