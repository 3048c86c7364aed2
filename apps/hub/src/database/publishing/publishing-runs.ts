// Runs that carry products to a store or from it.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { RunRow } from "../sync/runs.ts";

export type PublishingRunWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly kind: "export" | "import";
  readonly cause: string;
  readonly order: object;
  readonly total: number | null;
};

export function insertPublishingRun(db: Db, run: PublishingRunWrite): Promise<RunRow> {
  return db
    .insertInto("runs")
    .values({
      account_id: run.accountId,
      connection_id: run.connectionId,
      kind: run.kind,
      cause: run.cause,
      filter: JSON.stringify(run.order),
      moves_cursor: false,
      total: run.total,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findPublishingRun(db: Db, connectionId: number, id: number): Promise<RunRow | undefined> {
  return db
    .selectFrom("runs")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("id", "=", id)
    .where("kind", "in", ["export", "import"])
    .executeTakeFirst();
}

/** Under way, or ended after this moment. */
export function livePublishingRuns(db: Db, connectionId: number, endedSince: Date): Promise<RunRow[]> {
  return db
    .selectFrom("runs")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("kind", "in", ["export", "import"])
    .where((where) => where.or([where("state", "in", ["waiting", "running"]), where("finished_at", ">=", endedSince)]))
    .orderBy("id")
    .limit(100)
    .execute();
}

export function runOrders(db: Db, ids: readonly number[]): Promise<Pick<RunRow, "id" | "filter">[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom("runs")
    .select(["id", "filter"])
    .where("id", "in", [...ids])
    .where("kind", "=", "export")
    .execute();
}

export type PublishingCounts = {
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly failed: number;
};

/** In the transaction that stores what the counts are of. */
export async function recordProgress(
  db: Db,
  runId: number,
  checkpoint: object,
  total: number | null,
  counts: PublishingCounts,
): Promise<void> {
  await sql`
    update runs set checkpoint = ${JSON.stringify(checkpoint)}::jsonb, total = greatest(total, ${total}::int), attempts = 0, error = null,
      seen = seen + ${counts.seen}, created = created + ${counts.created}, updated = updated + ${counts.updated},
      unchanged = unchanged + ${counts.unchanged}, ignored = ignored + ${counts.ignored}, failed = failed + ${counts.failed}
    where id = ${runId}`.execute(db);
}
