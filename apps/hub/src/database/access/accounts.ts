// Accounts: made as the hub, readable by themselves only.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type AccountRow = Selectable<Tables["accounts"]>;

export function insertAccount(db: Db, name: string, createdAt: Date): Promise<AccountRow> {
  return db.insertInto("accounts").values({ name, created_at: createdAt }).returningAll().executeTakeFirstOrThrow();
}

/** Stock has to lie somewhere from the first order on. */
export async function insertDefaultLocation(db: Db, accountId: number, name: string): Promise<void> {
  await db.insertInto("locations").values({ account_id: accountId, name, is_default: true }).execute();
}

export function selectAccount(db: Db, accountId: number): Promise<AccountRow | undefined> {
  return db.selectFrom("accounts").selectAll().where("id", "=", accountId).executeTakeFirst();
}

export function updateAccountName(db: Db, accountId: number, name: string): Promise<AccountRow> {
  return db.updateTable("accounts").set({ name }).where("id", "=", accountId).returningAll().executeTakeFirstOrThrow();
}

/** Until the transaction ends, nobody else looks whether there is a first user. */
export async function lockFirstRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('logix first run', 0))`.execute(db);
}
