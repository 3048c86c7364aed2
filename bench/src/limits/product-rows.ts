// Rows of the hub's own form out of a store's products, the table for them and the one statement that stores them.
/** The hub's table without its keys to other tables: same columns, defaults, indexes and checks. */
export const PRODUCT_TABLE = "create schema bare; create table bare.products (like public.products including all)";

export const UPSERT = `
  insert into bare.products as held (account_id, sku, name, description, short_description, status, prices, weight,
    length, width, height, stock_status)
  select 1, sku, name, description, short_description, status, jsonb_build_object('price', regular_price),
    nullif(weight, ''), nullif(dimensions->>'length', ''), nullif(dimensions->>'width', ''),
    nullif(dimensions->>'height', ''), stock_status
  from jsonb_to_recordset($1::jsonb) as given(sku text, name text, description text, short_description text, status text,
    regular_price text, weight text, dimensions jsonb, stock_status text)
  on conflict (account_id, sku) where deleted_at is null do update set name = excluded.name,
    description = excluded.description, prices = excluded.prices, version = held.version + 1`;

export type WooProduct = {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly short_description: string;
  readonly status: string;
  readonly regular_price: string;
  readonly weight: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly stock_status: string;
};

/** Only what has a column. */
export function toRow(product: WooProduct): WooProduct {
  const { sku, name, description, short_description, status, regular_price, weight, dimensions, stock_status } =
    product;
  return { sku, name, description, short_description, status, regular_price, weight, dimensions, stock_status };
}
