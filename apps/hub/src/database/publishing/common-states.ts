// What a store showed of each linked product when both sides were last the same.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type CommonStateRow = {
  readonly link_id: number;
  readonly product_id: number;
  readonly remote_id: string;
  readonly parent_remote_id: string | null;
  readonly images: unknown;
  readonly fields: unknown;
};

/** Of products that the store has; those without a common state are left out. */
export async function commonStates(
  db: Db,
  connectionId: number,
  productIds: readonly number[],
): Promise<readonly CommonStateRow[]> {
  const { rows } = await sql<CommonStateRow>`
    ${COMMON} where ${isThere(connectionId)} and link.product_id = any(${productIds}::int[])
    order by link.product_id`.execute(db);
  return rows;
}

/** All of a store, in parts: those behind a product. */
export async function commonStatesAfter(
  db: Db,
  connectionId: number,
  { productId, limit }: { readonly productId: number; readonly limit: number },
): Promise<readonly CommonStateRow[]> {
  const { rows } = await sql<CommonStateRow>`
    ${COMMON} where ${isThere(connectionId)} and link.product_id > ${productId}
    order by link.product_id limit ${limit}::int`.execute(db);
  return rows;
}

const COMMON = sql`
  select link.id as link_id, link.product_id, link.remote_id, link.parent_remote_id, link.images, state.fields
  from product_links link join common_states state on state.link_id = link.id`;

function isThere(connectionId: number) {
  return sql`link.connection_id = ${connectionId} and link.remote_id is not null and link.remote_deleted_at is null`;
}

export type CommonStateWrite = { readonly productId: number; readonly fields: Readonly<Record<string, unknown>> };

/** Adds to what is known of other fields. A product that the store doesn't have is passed over. */
export async function writeCommonStates(
  db: Db,
  connectionId: number,
  writes: readonly CommonStateWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  await sql`
    insert into common_states as held (link_id, account_id, fields)
    select link.id, link.account_id, given.fields
    from jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) as given("productId" int, fields jsonb)
    join product_links link on link.connection_id = ${connectionId} and link.product_id = given."productId"
    on conflict (link_id) do update set fields = held.fields || excluded.fields, updated_at = clock_timestamp()`.execute(
    db,
  );
}

/** What was taken back is not what both sides have. */
export async function forgetCommonStates(db: Db, connectionId: number, productIds: readonly number[]): Promise<void> {
  await sql`
    delete from common_states using product_links link
    where link.id = common_states.link_id and link.connection_id = ${connectionId}
      and link.product_id = any(${[...productIds]}::int[])`.execute(db);
}
