// The one connection of an account that is meant where none is named.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { ConnectionRow } from "./connections.ts";

/** Takes the mark off whichever has it; whoever sets it must be in the same transaction. */
export async function clearDefault(db: Db, accountId: number, platform: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`default:${accountId}:${platform}`}, 11))`.execute(db);
  await db
    .updateTable("connections")
    .set({ is_default: false, updated_at: sql<Date>`clock_timestamp()` })
    .where("account_id", "=", accountId)
    .where("platform", "=", platform)
    .where("is_default", "=", true)
    .execute();
}

/** The marked one first, cut off or not; then the active ones, newest first. */
export function defaultCandidates(db: Db, accountId: number, platform: string): Promise<ConnectionRow[]> {
  return defaultFirst(db, accountId, platform)
    .where((where) => where.or([where("is_default", "=", true), where("status", "=", "active")]))
    .limit(2)
    .execute();
}

/** Those of a platform, the default first, then newest first. */
export function listDefaultFirst(db: Db, accountId: number, platform: string): Promise<ConnectionRow[]> {
  return defaultFirst(db, accountId, platform).execute();
}

function defaultFirst(db: Db, accountId: number, platform: string) {
  return db
    .selectFrom("connections")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("platform", "=", platform)
    .where("deleted_at", "is", null)
    .orderBy("is_default", "desc")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc");
}
