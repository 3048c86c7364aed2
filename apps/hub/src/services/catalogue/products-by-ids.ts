// Products with their variants, for whoever has their ids: requests, and those who carry products to stores.
import type { CatalogueProduct } from "@logix/model";
import { productRowsByIds, variantRowsOf } from "../../database/catalogue/products-read.ts";
import { type ProductRow, toProduct } from "../../database/catalogue/products-row.ts";
import type { Db } from "../../database/database.ts";

/** By id; what is gone or belongs to another account is not in it. A variant that is asked for stands for itself. */
export async function productsByIds(
  db: Db,
  accountId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CatalogueProduct>> {
  const products = await withVariants(db, accountId, await productRowsByIds(db, accountId, ids));
  return new Map(products.map((product) => [product.id, product]));
}

/** In the order given. */
export async function withVariants(
  db: Db,
  accountId: number,
  rows: readonly ProductRow[],
): Promise<readonly CatalogueProduct[]> {
  const parents = rows.filter((row) => row.parent_id === null).map((row) => row.id);
  const variants = new Map<number | null, CatalogueProduct[]>();
  for (const row of await variantRowsOf(db, accountId, parents)) {
    variants.set(row.parent_id, [...(variants.get(row.parent_id) ?? []), toProduct(row)]);
  }
  return rows.map((row) => toProduct(row, variants.get(row.id) ?? []));
}
