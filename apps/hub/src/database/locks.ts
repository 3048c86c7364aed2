// Locks that several processes respect. They live with a database connection, so a process that dies lets go of them.
import { sql } from "kysely";
import type { Database } from "./database.ts";

/** Runs `work` while nobody else holds the lock of this name; returns false, at once, where somebody does. */
export async function withLock(database: Database, name: string, work: () => Promise<void>): Promise<boolean> {
  return database.db.connection().execute(async (db) => {
    const { rows } = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_lock(hashtextextended(${name}, 11)) as taken`.execute(db);
    if (!rows[0]?.taken) return false;
    try {
      await work();
      return true;
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${name}, 11))`.execute(db);
    }
  });
}
