// Which of a store's own places stands for which of ours, and from which of ours a connection sells.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";
import type { Tables } from "../tables.ts";

export type LinkRow = Selectable<Tables["location_links"]>;

export type SeenLocation = {
  readonly remoteId: string;
  readonly name: string;
  readonly active: boolean;
  readonly country: string;
  readonly city: string;
};

export function linksOf(db: Db, connectionId: number): Promise<LinkRow[]> {
  return db
    .selectFrom("location_links")
    .selectAll()
    .where("connection_id", "=", connectionId)
    .orderBy("name")
    .orderBy("remote_id")
    .execute();
}

/** What the store lists now; one that it no longer lists is kept and not active. */
export async function storeSeen(
  db: Db,
  { accountId, connectionId }: Scope,
  seen: readonly SeenLocation[],
): Promise<void> {
  await sql`
    insert into location_links as held (connection_id, remote_id, account_id, name, active, country, city)
    select ${connectionId}::int, "remoteId", ${accountId}::int, name, active, country, city
    from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb)
      as s("remoteId" text, name text, active boolean, country text, city text)
    order by "remoteId"
    on conflict (connection_id, remote_id) do update set name = excluded.name, active = excluded.active,
      country = excluded.country, city = excluded.city, seen_at = clock_timestamp()`.execute(db);
  await sql`
    update location_links set active = false
    where connection_id = ${connectionId} and active and remote_id <> all(${seen.map((each) => each.remoteId)}::text[])`.execute(
    db,
  );
}

export type LinkWrite = {
  readonly remoteId: string;
  readonly state: LinkRow["state"];
  readonly locationId: number | null;
};

/** All that change are let go first, so that two can swap their places. */
export async function setLinks(db: Db, connectionId: number, links: readonly LinkWrite[]): Promise<void> {
  if (links.length === 0) return;
  const remoteIds = links.map((link) => link.remoteId);
  await sql`
    update location_links set state = 'undecided', location_id = null
    where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[])`.execute(db);
  await sql`
    update location_links held set state = l.state, location_id = l."locationId"
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l("remoteId" text, state text, "locationId" int)
    where held.connection_id = ${connectionId} and held.remote_id = l."remoteId"`.execute(db);
}

/** Null: from all that are active. */
export async function sellsFrom(db: Db, connectionId: number): Promise<readonly number[] | null> {
  const rows = await db
    .selectFrom("connection_locations")
    .select("location_id")
    .where("connection_id", "=", connectionId)
    .orderBy("location_id")
    .execute();
  return rows.length === 0 ? null : rows.map((row) => row.location_id);
}

/** The same for several; those that sell from everywhere are left out. */
export async function sellingPlaces(
  db: Db,
  connectionIds: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ connection_id: number; location_ids: number[] }>`
    select connection_id, array_agg(location_id order by location_id) as location_ids from connection_locations
    where connection_id = any(${connectionIds}::int[]) group by 1`.execute(db);
  return new Map(rows.map((row) => [row.connection_id, row.location_ids]));
}

/** The names of the stores that sell from this place and from no other. */
export async function sellingOnlyFrom(db: Db, accountId: number, locationId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.name from connection_locations l join connections c on c.id = l.connection_id
    where l.account_id = ${accountId} and c.deleted_at is null
    group by c.id having bool_and(l.location_id = ${locationId}) order by c.id`.execute(db);
  return rows.map((row) => row.name);
}

export async function setSellsFrom(db: Db, scope: Scope, locationIds: readonly number[] | null): Promise<void> {
  await sql`delete from connection_locations where connection_id = ${scope.connectionId}`.execute(db);
  if (locationIds === null) return;
  await sql`
    insert into connection_locations (connection_id, location_id, account_id)
    select distinct ${scope.connectionId}::int, id, ${scope.accountId}::int from unnest(${locationIds}::int[]) id`.execute(
    db,
  );
}
