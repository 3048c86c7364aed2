// What became of each product of a run, for those who ask: page by page, with the products' names.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type NamedRunItemRow = {
  readonly id: number;
  readonly product_id: number | null;
  readonly sku: string | null;
  readonly name: string | null;
  readonly remote_id: string | null;
  readonly outcome: string;
  readonly message: string | null;
  readonly detail: unknown;
  readonly at: Date;
};

export type RunItemQuery = {
  readonly runId: number;
  readonly outcome: string | null;
  readonly after: number;
  readonly limit: number;
};

/** In the order in which they were settled. A variant without a name bears its product's. */
export async function pageRunItems(db: Db, query: RunItemQuery): Promise<readonly NamedRunItemRow[]> {
  const { rows } = await sql<NamedRunItemRow>`
    select item.id, item.product_id, product.sku, coalesce(nullif(product.name, ''), parent.name) as name, item.remote_id,
      item.outcome, item.message, item.detail, item.at
    from run_items item
    left join products product on product.id = item.product_id
    left join products parent on parent.id = product.parent_id
    where item.run_id = ${query.runId} and item.id > ${query.after}
      and (${query.outcome}::text is null or item.outcome = ${query.outcome})
    order by item.id limit ${query.limit}`.execute(db);
  return rows;
}

export type ProductTitle = { readonly id: number; readonly sku: string; readonly name: string };

export async function productTitles(
  db: Db,
  accountId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ProductTitle>> {
  const { rows } = await sql<ProductTitle>`
    select product.id, product.sku, coalesce(nullif(product.name, ''), parent.name, '') as name
    from products product left join products parent on parent.id = product.parent_id
    where product.account_id = ${accountId} and product.id = any(${[...ids]}::int[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
