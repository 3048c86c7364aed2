// Statements that come again and again are planned once per connection: at low rates planning is half of the database's work.
import { createHash } from "node:crypto";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** A text that lists its values one by one is another text each time; what is long is such a text. */
const LONGEST_TEXT = 6_000;
/** Per connection; beyond it the rest is planned each time. */
const MOST_STATEMENTS = 400;

/** The pool as the query builder sees it. */
export function preparing(pool: pg.Pool): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparingClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparingClient(client: pg.PoolClient): PostgresPoolClient {
  const names = new Map<string, string>();

  function nameOf(text: string, values: readonly unknown[]): string | undefined {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (values.length === 0 || text.length > LONGEST_TEXT || names.size >= MOST_STATEMENTS) return undefined;
    const name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
    return name;
  }

  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== "string") throw new TypeError("Rows are not read by cursors here");
    return client.query({ text, values: [...values], name: nameOf(text, values) });
  }

  return { query, release: (destroy) => client.release(destroy) };
}
