// Locks that several processes respect. They live with a database connection, so a process that dies lets go of them. One
// connection carries all locks of a process, because work that waits for a store holds its lock for as long.
import { sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Db } from "./database.ts";

export type Locks = {
  /** Runs `work` while nobody else holds the lock of this name; returns false, at once, where somebody does. */
  withLock(name: string, work: () => Promise<void>): Promise<boolean>;
};

/** `pool` must be the locks' own: who holds a lock and waits for a connection must not wait for another who does the same. */
export function makeLocks(pool: Pool): Locks {
  /** PostgreSQL lets one connection take the same lock twice, so what is held here is known here. */
  const held = new Set<string>();
  let session: Session | undefined;

  function enter(): Session {
    if (session === undefined || session.isBroken) session = openSession(pool);
    session.users += 1;
    return session;
  }

  async function leave(left: Session): Promise<void> {
    left.users -= 1;
    if (left.users > 0) return;
    if (session === left) session = undefined;
    const client = await left.client.catch(() => undefined);
    client?.off("end", left.onEnd).release(left.isBroken);
  }

  return {
    withLock: async (name, work) => {
      if (held.has(name)) return false;
      held.add(name);
      const entered = enter();
      try {
        if (!(await ask(entered, "pg_try_advisory_lock", name))) return false;
        try {
          await work();
          return true;
        } finally {
          // A lock that cannot be given back ends with its connection.
          entered.isBroken = !(await ask(entered, "pg_advisory_unlock", name).catch(() => false)) || entered.isBroken;
        }
      } finally {
        held.delete(name);
        await leave(entered);
      }
    },
  };
}

type Session = {
  readonly client: Promise<PoolClient>;
  /** Questions go one after the other. */
  turn: Promise<unknown>;
  users: number;
  /** Nobody takes another lock with it; who holds one by it goes on to the end. */
  isBroken: boolean;
  onEnd(): void;
};

function openSession(pool: Pool): Session {
  const client = pool.connect();
  const breakUp = () => {
    session.isBroken = true;
  };
  const session: Session = { client, turn: client.catch(() => {}), users: 0, isBroken: false, onEnd: breakUp };
  client.then((opened) => opened.once("end", breakUp), breakUp);
  return session;
}

type Question = "pg_try_advisory_lock" | "pg_advisory_unlock";

async function ask(session: Session, question: Question, name: string): Promise<boolean> {
  const client = await session.client;
  const answer = session.turn.then(() =>
    client.query<{ answer: boolean }>(`select ${question}(hashtextextended($1, 11)) as answer`, [name]),
  );
  session.turn = answer.catch(session.onEnd);
  return (await answer).rows[0]?.answer ?? false;
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
