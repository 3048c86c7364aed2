// What an export needs to know of a few products before it asks the store: the products, and how they are linked.
import type { CatalogueProduct } from "@logix/model";
import { linksOfProducts, type ProductLinkRow } from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connection } from "../connections/stores.ts";

export type Loaded = {
  /** Null where there is no such product any more. */
  readonly product: CatalogueProduct | null;
  /** Of a variant: the product that it is one of. */
  readonly parent: CatalogueProduct | null;
  readonly link: ProductLinkRow | undefined;
  readonly parentLink: ProductLinkRow | undefined;
};

/** One for each id, in their order. */
export async function loadForExport(
  database: Database,
  { accountId, id: connectionId }: Connection,
  productIds: readonly number[],
): Promise<readonly Loaded[]> {
  return database.asAccount(accountId, async (db) => {
    const products = await productsByIds(db, accountId, productIds);
    const parentIds = [...products.values()].flatMap(({ parentId }) => (parentId === null ? [] : [parentId]));
    const parents = await productsByIds(db, accountId, [...new Set(parentIds)]);
    const rows = await linksOfProducts(db, connectionId, [...productIds, ...parentIds]);
    const links = new Map(rows.map((row) => [row.product_id, row]));
    return productIds.map((id) => {
      const own = products.get(id) ?? null;
      const parent = own?.parentId == null ? null : (parents.get(own.parentId) ?? null);
      return {
        product: own,
        parent,
        link: links.get(id),
        parentLink: parent ? links.get(parent.id) : undefined,
      };
    });
  });
}
