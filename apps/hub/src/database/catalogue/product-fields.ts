// What the products of an account have: the names of their attributes and of their prices.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type ProductFieldNames = { readonly attributes: readonly string[]; readonly prices: readonly string[] };

const MOST = 500;

export async function productFieldNames(db: Db, accountId: number): Promise<ProductFieldNames> {
  const { rows } = await sql<{ kind: "attributes" | "prices"; name: string }>`
    select distinct 'attributes' as kind, field as name from products, jsonb_object_keys(attributes) field
      where account_id = ${accountId} and deleted_at is null
    union select 'attributes', name from attribute_definitions where account_id = ${accountId}
    union select 'prices', field from products, jsonb_object_keys(prices) field
      where account_id = ${accountId} and deleted_at is null
    order by kind, name limit ${MOST}`.execute(db);
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ name }) => name);
  return { attributes: of("attributes"), prices: of("prices") };
}
