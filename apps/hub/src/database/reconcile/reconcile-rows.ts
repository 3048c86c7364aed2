// The rows in which a store and we differ: named, waited for, settled, counted.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";
import type { Domain, Finding, RowOutcome } from "./reconcile-tables.ts";

export type DriftRow = Selectable<Tables["reconcile_rows"]>;

export type DriftWrite = {
  readonly remoteId: string;
  readonly parentRemoteId: string | null;
  readonly finding: Finding;
  readonly fields: object;
  readonly inFlight: boolean;
  readonly cure: "reread" | "wish";
};

type Scope = { readonly id: number; readonly accountId: number; readonly domain: Domain };

/** What is found of a row later stands: an order missing in one list may be found in the next. */
export async function nameRows(
  db: Db,
  { id, accountId, domain }: Scope,
  rows: readonly DriftWrite[],
  known: "replace" | "keep" = "replace",
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into reconcile_rows as held (reconcile_id, account_id, domain, remote_id, parent_remote_id, finding, fields, in_flight, cure)
    select ${id}::bigint, ${accountId}::int, ${domain}::text, r."remoteId", r."parentRemoteId", r.finding, r.fields, r."inFlight", r.cure
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r("remoteId" text, "parentRemoteId" text, finding text, fields jsonb, "inFlight" boolean, cure text)
    on conflict (reconcile_id, domain, remote_id) do update set
      finding = excluded.finding, fields = excluded.fields, in_flight = excluded.in_flight, cure = excluded.cure
    where ${known === "replace"}`.execute(db);
}

export async function openRows(
  db: Db,
  id: number,
  domain: Domain,
  afterRow: number,
  limit: number,
): Promise<readonly DriftRow[]> {
  return db
    .selectFrom("reconcile_rows")
    .selectAll()
    .where("reconcile_id", "=", id)
    .where("domain", "=", domain)
    .where("outcome", "=", "open")
    .where("id", ">", afterRow)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Whether some of the rows still wait to be read again. */
export async function areRereadsOpen(db: Db, id: number, domain: Domain, kind: string): Promise<boolean> {
  const { rows } = await sql`
    select from reconcile_rows r join reconciles s on s.id = r.reconcile_id
      join rereads w on w.connection_id = s.connection_id and w.kind = ${kind} and w.remote_id = coalesce(r.parent_remote_id, r.remote_id)
    where r.reconcile_id = ${id} and r.domain = ${domain} and r.outcome = 'open' limit 1`.execute(db);
  return rows.length > 0;
}

export async function areWishesOpen(db: Db, id: number, domain: Domain): Promise<boolean> {
  const { rows } = await sql`
    select from reconcile_rows r join reconciles s on s.id = r.reconcile_id
      join outward_work w on w.connection_id = s.connection_id and w.kind = 'stock' and w.remote_id = r.remote_id and w.state = 'waiting'
    where r.reconcile_id = ${id} and r.domain = ${domain} and r.outcome = 'open' and r.cure = 'wish' limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

export async function settleRows(
  db: Db,
  settlements: readonly { readonly id: number; readonly outcome: RowOutcome }[],
): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    update reconcile_rows held set outcome = s.outcome, settled_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(settlements)}::jsonb) as s(id bigint, outcome text)
    where held.id = s.id`.execute(db);
}

/** In flight is what the next run would have brought; unlisted what the store has and does not show. Neither is drift. */
export async function countDrift(
  db: Db,
  id: number,
  domain: Domain,
): Promise<{ readonly before: number; readonly after: number }> {
  const { rows } = await sql<{ before: number; after: number }>`
    select count(*) filter (where not in_flight and outcome <> 'unlisted')::int as before,
      count(*) filter (where outcome in ('open', 'apart'))::int as after
    from reconcile_rows where reconcile_id = ${id} and domain = ${domain}`.execute(db);
  return rows[0] ?? { before: 0, after: 0 };
}

export type RowQuery = {
  readonly accountId: number;
  readonly reconcileId: number;
  readonly after: number;
  readonly limit: number;
};

export async function listRows(db: Db, query: RowQuery): Promise<readonly DriftRow[]> {
  return db
    .selectFrom("reconcile_rows")
    .selectAll()
    .where("account_id", "=", query.accountId)
    .where("reconcile_id", "=", query.reconcileId)
    .where("id", ">", query.after)
    .orderBy("id")
    .limit(query.limit)
    .execute();
}
