// Rows of outward work and of things to be read again: what is wished, what is due, what is settled.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";
import { distanceOf, onDatabaseClock, onOwnClock } from "../own-clock.ts";
import type { WorkKind } from "./work-tables.ts";

export { WORK_KINDS, type WorkKind } from "./work-tables.ts";

export type WorkRow = {
  readonly id: number;
  readonly account_id: number;
  readonly connection_id: number;
  readonly kind: WorkKind;
  readonly remote_id: string;
  readonly wish: unknown;
  readonly version: number;
  readonly attempts: number;
  /** For how long the store has answered each try with something that could not be read. */
  readonly unreadable_ms: number;
  readonly cause: string;
};

export type WishWrite = Scope & {
  readonly kind: WorkKind;
  readonly remoteId: string;
  readonly wish: object;
  readonly cause: string;
};

/** The latest wish replaces the one before it, and a wish that was parked comes to life again. */
export async function wish(db: Db, { accountId, connectionId, kind, remoteId, wish, cause }: WishWrite): Promise<void> {
  await sql`
    insert into outward_work as held (account_id, connection_id, kind, remote_id, wish, cause)
    values (${accountId}, ${connectionId}, ${kind}, ${remoteId}, ${JSON.stringify(wish)}::jsonb, ${cause})
    on conflict (connection_id, kind, remote_id) do update set ${RENEWED}`.execute(db);
}

const RENEWED = sql.raw(`wish = excluded.wish, cause = excluded.cause, version = held.version + 1, state = 'waiting',
  attempts = 0, unreadable_since = null, due_at = excluded.due_at, wished_at = clock_timestamp(), settled_at = null,
  note = null`);

const UNREADABLE_MS = sql<number>`
  coalesce(extract(epoch from clock_timestamp() - unreadable_since) * 1000, 0)::float8 as unreadable_ms`;

export type StockWishes = {
  readonly accountId: number;
  readonly skus: readonly string[];
  readonly cause: string;
  readonly delayMs?: number;
  /** Only this one. */
  readonly connectionId?: number;
};

/** Every follower that lists one of these SKUs shall show what is available; returns the connections that have work now. */
export async function wishStock(
  db: Db,
  { accountId, skus, cause, delayMs = 0, connectionId }: StockWishes,
): Promise<readonly number[]> {
  if (skus.length === 0) return [];
  const { rows } = await sql<{ connection_id: number }>`
    insert into outward_work as held (account_id, connection_id, kind, remote_id, wish, cause, due_at)
    select listing.account_id, listing.connection_id, 'stock', listing.remote_id, jsonb_build_object('sku', listing.sku), ${cause}::text,
      clock_timestamp() + make_interval(secs => ${delayMs / 1000}::float8)
    from listings listing join connections connection on connection.id = listing.connection_id
    where listing.account_id = ${accountId} and listing.sku = any(${skus}::text[]) and listing.deleted_at is null
      and listing.stock_keeping <> 'none' and listing.archived_at is null
      and connection.deleted_at is null and connection.stock_role = 'follower'
      and (${connectionId ?? null}::int is null or connection.id = ${connectionId ?? null})
      and exists (select from stock_levels level where level.account_id = listing.account_id and level.sku = listing.sku)
    order by listing.connection_id, listing.remote_id
    on conflict (connection_id, kind, remote_id) do update set ${RENEWED}
    -- A wish for later adds nothing to one that waits already.
    where ${delayMs}::int = 0 or held.state <> 'waiting'
    returning connection_id`.execute(db);
  return [...new Set(rows.map((row) => row.connection_id))];
}

export async function dueWork(
  db: Db,
  connectionId: number,
  kind: WorkKind,
  limit: number,
): Promise<readonly WorkRow[]> {
  const { rows } = await sql<WorkRow>`
    select id, account_id, connection_id, kind, remote_id, wish, version, attempts, cause, ${UNREADABLE_MS}
    from outward_work
    where connection_id = ${connectionId} and kind = ${kind} and state = 'waiting' and due_at <= clock_timestamp()
    order by due_at, id limit ${limit}`.execute(db);
  return rows;
}

