// What is looked after besides: the interval of sweeps, the store's settings, its webhooks.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { ConnectionRow } from "./connections.ts";

export type Owner = { readonly id: number; readonly accountId: number };

export type WatchRow = {
  readonly connection_id: number;
  readonly account_id: number;
  readonly reconcile_interval_minutes: number;
  readonly store_settings: unknown;
  readonly webhooks_looked_at: Date | null;
  readonly changes_untold: number;
  readonly counted_run_id: number;
};

export async function findWatch(db: Db, connectionId: number): Promise<WatchRow | undefined> {
  return db.selectFrom("watches").selectAll().where("connection_id", "=", connectionId).executeTakeFirst();
}

export async function setReconcileInterval(db: Db, { id, accountId }: Owner, minutes: number): Promise<void> {
  await sql`
    insert into watches (connection_id, account_id, reconcile_interval_minutes) values (${id}, ${accountId}, ${minutes})
    on conflict (connection_id) do update set reconcile_interval_minutes = excluded.reconcile_interval_minutes`.execute(
    db,
  );
}

export async function keepStoreSettings(db: Db, { id, accountId }: Owner, settings: object): Promise<void> {
  await sql`
    insert into watches (connection_id, account_id, store_settings, store_settings_at)
    values (${id}, ${accountId}, ${JSON.stringify(settings)}::jsonb, clock_timestamp())
    on conflict (connection_id) do update set
      store_settings = excluded.store_settings, store_settings_at = excluded.store_settings_at`.execute(db);
}

type Looked = "store_settings_at" | "webhooks_looked_at";

/** Looked at now, whatever came of it: the next look is an interval away. */
export async function touchWatches(
  db: Db,
  what: Looked,
  connections: readonly { readonly id: number; readonly account_id: number }[],
): Promise<void> {
  if (connections.length === 0) return;
  const looked = sql.ref(what);
  await sql`
    insert into watches (connection_id, account_id, ${looked})
    select id, account_id, clock_timestamp()
    from unnest(${connections.map(({ id }) => id)}::int[], ${connections.map((each) => each.account_id)}::int[]) as u(id, account_id)
    on conflict (connection_id) do update set ${looked} = excluded.${looked}`.execute(db);
}

/** Each connection at a minute of its own: the first look comes up to one interval after it was made. */
export async function connectionsToLookAt(
  db: Db,
  what: Looked,
  minutes: number,
  limit: number,
): Promise<readonly ConnectionRow[]> {
  const looked = sql.ref(`w.${what}`);
  const { rows } = await sql<ConnectionRow>`
    select c.* from connections c left join watches w on w.connection_id = c.id
    where c.deleted_at is null and c.status = 'active' and coalesce(${looked}, c.created_at) <
        clock_timestamp() - make_interval(mins => case when ${looked} is null then 1 + abs(hashint4(c.id)) % ${minutes}::int else ${minutes}::int end)
    order by coalesce(${looked}, c.created_at) limit ${limit}`.execute(db);
  return rows;
}

export type WebhookWish = { readonly delivery_url: string; readonly topics: string[]; readonly since: Date };

/** Topics that were asked for before stay wished. */
export async function wishWebhooks(
  db: Db,
  { id, accountId }: Owner,
  deliveryUrl: string,
  topics: readonly string[],
): Promise<void> {
  await sql`
    insert into webhook_wishes as held (connection_id, account_id, delivery_url, topics)
    values (${id}, ${accountId}, ${deliveryUrl}, ${[...topics]}::text[])
    on conflict (connection_id, delivery_url) do update set
      topics = array(select distinct unnest(held.topics || excluded.topics) order by 1)`.execute(db);
}

export async function wishedWebhooks(db: Db, connectionId: number): Promise<readonly WebhookWish[]> {
  return db
    .selectFrom("webhook_wishes")
    .select(["delivery_url", "topics", "since"])
    .where("connection_id", "=", connectionId)
    .execute();
}

/** When the last good delivery about a kind came; null where none is known any more. */
export async function lastDeliveryAt(db: Db, { id, accountId }: Owner, kind: string): Promise<Date | null> {
  const { rows } = await sql<{ received_at: Date }>`
    select received_at from deliveries where account_id = ${accountId} and connection_id = ${id} and kind = ${kind}
    order by deliveries.id desc limit 1`.execute(db);
  return rows[0]?.received_at ?? null;
}

export type UntoldRun = { readonly id: number; readonly kind: string; readonly since: Date; readonly changes: number };

/**
 * Scheduled runs over a time in which webhooks were meant to tell everything, and that have ended a while ago: what they
 * brought, nobody had told. Webhooks may be minutes late, hence the while.
 */
export async function runsWithUntold(
  db: Db,
  connectionId: number,
  { afterRun, wishedSince, lateMinutes }: { afterRun: number; wishedSince: Date; lateMinutes: number },
): Promise<readonly UntoldRun[]> {
  const { rows } = await sql<UntoldRun>`
    select id, kind, (filter ->> 'since')::timestamptz as since, created + updated as changes from runs
    where connection_id = ${connectionId} and id > ${afterRun} and cause = 'schedule' and state = 'done'
      and kind in ('orders', 'products') and (filter ->> 'since')::timestamptz >= ${wishedSince}
      and finished_at < clock_timestamp() - make_interval(mins => ${lateMinutes}::int)
    order by id`.execute(db);
  return rows;
}

export async function countUntold(
  db: Db,
  { id, accountId }: Owner,
  changes: number,
  countedRunId: number,
): Promise<void> {
  await sql`
    insert into watches as held (connection_id, account_id, changes_untold, counted_run_id)
    values (${id}, ${accountId}, ${changes}, ${countedRunId})
    on conflict (connection_id) do update set
      changes_untold = held.changes_untold + excluded.changes_untold, counted_run_id = excluded.counted_run_id`.execute(
    db,
  );
}
