// Products by what is asked for, page by page.
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../database.ts";
import type { ProductRow } from "./products-row.ts";

export type ProductFilter = {
  /** Part of a name, a SKU or an attribute's value. */
  readonly search?: string | undefined;
  readonly sku?: string | undefined;
  readonly status?: string | undefined;
  /** From the root down; what is below it counts too. */
  readonly category?: readonly string[] | undefined;
  readonly tag?: string | undefined;
  readonly updatedSince?: Date | undefined;
};

export type ProductPage = { readonly filter: ProductFilter; readonly limit: number };

/** Newest first by our own id, which never changes: no page shifts while products come in. */
export async function listProductRows(
  db: Db,
  accountId: number,
  { filter, limit, before }: ProductPage & { readonly before: number | null },
): Promise<readonly ProductRow[]> {
  const isBefore = before === null ? sql`` : sql`and product.id < ${before}::bigint`;
  const { rows } = await sql<ProductRow>`
    select product.* from products product where ${matches(accountId, filter)} ${isBefore}
    order by product.id desc limit ${limit}`.execute(db);
  return rows;
}

/** In the order in which they were made. */
export async function nextProductRows(
  db: Db,
  accountId: number,
  { filter, limit, after }: ProductPage & { readonly after: number },
): Promise<readonly ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select product.* from products product where ${matches(accountId, filter)} and product.id > ${after}::bigint
    order by product.id limit ${limit}`.execute(db);
  return rows;
}

export async function countVariants(
  db: Db,
  accountId: number,
  productIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ parent_id: number; count: number }>`
    select parent_id, count(*)::int as count from products
    where account_id = ${accountId} and parent_id = any(${productIds}) and deleted_at is null
    group by parent_id`.execute(db);
  return new Map(rows.map((row) => [row.parent_id, row.count]));
}

export type KeyedColumn = {
  readonly field: "prices" | "attributes" | "options";
  readonly name: string;
  /** As JSON calls it: string, number, boolean, array. */
  readonly kind: string;
};

/** Every price, attribute and option that a product among these, or a variant of one, has. */
export async function keyedColumnsOf(
  db: Db,
  accountId: number,
  filter: ProductFilter,
): Promise<readonly KeyedColumn[]> {
  const { rows } = await sql<KeyedColumn>`
    with chosen as (
      select product.id from products product where ${matches(accountId, filter)}
    ), held as (
      select prices, attributes, options from products
      where account_id = ${accountId} and deleted_at is null
        and (id in (select id from chosen) or parent_id in (select id from chosen))
    )
    select distinct 'prices' as field, key as name, 'string' as kind from held, jsonb_object_keys(prices) key
    union select distinct 'attributes', key, jsonb_typeof(value) from held, jsonb_each(attributes)
    union select distinct 'options', key, 'string' from held, jsonb_object_keys(options) key`.execute(db);
  return rows;
}

function matches(accountId: number, filter: ProductFilter): RawBuilder<unknown> {
  const { search, sku, status, category, tag, updatedSince } = filter;
  const conditions = [
    sql`product.account_id = ${accountId} and product.deleted_at is null`,
    sku === undefined ? sql`product.parent_id is null` : sql`product.sku = ${sku}`,
    ...(search === undefined ? [] : [ofAny(accountId, sql`${hasText(search)} and member.deleted_at is null`)]),
    ...(status === undefined ? [] : [sql`product.status = ${status}`]),
    ...(tag === undefined ? [] : [sql`${tag} = any(product.tags)`]),
    ...(category === undefined ? [] : [isBelow(category)]),
    // Deleted variants count: without them their product is another.
    ...(updatedSince === undefined ? [] : [ofAny(accountId, sql`member.updated_at >= ${updatedSince}`)]),
  ];
  return sql`${sql.join(conditions, sql` and `)}`;
}

/**
 * The product itself, or one of its variants. As a list of ids that is found once: with `or`, or as a join between tables of
 * which nothing is known yet, each product would be compared with each.
 */
function ofAny(accountId: number, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`product.id = any(array(select unnest(array[member.id, member.parent_id]) from products member
    where member.account_id = ${accountId} and ${condition}))`;
}

/** What a person typed stands for itself, percent signs included. */
function hasText(search: string): RawBuilder<unknown> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`(member.name ilike ${pattern} or member.sku ilike ${pattern} or exists (
    select from jsonb_path_query(member.attributes, 'lax $.*[*]') value where value #>> '{}' ilike ${pattern}))`;
}

function isBelow(category: readonly string[]): RawBuilder<unknown> {
  return sql`exists (select from jsonb_array_elements(product.categories) path
    where (array(select jsonb_array_elements_text(path.value)))[1:${category.length}::int] = ${[...category]}::text[])`;
}
