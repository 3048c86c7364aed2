// What changed in products: rows are added and read, never changed.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

type ProductChangeSource = "request" | "import" | "bulk";
export type ProductHistoryRow = Selectable<Tables["product_history"]> & { readonly sku: string };

export type ProductHistoryEntry = { readonly productId: number; readonly changes: object };
export type ProductHistoryCause = {
  readonly accountId: number;
  readonly actor: string;
  readonly source: ProductChangeSource;
};

export async function insertProductHistory(
  db: Db,
  { accountId, actor, source }: ProductHistoryCause,
  entries: readonly ProductHistoryEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const records = JSON.stringify(entries.map(({ productId, changes }) => ({ product_id: productId, changes })));
  await sql`
    insert into product_history (account_id, product_id, actor, source, changes)
    select ${accountId}, product_id, ${actor}, ${source}, changes
    from jsonb_to_recordset(${records}::jsonb) as given(product_id int, changes jsonb)`.execute(db);
}

export type ProductHistoryQuery = {
  readonly accountId: number;
  readonly productId: number;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first, of the product and of its variants, also of those that are gone. */
export async function listProductHistory(db: Db, query: ProductHistoryQuery): Promise<readonly ProductHistoryRow[]> {
  return db
    .selectFrom("product_history")
    .innerJoin("products", "products.id", "product_history.product_id")
    .selectAll("product_history")
    .select("products.sku")
    .where("product_history.account_id", "=", query.accountId)
    .where((where) =>
      where.or([where("products.id", "=", query.productId), where("products.parent_id", "=", query.productId)]),
    )
    .$if(query.before !== null, (rows) => rows.where("product_history.id", "<", query.before ?? 0))
    .orderBy("product_history.id", "desc")
    .limit(query.limit)
    .execute();
}
