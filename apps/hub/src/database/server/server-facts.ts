// What the PostgreSQL behind us is, for whoever runs the installation.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type ServerFacts = { readonly version: string; readonly bytes: number };

export async function selectServerFacts(db: Db): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`.execute(
    db,
  );
  return rows[0] ?? { version: "", bytes: 0 };
}
