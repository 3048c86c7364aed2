// Orders whose status meant nothing to us when we stored them.
import { sql } from "kysely";
import type { Db } from "../database.ts";

/** They count as never read, so that the next reading decides anew; returns their remote ids. */
export async function forgetContentOf(
  db: Db,
  connectionId: number,
  remoteStatuses: readonly string[],
): Promise<readonly string[]> {
  if (remoteStatuses.length === 0) return [];
  const { rows } = await sql<{ remote_id: string }>`
    update orders set hash = ''::bytea
    where connection_id = ${connectionId} and remote_status = any(${remoteStatuses}::text[]) and deleted_at is null
    returning remote_id`.execute(db);
  return rows.map((row) => row.remote_id);
}
