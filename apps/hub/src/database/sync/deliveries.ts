// Inbound webhook requests: stored in batches, taken by resource, settled one by one.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type DeliveryWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly topic: string;
  readonly kind: string;
  readonly remoteId: string;
  readonly deliveryId: string;
  readonly signed: boolean;
  readonly body: string;
  readonly bodyHash: Buffer;
};

/** What a resource is called in job keys and locks. */
export function resourceKey(delivery: {
  readonly connectionId: number;
  readonly kind: string;
  readonly remoteId: string;
}): string {
  return `${delivery.connectionId}:${delivery.kind}:${delivery.remoteId}`;
}

export function connectionOfKey(key: string): number {
  return Number(key.slice(0, key.indexOf(":")));
}

/** Appliers wait for those who store deliveries of the same resource, so that a job is never looked at before its delivery is there. */
export async function shareResources(db: Db, keys: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(h) from (select distinct hashtextextended(k, 7) h from unnest(${keys}::text[]) k order by 1) s`.execute(
    db,
  );
}

export async function lockResources(db: Db, keys: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(h) from (select distinct hashtextextended(k, 7) h from unnest(${keys}::text[]) k order by 1) s`.execute(
    db,
  );
}

/** The very same delivery again is counted and looked at once more; that does no harm and loses nothing. */
export async function insertDeliveries(db: Db, deliveries: readonly DeliveryWrite[]): Promise<void> {
  await sql`
    insert into deliveries as held (account_id, connection_id, topic, kind, remote_id, delivery_id, signed, body, body_hash)
    select * from unnest(
      ${deliveries.map((each) => each.accountId)}::int[], ${deliveries.map((each) => each.connectionId)}::int[],
      ${deliveries.map((each) => each.topic)}::text[], ${deliveries.map((each) => each.kind)}::text[],
      ${deliveries.map((each) => each.remoteId)}::text[], ${deliveries.map((each) => each.deliveryId)}::text[],
      ${deliveries.map((each) => each.signed)}::boolean[], ${deliveries.map((each) => each.body)}::text[],
      ${deliveries.map((each) => each.bodyHash)}::bytea[])
    on conflict (connection_id, delivery_id, body_hash) do update set copies = held.copies + 1, state = 'waiting'`.execute(
    db,
  );
}

export type WaitingDelivery = {
  readonly id: number;
  readonly connection_id: number;
  readonly topic: string;
  readonly kind: "order" | "product" | "customer" | "store" | "privacy";
  readonly remote_id: string;
  readonly signed: boolean;
  readonly body: string;
};

export async function waitingDeliveries(db: Db, keys: readonly string[]): Promise<readonly WaitingDelivery[]> {
  const parts = keys.map(partsOfKey);
  const { rows } = await sql<WaitingDelivery>`
    select d.id, d.connection_id, d.topic, d.kind, d.remote_id, d.signed, d.body
    from deliveries d
    join unnest(${parts.map((part) => part.connectionId)}::int[], ${parts.map((part) => part.kind)}::text[], ${parts.map((part) => part.remoteId)}::text[])
      as wanted(connection_id, kind, remote_id) using (connection_id, kind, remote_id)
    where d.state = 'waiting' order by d.id`.execute(db);
  return rows;
}

function partsOfKey(key: string): { connectionId: number; kind: string; remoteId: string } {
  const [connectionId = "", kind = "", ...rest] = key.split(":");
  return { connectionId: Number(connectionId), kind, remoteId: rest.join(":") };
}

export type DeliveryState = "rereading" | "applied" | "unchanged" | "echo" | "stale" | "ignored" | "parked";
export type DeliverySettlement = { readonly id: number; readonly state: DeliveryState; readonly note: string | null };

export async function settleDeliveries(db: Db, settlements: readonly DeliverySettlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    update deliveries d set state = s.state, note = s.note, settled_at = case when s.state = 'rereading' then null else clock_timestamp() end
    from unnest(${settlements.map((each) => each.id)}::bigint[], ${settlements.map((each) => each.state)}::text[],
      ${settlements.map((each) => each.note)}::text[]) as s(id, state, note)
    where d.id = s.id`.execute(db);
}

/** The things that these deliveries hinted at have been read again. */
export async function settleRereadDeliveries(
  db: Db,
  connectionId: number,
  kind: string,
  results: readonly { readonly remoteId: string; readonly state: DeliveryState; readonly note: string | null }[],
): Promise<void> {
  if (results.length === 0) return;
  await sql`
    update deliveries d set state = s.state, note = coalesce(s.note, d.note), settled_at = clock_timestamp()
    from unnest(${results.map((each) => each.remoteId)}::text[], ${results.map((each) => each.state)}::text[],
      ${results.map((each) => each.note)}::text[]) as s(remote_id, state, note)
    where d.connection_id = ${connectionId} and d.kind = ${kind} and d.remote_id = s.remote_id and d.state = 'rereading'`.execute(
    db,
  );
}

/** Resources whose deliveries wait longer than they should: their job got lost. */
export async function overdueResources(db: Db, olderThanSeconds: number, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct connection_id || ':' || kind || ':' || remote_id as key from deliveries
    where state = 'waiting' and received_at < clock_timestamp() - make_interval(secs => ${olderThanSeconds}::float8) limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.key);
}

export type CalmQuery = { readonly code: string; readonly topic: string; readonly calmMs: number };
export type CalmedConnection = { readonly account_id: number; readonly connection_id: number };

/** With an open alert of this code, but for a while without a delivery of this topic. */
export async function calmedConnections(
  db: Db,
  { code, topic, calmMs }: CalmQuery,
): Promise<readonly CalmedConnection[]> {
  const since = sql`clock_timestamp() - make_interval(secs => ${calmMs / 1000}::float8)`;
  const { rows } = await sql<CalmedConnection>`
    select alert.account_id, alert.connection_id from alerts alert
    where alert.code = ${code} and alert.settled_at is null and alert.connection_id is not null and alert.last_at < ${since}
      and not exists (
        select from deliveries held
        where held.connection_id = alert.connection_id and held.delivery_id = ${topic}
          and (held.state in ('waiting', 'rereading') or held.settled_at > ${since}))`.execute(db);
  return rows;
}

/** A slice at a time, oldest first, so that no statement runs long. */
export async function forgetOldDeliveries(db: Db, days: number): Promise<void> {
  await sql`
    delete from deliveries where id in (
      select id from (select id, received_at, state from deliveries order by id limit 5000) oldest
      where received_at < clock_timestamp() - make_interval(days => ${days}::int) and state not in ('waiting', 'rereading'))`.execute(
    db,
  );
}
