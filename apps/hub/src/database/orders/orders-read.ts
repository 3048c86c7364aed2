// Orders for those who ask: lists by cursor, one with its lines and history, and what a status write has to know.
import type { OrderStatus } from "@logix/model";
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type OrderForWrite = {
  readonly id: number;
  readonly remote_id: string;
  readonly status: OrderStatus;
  readonly remote_status: string;
  readonly modified_at: Date;
  /** In the store's bin, or deleted there. */
  readonly away: boolean;
};

export async function orderForWrite(
  db: Db,
  connectionId: number,
  remoteId: string,
): Promise<OrderForWrite | undefined> {
  const { rows } = await sql<OrderForWrite>`
    select id, remote_id, status, remote_status, modified_at, archived_at is not null or deleted_at is not null as away
    from orders where connection_id = ${connectionId} and remote_id = ${remoteId}`.execute(db);
  return rows[0];
}

export type OrderRow = Omit<Selectable<Tables["orders"]>, "raw" | "hash" | "written_hash"> & {
  readonly connection_public_id: string;
  readonly platform: string;
};
export type LineRow = Selectable<Tables["order_lines"]>;
export type HistoryRow = Selectable<Tables["order_history"]>;

export type OrderQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly status: string | null;
  readonly since: Date | null;
  /** Placed at or after, and before. */
  readonly placedFrom?: Date | undefined;
  readonly placedUntil?: Date | undefined;
  /** Beginnings of words of the number, the customer's name or e-mail address. */
  readonly search?: string | undefined;
  /** Only what somebody has to pick and pack. */
  readonly toPack?: boolean | undefined;
  /** Older than this order. */
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first by our own id, which never changes: no page shifts while orders come in. */
export async function listOrders(db: Db, query: OrderQuery): Promise<readonly OrderRow[]> {
  return (
    orderRows(db)
      .where("orders.account_id", "=", query.accountId)
      .$if(query.connectionId !== null, (rows) => rows.where("orders.connection_id", "=", query.connectionId ?? 0))
      .$if(query.status !== null, (rows) => rows.where("orders.status", "=", query.status ?? ""))
      .$if(query.since !== null, (rows) => rows.where("orders.updated_at", ">=", query.since ?? new Date(0)))
      .$if(query.placedFrom !== undefined, (rows) =>
        rows.where("orders.placed_at", ">=", query.placedFrom ?? new Date(0)),
      )
      .$if(query.placedUntil !== undefined, (rows) =>
        rows.where("orders.placed_at", "<", query.placedUntil ?? new Date(0)),
      )
      .$if(query.search !== undefined, (rows) =>
        rows.where(sql<boolean>`orders.id in (select orders_with_words(${query.search ?? ""}))`),
      )
      // As the index `orders_to_pack` has it, word by word.
      .$if(query.toPack === true, (rows) =>
        rows.where(sql<boolean>`orders.status in ('CONFIRMED', 'PROCESSING', 'PICKED', 'PACKED')
        and orders.archived_at is null and orders.deleted_at is null`),
      )
      .$if(query.before !== null, (rows) => rows.where("orders.id", "<", query.before ?? 0))
      .orderBy("orders.id", "desc")
      .limit(query.limit)
      .execute()
  );
}

export async function findOrder(db: Db, accountId: number, id: number): Promise<OrderRow | undefined> {
  return orderRows(db).where("orders.account_id", "=", accountId).where("orders.id", "=", id).executeTakeFirst();
}

function orderRows(db: Db) {
  return db
    .selectFrom("orders")
    .innerJoin("connections", "connections.id", "orders.connection_id")
    .select([
      "orders.id",
      "orders.account_id",
      "orders.connection_id",
      "orders.remote_id",
      "orders.number",
      "orders.status",
      "orders.remote_status",
      "orders.stock_taken",
      "orders.currency",
      "orders.total_minor",
      "orders.subtotal_minor",
      "orders.discount_minor",
      "orders.shipping_minor",
      "orders.tax_minor",
      "orders.refunded_minor",
      "orders.prices_include_tax",
      "orders.payment_method",
      "orders.payment_title",
      "orders.transaction_id",
      "orders.customer_note",
      "orders.customer_remote_id",
      "orders.customer_name",
      "orders.customer_email",
      "orders.billing",
      "orders.shipping",
      "orders.refunds",
      "orders.fulfilments",
      "orders.other_money",
      "orders.custom",
      "orders.placed_at",
      "orders.paid_at",
      "orders.completed_at",
      "orders.modified_at",
      "orders.archived_at",
      "orders.deleted_at",
      "orders.erased_at",
      "orders.created_at",
      "orders.updated_at",
      "connections.public_id as connection_public_id",
      "connections.platform",
    ]);
}

export async function linesOfOrders(db: Db, orderIds: readonly number[]): Promise<readonly LineRow[]> {
  if (orderIds.length === 0) return [];
  return db
    .selectFrom("order_lines")
    .selectAll()
    .where("order_id", "in", [...orderIds])
    .orderBy("order_id")
    .orderBy("position")
    .execute();
}

export async function historyOfOrder(db: Db, orderId: number): Promise<readonly HistoryRow[]> {
  return db.selectFrom("order_history").selectAll().where("order_id", "=", orderId).orderBy("id").execute();
}

export type LockedOrder = {
  readonly id: number;
  readonly account_id: number;
  readonly connection_id: number;
  readonly remote_id: string;
  readonly status: OrderStatus;
  readonly remote_status: string;
  readonly stock_taken: boolean;
  readonly placed_at: Date;
  readonly away: boolean;
};

export async function lockOwnOrder(db: Db, accountId: number, id: number): Promise<LockedOrder | undefined> {
  const { rows } = await sql<LockedOrder>`
    select id, account_id, connection_id, remote_id, status, remote_status, stock_taken, placed_at,
      archived_at is not null or deleted_at is not null as away
    from orders where id = ${id} and account_id = ${accountId} for update`.execute(db);
  return rows[0];
}

export async function setOrderStatus(db: Db, id: number, status: OrderStatus): Promise<void> {
  await db
    .updateTable("orders")
    .set({ status, updated_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .execute();
}

export async function connectionOfOrder(db: Db, accountId: number, id: number): Promise<number | null> {
  const { rows } = await sql<{ connection_id: number }>`
    select connection_id from orders where id = ${id} and account_id = ${accountId}`.execute(db);
  return rows[0]?.connection_id ?? null;
}
