// What happened to orders after they were stored: status steps, marks of our own writes, deletion in the store.
import type { OrderStatus } from "@logix/model";
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type HistoryWrite = {
  readonly orderId: number;
  readonly actor: string;
  readonly source: string;
  readonly fromStatus: OrderStatus | null;
  readonly toStatus: OrderStatus;
  readonly fromRemote: string | null;
  readonly toRemote: string;
  readonly note: string | null;
};

export async function addHistory(db: Db, accountId: number, entries: readonly HistoryWrite[]): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto("order_history")
    .values(
      entries.map((entry) => ({
        account_id: accountId,
        order_id: entry.orderId,
        at: sql<Date>`clock_timestamp()`,
        actor: entry.actor,
        source: entry.source,
        from_status: entry.fromStatus,
        to_status: entry.toStatus,
        from_remote: entry.fromRemote,
        to_remote: entry.toRemote,
        note: entry.note,
      })),
    )
    .execute();
}

/** The content that our own write left in the store. */
export async function markWritten(db: Db, connectionId: number, remoteId: string, hash: Buffer): Promise<void> {
  await db
    .updateTable("orders")
    .set({ written_hash: hash })
    .where("connection_id", "=", connectionId)
    .where("remote_id", "=", remoteId)
    .execute();
}

/** Returns the orders that were marked now. */
export async function tombstoneOrders(
  db: Db,
  connectionId: number,
  remoteIds: readonly string[],
): Promise<readonly number[]> {
  const rows = await db
    .updateTable("orders")
    .set({ deleted_at: sql<Date>`clock_timestamp()`, updated_at: sql<Date>`clock_timestamp()` })
    .where("connection_id", "=", connectionId)
    .where("remote_id", "in", remoteIds.length > 0 ? [...remoteIds] : [""])
    .where("deleted_at", "is", null)
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}
