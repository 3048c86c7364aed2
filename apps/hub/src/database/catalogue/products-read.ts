// Products by id and by SKU.
import type { Db } from "../database.ts";
import type { ProductRow } from "./products-row.ts";

/** Products and variants alike; those that are gone are left out. */
export async function productRowsByIds(
  db: Db,
  accountId: number,
  ids: readonly number[],
): Promise<readonly ProductRow[]> {
  const possible = ids.filter(isPossible);
  if (possible.length === 0) return [];
  return liveProducts(db, accountId).where("id", "in", possible).execute();
}

export async function productRowsBySku(
  db: Db,
  accountId: number,
  skus: readonly string[],
): Promise<readonly ProductRow[]> {
  if (skus.length === 0) return [];
  return liveProducts(db, accountId)
    .where("sku", "in", [...skus])
    .execute();
}

/** In the order in which they were made. */
export async function variantRowsOf(
  db: Db,
  accountId: number,
  productIds: readonly number[],
): Promise<readonly ProductRow[]> {
  if (productIds.length === 0) return [];
  return liveProducts(db, accountId)
    .where("parent_id", "in", [...productIds])
    .orderBy("id")
    .execute();
}

/** Also one that is gone: its history stays. */
export async function hadProduct(db: Db, accountId: number, id: number): Promise<boolean> {
  if (!isPossible(id)) return false;
  const row = await db
    .selectFrom("products")
    .select("id")
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

const GREATEST_ID = 2_147_483_647;

/** The database refuses a number that its column cannot hold. */
function isPossible(id: number): boolean {
  return id <= GREATEST_ID;
}

function liveProducts(db: Db, accountId: number) {
  return db.selectFrom("products").selectAll().where("account_id", "=", accountId).where("deleted_at", "is", null);
}
