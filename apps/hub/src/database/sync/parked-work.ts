// Work that failed for good, with its reason, until a person retries or dismisses it or it heals by itself.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";

export type ParkedWrite = Scope & {
  readonly source: "delivery" | "page" | "reread" | "outward";
  readonly kind: string;
  readonly remoteId: string;
  readonly errorKind: string;
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly payload: string | null;
  readonly reference: Readonly<Record<string, string | number>>;
};

/** The same trouble again is the same card, counted. */
export async function park(db: Db, work: ParkedWrite): Promise<void> {
  await sql`
    insert into parked_work as held (account_id, connection_id, source, kind, remote_id, error_kind, code, message, remedy, payload, reference)
    values (${work.accountId}, ${work.connectionId}, ${work.source}, ${work.kind}, ${work.remoteId}, ${work.errorKind}, ${work.code},
      ${work.message}, ${work.remedy}, ${work.payload}, ${JSON.stringify(work.reference)}::jsonb)
    on conflict (connection_id, source, kind, remote_id) where resolved_at is null do update set
      error_kind = excluded.error_kind, code = excluded.code, message = excluded.message, remedy = excluded.remedy,
      payload = excluded.payload, reference = excluded.reference, times = held.times + 1, parked_at = clock_timestamp()`.execute(
    db,
  );
}

/** What was parked of these things is in order again: they were applied since. */
export async function heal(db: Db, connectionId: number, kind: string, remoteIds: readonly string[]): Promise<void> {
  if (remoteIds.length === 0) return;
  await sql`
    update parked_work set resolved_at = clock_timestamp(), resolution = 'healed'
    where connection_id = ${connectionId} and kind = ${kind} and remote_id = any(${remoteIds}::text[])
      and source <> 'outward' and resolved_at is null`.execute(db);
}

export type ParkedRow = {
  readonly id: number;
  readonly account_id: number;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly source: ParkedWrite["source"];
  readonly kind: string;
  readonly remote_id: string;
  readonly error_kind: string;
  readonly code: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly payload: string | null;
  readonly times: number;
  readonly parked_at: Date;
  readonly resolved_at: Date | null;
  readonly resolution: string | null;
  readonly resolved_by: string | null;
  readonly reason: string | null;
};

export type ParkedQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly isOpen: boolean;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first. */
export async function listParked(db: Db, query: ParkedQuery): Promise<readonly ParkedRow[]> {
  const { rows } = await sql<ParkedRow>`
    select ${COLUMNS} from parked_work work join connections connection on connection.id = work.connection_id
    where work.account_id = ${query.accountId}
      and (${query.connectionId}::int is null or work.connection_id = ${query.connectionId})
      and (${query.before}::bigint is null or work.id < ${query.before})
      and (work.resolved_at is null) = ${query.isOpen}
    order by work.id desc limit ${query.limit}`.execute(db);
  return rows;
}

export async function findParked(db: Db, accountId: number, id: number): Promise<ParkedRow | undefined> {
  const { rows } = await sql<ParkedRow>`
    select ${COLUMNS} from parked_work work join connections connection on connection.id = work.connection_id
    where work.account_id = ${accountId} and work.id = ${id}`.execute(db);
  return rows[0];
}

const COLUMNS =
  sql.raw(`work.id, work.account_id, work.connection_id, connection.public_id as connection_public_id, work.source, work.kind,
  work.remote_id, work.error_kind, work.code, work.message, work.remedy, work.payload, work.times, work.parked_at, work.resolved_at,
  work.resolution, work.resolved_by, work.reason`);

export type Resolution = {
  readonly resolution: "retried" | "dismissed";
  readonly by: string;
  readonly reason: string | null;
};

export async function resolveParked(db: Db, id: number, { resolution, by, reason }: Resolution): Promise<void> {
  await sql`
    update parked_work set resolved_at = clock_timestamp(), resolution = ${resolution}, resolved_by = ${by}, reason = ${reason}
    where id = ${id} and resolved_at is null`.execute(db);
}

/** Put away by mistake: it waits in the inbox again. False where the same trouble has a card there already. */
export async function reopenParked(db: Db, id: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update parked_work set resolved_at = null, resolution = null, resolved_by = null, reason = null
    where id = ${id} and resolution = 'dismissed' and not exists (
      select from parked_work other where other.connection_id = parked_work.connection_id and other.source = parked_work.source
        and other.kind = parked_work.kind and other.remote_id = parked_work.remote_id and other.resolved_at is null)
    returning id`.execute(db);
  return rows.length > 0;
}

/** Whether anything of this trouble still waits. */
export async function hasOpenLike(db: Db, connectionId: number, trouble: string): Promise<boolean> {
  const { rows } = await sql`
    select from parked_work where connection_id = ${connectionId} and resolved_at is null
      and coalesce(code, error_kind) = ${trouble} limit 1`.execute(db);
  return rows.length > 0;
}

/** The wish behind a parked card waits again; returns its kind where it is still there. */
export async function revivePark(
  db: Db,
  row: Pick<ParkedRow, "connection_id" | "kind" | "remote_id">,
): Promise<string | null> {
  const { rows } = await sql<{ kind: string }>`
    update outward_work set state = 'waiting', attempts = 0, unreadable_since = null, due_at = clock_timestamp(),
      settled_at = null, note = null
    where connection_id = ${row.connection_id} and kind = ${row.kind} and remote_id = ${row.remote_id} and state = 'parked'
    returning kind`.execute(db);
  return rows[0]?.kind ?? null;
}

/** Orders that could not be understood while a run went on. */
export async function troublesOfRun(
  db: Db,
  connectionId: number,
  since: Date,
): Promise<readonly Pick<ParkedRow, "remote_id" | "message" | "remedy">[]> {
  const { rows } = await sql<Pick<ParkedRow, "remote_id" | "message" | "remedy">>`
    select remote_id, message, remedy from parked_work
    where connection_id = ${connectionId} and source = 'page' and kind = 'order' and resolved_at is null and parked_at >= ${since}
    order by id limit 100`.execute(db);
  return rows;
}

export async function countParked(db: Db): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from parked_work where resolved_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}
