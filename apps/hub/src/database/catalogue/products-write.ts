// Writing products, many in one statement.
import type { ProductContent } from "@logix/model";
import { sql } from "kysely";
import type { Db } from "../database.ts";
import { type ProductRow, toColumns } from "./products-row.ts";

export type NewProduct = { readonly sku: string; readonly parentId: number | null; readonly content: ProductContent };
export type ChangedProduct = { readonly id: number; readonly sku: string; readonly content: ProductContent };

/**
 * Until the transaction ends nobody else writes this account's catalogue: whoever looks for SKUs under this lock and then
 * writes cannot be overtaken, and two imports cannot lock each other out.
 */
export async function lockCatalogue(db: Db, accountId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue:${accountId}`}, 11))`.execute(db);
}

const CONTENT = sql`name text, description text, short_description text, status text, prices jsonb, attributes jsonb,
  images jsonb, categories jsonb, tags text[], weight text, length text, width text, height text, stock_status text, options jsonb`;

/** In the order given; nobody may have these SKUs. */
export async function insertProducts(
  db: Db,
  accountId: number,
  products: readonly NewProduct[],
): Promise<readonly ProductRow[]> {
  if (products.length === 0) return [];
  const records = products.map(({ sku, parentId, content }) => ({ sku, parent_id: parentId, ...toColumns(content) }));
  const { rows } = await sql<ProductRow>`
    insert into products (account_id, parent_id, sku, name, description, short_description, status, prices, attributes,
      images, categories, tags, weight, length, width, height, stock_status, options)
    select ${accountId}, parent_id, sku, name, description, short_description, status, prices, attributes,
      images, categories, tags, weight, length, width, height, stock_status, options
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as given(parent_id int, sku text, ${CONTENT})
    returning *`.execute(db);
  return rows;
}

export async function updateProducts(
  db: Db,
  accountId: number,
  products: readonly ChangedProduct[],
): Promise<readonly ProductRow[]> {
  if (products.length === 0) return [];
  const records = products.map(({ id, sku, content }) => ({ id, sku, ...toColumns(content) }));
  const { rows } = await sql<ProductRow>`
    update products held set sku = given.sku, name = given.name, description = given.description,
      short_description = given.short_description, status = given.status, prices = given.prices,
      attributes = given.attributes, images = given.images, categories = given.categories, tags = given.tags,
      weight = given.weight, length = given.length, width = given.width, height = given.height,
      stock_status = given.stock_status, options = given.options,
      version = held.version + 1, updated_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as given(id int, sku text, ${CONTENT})
    where held.id = given.id and held.account_id = ${accountId}
    returning held.*`.execute(db);
  return rows;
}

/** With its variants. Their SKUs are free again. */
export async function markProductDeleted(db: Db, accountId: number, id: number): Promise<readonly ProductRow[]> {
  return db
    .updateTable("products")
    .set({ deleted_at: sql<Date>`clock_timestamp()`, updated_at: sql<Date>`clock_timestamp()` })
    .where("account_id", "=", accountId)
    .where((where) => where.or([where("id", "=", id), where("parent_id", "=", id)]))
    .where("deleted_at", "is", null)
    .returningAll()
    .execute();
}
