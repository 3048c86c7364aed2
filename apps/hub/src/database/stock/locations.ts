// Places where goods lie.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type LocationRow = Selectable<Tables["locations"]>;

export type LocationWrite = Partial<
  Pick<
    LocationRow,
    | "name"
    | "code"
    | "line_1"
    | "line_2"
    | "city"
    | "region"
    | "postcode"
    | "country"
    | "active"
    | "fulfils"
    | "priority"
  >
>;

/** In the order in which they send where no rule says otherwise. */
export function listLocations(db: Db, accountId: number): Promise<LocationRow[]> {
  return db
    .selectFrom("locations")
    .selectAll()
    .where("account_id", "=", accountId)
    .orderBy("priority")
    .orderBy("id")
    .execute();
}

export function findLocation(db: Db, accountId: number, id: number): Promise<LocationRow | undefined> {
  return db
    .selectFrom("locations")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function insertLocation(
  db: Db,
  accountId: number,
  location: LocationWrite & { readonly name: string },
): Promise<LocationRow> {
  return db
    .insertInto("locations")
    .values({ account_id: accountId, ...location })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function updateLocation(
  db: Db,
  accountId: number,
  id: number,
  change: LocationWrite,
): Promise<LocationRow | undefined> {
  return db
    .updateTable("locations")
    .set({ ...change, updated_at: sql<Date>`clock_timestamp()` })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

/** Two statements, because no two may be the default even for a moment. */
export async function makeDefault(db: Db, accountId: number, id: number): Promise<void> {
  await sql`update locations set is_default = false where account_id = ${accountId} and is_default and id <> ${id}`.execute(
    db,
  );
  await sql`update locations set is_default = true, updated_at = clock_timestamp() where account_id = ${accountId} and id = ${id}`.execute(
    db,
  );
}

/** Whether anything ever lay there or is held there; then its name is part of the past. */
export async function wasUsed(db: Db, accountId: number, id: number): Promise<boolean> {
  const { rows } = await sql`
    select where exists (select from stock_levels where account_id = ${accountId} and location_id = ${id})
      or exists (select from stock_movements where account_id = ${accountId} and location_id = ${id})
      or exists (select from allocations where account_id = ${accountId} and location_id = ${id})`.execute(db);
  return rows.length > 0;
}

/** With the links that lead to it: what they stood for is undecided then. */
export async function deleteLocation(db: Db, accountId: number, id: number): Promise<void> {
  await sql`
    update location_links set state = 'undecided', location_id = null
    where account_id = ${accountId} and location_id = ${id}`.execute(db);
  await sql`delete from connection_locations where account_id = ${accountId} and location_id = ${id}`.execute(db);
  await sql`delete from locations where account_id = ${accountId} and id = ${id}`.execute(db);
}

/** Every SKU that was ever counted somewhere. */
export async function countedSkus(db: Db, accountId: number, locationId?: number): Promise<readonly string[]> {
  const { rows } = await sql<{ sku: string }>`
    select distinct sku from stock_levels
    where account_id = ${accountId} and (${locationId ?? null}::int is null or location_id = ${locationId ?? null})
    order by sku`.execute(db);
  return rows.map((row) => row.sku);
}
