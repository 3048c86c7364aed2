// Locks that several processes respect. They live with a database connection, so a process that dies lets go of them.
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Db } from "./database.ts";

export type Locks = {
  /** Runs `work` while nobody else holds the lock of this name; returns false, at once, where somebody does. */
  withLock(name: string, work: () => Promise<void>): Promise<boolean>;
};

/** `pool` must be the locks' own: who holds a lock and waits for a connection must not wait for another who does the same. */
export function makeLocks(pool: Pool): Locks {
  return {
    withLock: async (name, work) => {
      const client = await pool.connect();
      let isBroken = false;
      try {
        if (!(await ask(client, "pg_try_advisory_lock", name))) return false;
        try {
          await work();
          return true;
        } finally {
          isBroken = !(await ask(client, "pg_advisory_unlock", name).catch(() => false));
        }
      } finally {
        client.release(isBroken);
      }
    },
  };
}

type Client = { query(text: string, values: string[]): Promise<{ rows: { answer: boolean }[] }> };

async function ask(
  client: Client,
  question: "pg_try_advisory_lock" | "pg_advisory_unlock",
  name: string,
): Promise<boolean> {
  const { rows } = await client.query(`select ${question}(hashtextextended($1, 11)) as answer`, [name]);
  return rows[0]?.answer ?? false;
}

/**
 * Who sends a wake-up for `keys` holds this until its transaction ends. A wake-up that waits already swallows further ones,
 * so whoever is woken must first see everything that its senders wrote: see `awaitSenders`.
 */
export async function signAsSender(db: Db, keys: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock_shared(h)
    from (select distinct hashtextextended(k, 13) as h from unnest(${keys}::text[]) k order by 1) sorted`.execute(db);
}

/** Returns when every transaction that has sent a wake-up for `key` until now has ended. */
export async function awaitSenders(db: Db, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 13))`.execute(db);
}
