// Of one order: the store's own reply, and what the store has not been told yet.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export async function rawOfOrder(db: Db, accountId: number, id: number): Promise<string | undefined> {
  const row = await db
    .selectFrom("orders")
    .select("raw")
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.raw;
}

export type OwedStatusRow = {
  readonly state: "waiting" | "parked";
  readonly attempts: number;
  readonly due_at: Date;
  readonly wished_at: Date;
  readonly note: string | null;
  readonly parked_id: number | null;
};

/** The status write that waits or failed for good, where there is one. */
export async function owedStatusOf(
  db: Db,
  order: { readonly account_id: number; readonly connection_id: number; readonly remote_id: string },
): Promise<OwedStatusRow | undefined> {
  const { rows } = await sql<OwedStatusRow>`
    select work.state, work.attempts, work.due_at, work.wished_at, work.note, parked.id as parked_id
    from outward_work work
    left join parked_work parked on parked.connection_id = work.connection_id and parked.source = 'outward'
      and parked.kind = work.kind and parked.remote_id = work.remote_id and parked.resolved_at is null
    where work.account_id = ${order.account_id} and work.connection_id = ${order.connection_id}
      and work.kind = 'order_status' and work.remote_id = ${order.remote_id} and work.state <> 'done'`.execute(db);
  return rows[0];
}
