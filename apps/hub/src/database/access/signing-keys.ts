// Keys that sign login tokens. Only the hub itself may read them, never an account.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type SigningKeyRow = Selectable<Tables["signing_keys"]>;

/** Those that still verify, newest first. */
export function selectSigningKeys(db: Db, now: Date): Promise<SigningKeyRow[]> {
  return db
    .selectFrom("signing_keys")
    .selectAll()
    .where("retires_at", ">", now)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
}

export async function insertSigningKey(db: Db, key: SigningKeyRow): Promise<void> {
  await db.insertInto("signing_keys").values(key).execute();
}

export async function deleteRetiredSigningKeys(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("signing_keys").where("retires_at", "<=", now).execute();
}

/** Until the transaction ends, nobody else makes a key. */
export async function lockSigningKeys(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('logix signing keys', 0))`.execute(db);
}
