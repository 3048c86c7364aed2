// Runs that take products in bulk: what they were given, in parts, and what became of each row.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type BulkRunRow = {
  readonly id: number;
  readonly account_id: number;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly filter: unknown;
  readonly total: number;
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly attempts: number;
  readonly error: unknown;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
};

const COLUMNS = sql`id, account_id, state, filter, total, seen, created, updated, unchanged, failed, attempts, error,
  created_at, started_at, finished_at`;

export async function insertBulkRun(
  db: Db,
  { accountId, filter, total }: { readonly accountId: number; readonly filter: object; readonly total: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into runs (account_id, kind, cause, filter, moves_cursor, total)
    values (${accountId}, 'bulk', 'request', ${JSON.stringify(filter)}::jsonb, false, ${total}) returning id`.execute(
    db,
  );
  const [run] = rows;
  if (!run) throw new Error("A run was not stored");
  return run.id;
}

export async function findBulkRun(db: Db, id: number): Promise<BulkRunRow | undefined> {
  const { rows } = await sql<BulkRunRow>`select ${COLUMNS} from runs where id = ${id} and kind = 'bulk'`.execute(db);
  return rows[0];
}

export async function findOwnBulkRun(db: Db, accountId: number, id: number): Promise<BulkRunRow | undefined> {
  const { rows } = await sql<BulkRunRow>`
    select ${COLUMNS} from runs where id = ${id} and account_id = ${accountId} and kind = 'bulk'`.execute(db);
  return rows[0];
}

export type BulkPart = { readonly part: number; readonly firstRow: number; readonly rows: string };

export async function insertBulkPart(db: Db, accountId: number, runId: number, part: BulkPart): Promise<void> {
  await sql`
    insert into bulk_parts (run_id, part, account_id, first_row, rows)
    values (${runId}, ${part.part}, ${accountId}, ${part.firstRow}, ${part.rows})`.execute(db);
}

/** Held until the transaction ends, so that nobody else writes it too. Undefined where every part is done. */
export async function nextBulkPart(db: Db, runId: number): Promise<BulkPart | undefined> {
  const { rows } = await sql<BulkPart>`
    select part, first_row as "firstRow", rows from bulk_parts
    where run_id = ${runId} and rows is not null order by part limit 1 for update`.execute(db);
  return rows[0];
}

export type BulkResult = {
  readonly row: number;
  readonly sku: string | null;
  readonly productId: number | null;
  readonly outcome: "created" | "updated" | "unchanged" | "failed";
  readonly message: string | null;
  readonly field: string | null;
};

/** In the transaction that writes the products themselves. */
export async function recordBulkPart(
  db: Db,
  runId: number,
  part: number,
  results: readonly BulkResult[],
): Promise<void> {
  const count = (outcome: BulkResult["outcome"]) => results.filter((result) => result.outcome === outcome).length;
  await sql`
    update bulk_parts set rows = null, results = ${JSON.stringify(results)}::jsonb
    where run_id = ${runId} and part = ${part}`.execute(db);
  await sql`
    update runs set seen = seen + ${results.length}, created = created + ${count("created")},
      updated = updated + ${count("updated")}, unchanged = unchanged + ${count("unchanged")},
      failed = failed + ${count("failed")}, attempts = 0, error = null
    where id = ${runId}`.execute(db);
}

export type BulkResultQuery = {
  readonly accountId: number;
  readonly runId: number;
  /** Rows behind this one. */
  readonly after: number;
  readonly limit: number;
  readonly onlyFailed: boolean;
};

export async function bulkResults(db: Db, query: BulkResultQuery): Promise<readonly BulkResult[]> {
  const { accountId, runId, after, limit, onlyFailed } = query;
  const { rows } = await sql<BulkResult>`
    select result.* from bulk_parts part, jsonb_to_recordset(part.results) as result(
      "row" int, sku text, "productId" int, outcome text, message text, field text)
    where part.run_id = ${runId} and part.account_id = ${accountId} and result."row" > ${after}
      and (not ${onlyFailed}::boolean or result.outcome = 'failed')
    order by part.part, result."row" limit ${limit}`.execute(db);
  return rows;
}

/** Those that wait, or were left by a process that died. */
export async function openBulkRunIds(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from runs where kind = 'bulk' and state in ('waiting', 'running') order by id`.execute(db);
  return rows.map((row) => row.id);
}

export async function finishBulkRun(db: Db, id: number): Promise<void> {
  await sql`
    update runs set state = 'done', finished_at = clock_timestamp() where id = ${id} and state = 'running'`.execute(db);
}

/** By itself the server looks after a minute; until then it would plan as if there were no products. */
export async function learnProductSizes(db: Db): Promise<void> {
  await sql`analyze products, product_history`.execute(db);
}

export async function forgetOldBulkParts(db: Db, days: number): Promise<void> {
  await sql`
    delete from bulk_parts part using runs run where run.id = part.run_id and run.kind = 'bulk'
      and run.finished_at < clock_timestamp() - make_interval(days => ${days}::int)`.execute(db);
}
