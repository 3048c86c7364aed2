// The one handle to our own storage. Statements run as the hub itself, or as one account behind row-level security.
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** A place where statements can run: the pool, or a transaction. */
export type Db = Kysely<Tables>;

export type Database = {
  /** Outside any transaction, as the hub. */
  readonly db: Db;
  /** One transaction as the hub; repeated where PostgreSQL asks for it (deadlock, serialisation). */
  transaction<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** One transaction that can see and change the rows of one account only. */
  asAccount<T>(accountId: number, work: (db: Transaction<Tables>) => Promise<T>): Promise<T>;
};

const MOST_ATTEMPTS = 5;
/** Serialisation failure and deadlock: the same transaction may succeed when repeated. */
const REPEATABLE = new Set(["40001", "40P01"]);

export function makeDatabase(kysely: Db): Database {
  return {
    db: kysely,
    transaction: (work) => repeated(() => kysely.transaction().execute(work)),
    asAccount: (accountId, work) =>
      repeated(() =>
        kysely.transaction().execute(async (db) => {
          await sql`select set_config('role', 'logix_account', true), set_config('logix.account', ${String(accountId)}, true)`.execute(
            db,
          );
          return work(db);
        }),
      ),
  };
}

async function repeated<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= MOST_ATTEMPTS || !REPEATABLE.has(sqlStateOf(error))) throw error;
    }
  }
}

function sqlStateOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
