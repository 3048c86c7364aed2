// What people want done to an order beyond its status, and what became of it.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type OrderActionRow = Selectable<Tables["order_actions"]>;

export type OrderActionWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly orderId: number;
  readonly kind: OrderActionRow["kind"];
  readonly idempotencyKey: string | null;
  readonly wish: object;
  readonly actor: string;
};

/** The action that this key made before, where there is one. */
export async function actionOfKey(
  db: Db,
  { accountId, orderId, kind, idempotencyKey }: OrderActionWrite,
): Promise<OrderActionRow | undefined> {
  if (idempotencyKey === null) return undefined;
  return db
    .selectFrom("order_actions")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("order_id", "=", orderId)
    .where("kind", "=", kind)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
}

export async function insertAction(db: Db, write: OrderActionWrite): Promise<OrderActionRow> {
  return db
    .insertInto("order_actions")
    .values({
      account_id: write.accountId,
      connection_id: write.connectionId,
      order_id: write.orderId,
      kind: write.kind,
      idempotency_key: write.idempotencyKey,
      wish: JSON.stringify(write.wish),
      actor: write.actor,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function actionsOfOrder(db: Db, orderId: number): Promise<readonly OrderActionRow[]> {
  return db.selectFrom("order_actions").selectAll().where("order_id", "=", orderId).orderBy("id").execute();
}

export async function findAction(db: Db, id: number): Promise<OrderActionRow | undefined> {
  return db.selectFrom("order_actions").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function settleAction(
  db: Db,
  id: number,
  state: "waiting" | "done" | "failed",
  note: string | null,
): Promise<void> {
  await db
    .updateTable("order_actions")
    .set({ state, note, settled_at: state === "waiting" ? null : sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .execute();
}

export type OrderToAct = {
  readonly id: number;
  readonly account_id: number;
  readonly connection_id: number;
  readonly remote_id: string;
  readonly status: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly refunded_minor: number;
  readonly fulfilments: unknown;
  readonly refunds: unknown;
  readonly away: boolean;
};

export async function lockOrderToAct(db: Db, accountId: number, id: number): Promise<OrderToAct | undefined> {
  const { rows } = await sql<OrderToAct>`
    select id, account_id, connection_id, remote_id, status, currency, total_minor, refunded_minor, fulfilments, refunds,
      archived_at is not null or deleted_at is not null as away
    from orders where id = ${id} and account_id = ${accountId} for update`.execute(db);
  return rows[0];
}