/** When the next wish of this connection falls due, by our own clock. */
export async function nextDueWork(db: Db, connectionId: number, kind: WorkKind): Promise<Date | null> {
  const { rows } = await sql<{ distance: number | null }>`
    select ${distanceOf(sql`min(due_at)`)} as distance from outward_work
    where connection_id = ${connectionId} and kind = ${kind} and state = 'waiting'`.execute(db);
  return onOwnClock(rows[0]?.distance);
}

export type Settlement = {
  readonly id: number;
  readonly version: number;
  readonly state: "done" | "parked";
  readonly note: string | null;
};

/** A wish that was renewed while it was worked on stays waiting. */
export async function settleWork(db: Db, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    update outward_work held set state = s.state, note = s.note, settled_at = clock_timestamp()
    from jsonb_to_recordset(${JSON.stringify(settlements)}::jsonb) as s(id bigint, version int, state text, note text)
    where held.id = s.id and held.version = s.version`.execute(db);
}

export type Delay = {
  readonly until: Date;
  readonly note: string;
  /** The store answered, with something that could not be read. */
  readonly wasUnreadable?: boolean;
};

export async function postponeWork(db: Db, work: readonly WorkRow[], delay: Delay): Promise<void> {
  if (work.length === 0) return;
  await sql`
    update outward_work set attempts = attempts + 1, due_at = ${onDatabaseClock(delay.until)}, note = ${delay.note},
      unreadable_since = ${unreadableSince(delay)}
    where id = any(${work.map((each) => each.id)}::bigint[]) and state = 'waiting' and due_at <= clock_timestamp()`.execute(
    db,
  );
}

/** What was put off because the store could not be asked is due at once; what waits for reasons of its own stays. */
export async function hastenWork(db: Db, connectionId: number): Promise<void> {
  await sql`
    update outward_work set due_at = clock_timestamp()
    where connection_id = ${connectionId} and state = 'waiting' and attempts > 0 and due_at > clock_timestamp()`.execute(
    db,
  );
  await sql`
    update rereads set due_at = clock_timestamp()
    where connection_id = ${connectionId} and attempts > 0 and due_at > clock_timestamp()`.execute(db);
}

export type RereadRow = {
  readonly connection_id: number;
  readonly account_id: number;
  readonly kind: string;
  readonly remote_id: string;
  readonly version: number;
  readonly attempts: number;
  /** For how long the store has answered each try with something that could not be read. */
  readonly unreadable_ms: number;
};

export type RereadWrite = Scope & {
  readonly kind: string;
  readonly remoteIds: readonly string[];
  readonly reason: string;
  /** A request for later adds nothing to one that waits already, nor puts it off. */
  readonly delayMs: number;
};

export async function askToReread(
  db: Db,
  { accountId, connectionId, kind, remoteIds, reason, delayMs }: RereadWrite,
): Promise<void> {
  if (remoteIds.length === 0) return;
  await sql`
    insert into rereads as held (connection_id, kind, remote_id, account_id, reason, due_at)
    select ${connectionId}::int, ${kind}::text, remote_id, ${accountId}::int, ${reason}::text,
      now() + make_interval(secs => ${delayMs / 1000}::float8)
    from (select distinct unnest(${remoteIds}::text[]) as remote_id order by 1) asked
    on conflict (connection_id, kind, remote_id) do update set
      version = held.version + 1, reason = excluded.reason,
      attempts = case when ${delayMs}::int = 0 then 0 else held.attempts end,
      unreadable_since = case when ${delayMs}::int = 0 then null else held.unreadable_since end,
      due_at = case when ${delayMs}::int = 0 then excluded.due_at else held.due_at end`.execute(db);
}

export async function dueRereads(db: Db, connectionId: number, limit: number): Promise<readonly RereadRow[]> {
  const { rows } = await sql<RereadRow>`
    select connection_id, account_id, kind, remote_id, version, attempts, ${UNREADABLE_MS} from rereads
    where connection_id = ${connectionId} and due_at <= clock_timestamp()
    order by due_at, kind, remote_id limit ${limit}`.execute(db);
  return rows;
}

/** By our own clock. */
export async function nextDueReread(db: Db, connectionId: number): Promise<Date | null> {
  const { rows } = await sql<{ distance: number | null }>`
    select ${distanceOf(sql`min(due_at)`)} as distance from rereads where connection_id = ${connectionId}`.execute(db);
  return onOwnClock(rows[0]?.distance);
}

/** Between two readings of one thing while its store storms. */
export const STORM_PAUSE_MS = 5_000;

/** What was asked for again meanwhile stays; within a storm it waits, as it has just been read. */
export async function finishRereads(db: Db, rereads: readonly RereadRow[]): Promise<void> {
  if (rereads.length === 0) return;
  await sql`
    delete from rereads held using jsonb_to_recordset(${JSON.stringify(rereads)}::jsonb)
      as done(connection_id int, kind text, remote_id text, version int)
    where held.connection_id = done.connection_id and held.kind = done.kind and held.remote_id = done.remote_id
      and held.version = done.version`.execute(db);
  await sql`
    update rereads held set due_at = clock_timestamp() + make_interval(secs => ${STORM_PAUSE_MS / 1000}::float8)
    from jsonb_to_recordset(${JSON.stringify(rereads)}::jsonb) as done(connection_id int, kind text, remote_id text)
    where held.connection_id = done.connection_id and held.kind = done.kind and held.remote_id = done.remote_id
      and held.reason = 'storm'`.execute(db);
}

export async function postponeRereads(
  db: Db,
  rereads: readonly RereadRow[],
  delay: Omit<Delay, "note">,
): Promise<void> {
  if (rereads.length === 0) return;
  await sql`
    update rereads held set attempts = held.attempts + 1, due_at = ${onDatabaseClock(delay.until)},
      unreadable_since = ${unreadableSince(delay)}
    from jsonb_to_recordset(${JSON.stringify(rereads)}::jsonb) as late(connection_id int, kind text, remote_id text)
    where held.connection_id = late.connection_id and held.kind = late.kind and held.remote_id = late.remote_id`.execute(
    db,
  );
}

function unreadableSince({ wasUnreadable = false }: Pick<Delay, "wasUnreadable">) {
  return sql`case when ${wasUnreadable}::boolean then coalesce(unreadable_since, clock_timestamp()) end`;
}

/** The database's own time, against which everything is compared that several processes see. */
export async function databaseTime(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("The database does not tell the time");
  return row.now;
}

/** Who has work that is due and may have lost its job: outward keys, and connections with things to be read again. */
export async function overdueWork(
  db: Db,
): Promise<{ readonly outward: readonly string[]; readonly rereads: readonly number[] }> {
  const outward = await sql<{ key: string }>`
    select distinct work.connection_id || ':' || work.kind as key from outward_work work join connections c on c.id = work.connection_id
    where work.state = 'waiting' and work.due_at <= clock_timestamp() and c.status = 'active'`.execute(db);
  const rereads = await sql<{ connection_id: number }>`
    select distinct reread.connection_id from rereads reread join connections c on c.id = reread.connection_id
    where reread.due_at <= clock_timestamp() and c.status = 'active'`.execute(db);
  return { outward: outward.rows.map((row) => row.key), rereads: rereads.rows.map((row) => row.connection_id) };
}

/** Notes what the store showed beside the wish and puts it off; the wish itself stays. */
export async function doubtWork(
  db: Db,
  wishes: readonly { readonly id: number; readonly doubt: object }[],
  until: Date,
): Promise<void> {
  await sql`
    update outward_work held set wish = held.wish || jsonb_build_object('doubt', d.doubt), due_at = ${onDatabaseClock(until)},
      note = 'the store shows another number: its orders are read first'
    from jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as d(id bigint, doubt jsonb)
    where held.id = d.id and held.state = 'waiting'`.execute(db);
}

export async function findCursorTime(db: Db, connectionId: number, kind: string): Promise<Date | null> {
  const row = await db
    .selectFrom("cursors")
    .select("read_until")
    .where("connection_id", "=", connectionId)
    .where("kind", "=", kind)
    .executeTakeFirst();
  return row?.read_until ?? null;
}
