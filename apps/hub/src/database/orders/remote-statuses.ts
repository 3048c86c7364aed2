// The words for statuses that a store's orders bear.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type RemoteStatusRow = { readonly word: string; readonly orders: number };

export async function remoteStatusesOf(
  db: Db,
  accountId: number,
  connectionId: number,
): Promise<readonly RemoteStatusRow[]> {
  const { rows } = await sql<RemoteStatusRow>`
    select remote_status as word, count(*)::int as orders from orders
    where account_id = ${accountId} and connection_id = ${connectionId} and deleted_at is null
    group by remote_status order by remote_status`.execute(db);
  return rows;
}
