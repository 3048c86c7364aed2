// Runs of a sync and the cursors that they move. A cursor never passes what is neither stored nor parked.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type RunKind = "orders" | "products" | "customers" | "payouts";
export type RunRow = Selectable<Tables["runs"]>;
export type CursorRow = Selectable<Tables["cursors"]>;

export type RunWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly kind: RunKind;
  readonly cause: string;
  readonly filter: object;
  readonly checkpoint: object | null;
  readonly readsUntil: Date;
  readonly movesCursor: boolean;
  readonly most: number | null;
};

/** Null where a run that moves this cursor is under way already. */
export async function insertRun(db: Db, run: RunWrite): Promise<RunRow | null> {
  const row = await db
    .insertInto("runs")
    .values({
      account_id: run.accountId,
      connection_id: run.connectionId,
      kind: run.kind,
      cause: run.cause,
      filter: JSON.stringify(run.filter),
      checkpoint: run.checkpoint === null ? null : JSON.stringify(run.checkpoint),
      reads_until: run.readsUntil,
      moves_cursor: run.movesCursor,
      most: run.most,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export async function findRun(db: Db, id: number): Promise<RunRow | undefined> {
  return db.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findOpenRun(db: Db, connectionId: number, kind: RunKind): Promise<RunRow | undefined> {
  return db
    .selectFrom("runs")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("kind", "=", kind)
    .where("moves_cursor", "=", true)
    .where("state", "in", ["waiting", "running"])
    .executeTakeFirst();
}

export async function startRun(db: Db, id: number): Promise<void> {
  await db
    .updateTable("runs")
    .set({ state: "running", started_at: sql<Date>`coalesce(started_at, clock_timestamp())` })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .execute();
}

export type PageCounts = {
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly failed: number;
};

/** In the transaction that stores the page itself. */
export async function recordPage(
  db: Db,
  run: RunRow,
  checkpoint: object,
  total: number | null,
  counts: PageCounts,
): Promise<void> {
  const text = JSON.stringify(checkpoint);
  await sql`
    update runs set checkpoint = ${text}::jsonb, total = greatest(total, ${total}::int), attempts = 0, error = null,
      seen = seen + ${counts.seen}, created = created + ${counts.created}, updated = updated + ${counts.updated},
      unchanged = unchanged + ${counts.unchanged}, ignored = ignored + ${counts.ignored}, failed = failed + ${counts.failed}
    where id = ${run.id}`.execute(db);
  if (run.moves_cursor) await keepPlace(db, run, text);
}

async function keepPlace(db: Db, run: RunRow, checkpoint: string): Promise<void> {
  await sql`
    insert into cursors (connection_id, account_id, kind, checkpoint, reading_until)
    values (${run.connection_id}, ${run.account_id}, ${run.kind}, ${checkpoint}::jsonb, ${run.reads_until})
    on conflict (connection_id, kind) do update set checkpoint = excluded.checkpoint, reading_until = excluded.reading_until`.execute(
    db,
  );
}

export async function finishRun(db: Db, run: RunRow, state: "done" | "incomplete" | "stopped"): Promise<void> {
  await db
    .updateTable("runs")
    .set({ state, finished_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", run.id)
    .execute();
  if (run.moves_cursor && state === "done") await moveCursor(db, run);
}

async function moveCursor(db: Db, run: RunRow): Promise<void> {
  await sql`
    insert into cursors (connection_id, account_id, kind, read_until, updated_at)
    values (${run.connection_id}, ${run.account_id}, ${run.kind}, ${run.reads_until}, clock_timestamp())
    on conflict (connection_id, kind) do update set
      read_until = excluded.read_until, checkpoint = null, reading_until = null, updated_at = excluded.updated_at`.execute(
    db,
  );
}

export async function failRun(db: Db, id: number, error: object): Promise<void> {
  await db
    .updateTable("runs")
    .set({ state: "failed", error: JSON.stringify(error), finished_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .execute();
}

export async function delayRun(db: Db, id: number, error: object | null): Promise<void> {
  await db
    .updateTable("runs")
    .set({ attempts: sql<number>`attempts + 1`, ...(error && { error: JSON.stringify(error) }) })
    .where("id", "=", id)
    .execute();
}

export async function findCursor(db: Db, connectionId: number, kind: RunKind): Promise<CursorRow | undefined> {
  return db
    .selectFrom("cursors")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .where("kind", "=", kind)
    .executeTakeFirst();
}

/** Runs that wait or were left running by a process that died. */
export async function openRunIds(db: Db): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("runs")
    .innerJoin("connections", "connections.id", "runs.connection_id")
    .select("runs.id")
    .where("runs.state", "in", ["waiting", "running"])
    .where("connections.status", "=", "active")
    .where(sql<boolean>`(runs.attempts = 0 or runs.created_at < clock_timestamp() - interval '1 minute')`)
    .execute();
  return rows.map((row) => row.id);
}

export async function openRunIdsOf(db: Db, connectionId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("runs")
    .select("id")
    .where("connection_id", "=", connectionId)
    .where("state", "in", ["waiting", "running"])
    .execute();
  return rows.map((row) => row.id);
}

/** Whether a pass over the orders began after this moment and has ended. */
export async function hasReadOrdersSince(db: Db, connectionId: number, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from runs where connection_id = ${connectionId} and kind = 'orders' and state = 'done' and started_at >= ${since}
      and not filter ? 'remoteStatuses' limit 1`.execute(db);
  return rows.length > 0;
}

export async function forgetOldRuns(db: Db, days: number): Promise<void> {
  await sql`
    delete from runs where id in (
      select id from (select id, finished_at from runs order by id limit 1000) oldest
      where finished_at < clock_timestamp() - make_interval(days => ${days}::int))`.execute(db);
}
