// Conflicts: one is open per connection, product and field.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type ConflictRow = {
  readonly id: number;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly product_id: number;
  readonly sku: string;
  readonly name: string;
  readonly remote_id: string;
  readonly field: string;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly state: "open" | "resolved";
  readonly resolution: "ours" | "theirs" | "edited" | "agreed" | null;
  readonly actor: string | null;
  readonly opened_at: Date;
  readonly seen_at: Date;
  readonly resolved_at: Date | null;
};

export type NewConflict = {
  readonly productId: number;
  readonly remoteId: string;
  readonly field: string;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
};

type Owner = { readonly accountId: number; readonly connectionId: number };

/** Seen again while it is open, its values are brought up to date. Returns how many were new. */
export async function openConflicts(
  db: Db,
  { accountId, connectionId }: Owner,
  conflicts: readonly NewConflict[],
): Promise<number> {
  if (conflicts.length === 0) return 0;
  const { rows } = await sql<{ is_new: boolean }>`
    insert into conflicts as held (account_id, connection_id, product_id, remote_id, field, base, ours, theirs)
    select ${accountId}::int, ${connectionId}::int, "productId", "remoteId", field,
      coalesce(base, 'null'), coalesce(ours, 'null'), coalesce(theirs, 'null')
    from jsonb_to_recordset(${JSON.stringify(conflicts)}::jsonb)
      as given("productId" int, "remoteId" text, field text, base jsonb, ours jsonb, theirs jsonb)
    on conflict (connection_id, product_id, field) where state = 'open' do update set
      ours = excluded.ours, theirs = excluded.theirs, seen_at = clock_timestamp()
    returning (xmax = 0) as is_new`.execute(db);
  return rows.filter((row) => row.is_new).length;
}

/** Both sides became the same by themselves. Returns how many. */
export async function closeAgreed(
  db: Db,
  connectionId: number,
  agreed: readonly { readonly productId: number; readonly fields: readonly string[] }[],
): Promise<number> {
  if (agreed.length === 0) return 0;
  const { rows } = await sql`
    update conflicts held set state = 'resolved', resolution = 'agreed', resolved_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(agreed)}::jsonb) as given("productId" int, fields text[])
    where held.connection_id = ${connectionId} and held.state = 'open' and held.product_id = given."productId"
      and held.field = any(given.fields)
    returning held.id`.execute(db);
  return rows.length;
}

const WHOLE = sql`
  select held.*, connection.public_id as connection_public_id, product.sku,
    coalesce(nullif(product.name, ''), parent.name, '') as name
  from conflicts held
  join connections connection on connection.id = held.connection_id and connection.deleted_at is null
  join products product on product.id = held.product_id and product.deleted_at is null
  left join products parent on parent.id = product.parent_id`;

export type ConflictQuery = {
  readonly accountId: number;
  readonly state: "open" | "resolved" | null;
  readonly connectionId: number | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first. */
export async function listConflicts(db: Db, query: ConflictQuery): Promise<readonly ConflictRow[]> {
  const { rows } = await sql<ConflictRow>`
    ${WHOLE} where held.account_id = ${query.accountId}
      and (${query.state}::text is null or held.state = ${query.state})
      and (${query.connectionId}::int is null or held.connection_id = ${query.connectionId})
      and (${query.before}::bigint is null or held.id < ${query.before})
    order by held.id desc limit ${query.limit}`.execute(db);
  return rows;
}

/** Locked until the transaction ends, so that it is resolved once. */
export async function lockConflict(db: Db, accountId: number, id: number): Promise<ConflictRow | undefined> {
  const { rows } = await sql<ConflictRow>`
    ${WHOLE} where held.account_id = ${accountId} and held.id = ${id} for update of held`.execute(db);
  return rows[0];
}

export async function resolveConflict(
  db: Db,
  id: number,
  { resolution, actor }: { readonly resolution: "ours" | "theirs" | "edited"; readonly actor: string },
): Promise<void> {
  await sql`
    update conflicts set state = 'resolved', resolution = ${resolution}, actor = ${actor}, resolved_at = clock_timestamp()
    where id = ${id}`.execute(db);
}

export async function countOpenConflicts(db: Db, connectionId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conflicts where connection_id = ${connectionId} and state = 'open'`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function readConflictPolicy(db: Db, connectionId: number): Promise<unknown> {
  const { rows } = await sql<{ policy: unknown }>`
    select policy from conflict_policies where connection_id = ${connectionId}`.execute(db);
  return rows[0]?.policy ?? {};
}

export async function writeConflictPolicy(db: Db, { accountId, connectionId }: Owner, policy: object): Promise<void> {
  await sql`
    insert into conflict_policies (connection_id, account_id, policy)
    values (${connectionId}, ${accountId}, ${JSON.stringify(policy)}::jsonb)
    on conflict (connection_id) do update set policy = excluded.policy, updated_at = clock_timestamp()`.execute(db);
}
