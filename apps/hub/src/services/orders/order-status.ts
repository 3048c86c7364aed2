// A status set by a person: recorded with who did it, followed by stock, and wished for in the store, all in one transaction.
import { HubError, type OrderStatus, userMayMove } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { addHistory } from "../../database/orders/orders-history.ts";
import {
  connectionOfOrder,
  type LockedOrder,
  linesOfOrders,
  lockOwnOrder,
  setOrderStatus,
} from "../../database/orders/orders-read.ts";
import { wish } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import type { OrderStock } from "./order-stock.ts";
import { writeOver } from "./status-rules.ts";
import { stockStep } from "./stock-moves.ts";

export type OrderStatuses = ReturnType<typeof makeOrderStatuses>;

export function makeOrderStatuses(database: Database, queue: Queue, stores: Stores, orderStock: OrderStock) {
  async function follow(db: Db, order: LockedOrder, to: OrderStatus): Promise<void> {
    const lines = (await linesOfOrders(db, [order.id])).map((line) => ({
      remoteId: line.remote_id,
      kind: line.kind === "product" ? ("product" as const) : ("fee" as const),
      sku: line.sku,
      quantity: line.quantity,
    }));
    const { stock_taken: stockTaken, away } = order;
    const step = stockStep({
      by: "person",
      orderId: order.id,
      before: { status: order.status, stockTaken, away },
      after: { status: to, stockTaken, away },
      lines,
      placedAt: order.placed_at.toISOString(),
      completedAt: null,
    });
    await orderStock.follow(db, order.account_id, [step]);
  }

  async function record(
    db: Db,
    order: LockedOrder,
    to: OrderStatus,
    actor: string,
    note: string | null,
  ): Promise<void> {
    await addHistory(db, order.account_id, [
      {
        orderId: order.id,
        actor,
        source: "request",
        fromStatus: order.status,
        toStatus: to,
        fromRemote: order.remote_status,
        toRemote: order.remote_status,
        note,
      },
    ]);
  }

  async function wishInStore(
    db: Db,
    order: LockedOrder,
    to: OrderStatus,
    connection: Connection,
    cause: string,
  ): Promise<void> {
    if (!writeOver(connection.rules, to, order.remote_status).write) return;
    const { account_id: accountId, connection_id: connectionId, remote_id: remoteId } = order;
    await wish(db, { accountId, connectionId, kind: "order_status", remoteId, wish: { status: to }, cause });
    await queue.wake(db, "outward", [{ key: `${connectionId}:order_status` }]);
  }

  async function move(
    db: Db,
    order: LockedOrder,
    to: OrderStatus,
    connection: Connection | null,
    actor: string,
    note: string | null,
  ): Promise<void> {
    await record(db, order, to, actor, note);
    await setOrderStatus(db, order.id, to);
    await follow(db, order, to);
    if (connection) await wishInStore(db, order, to, connection, actor);
  }

  return {
    /** @throws HubError `missing`, or `conflict` where the order cannot take this step. */
    set: async (principal: Principal, orderId: number, to: OrderStatus, note: string | null): Promise<void> => {
      const { accountId } = principal;
      const connectionId = await database.asAccount(accountId, (db) => connectionOfOrder(db, accountId, orderId));
      if (connectionId === null) throw unknown(orderId);
      // Null where the connection was removed: the order is still ours to work on.
      const connection = await stores.find(connectionId);
      await database.asAccount(accountId, async (db) => {
        const order = await lockOwnOrder(db, accountId, orderId);
        if (!order) throw unknown(orderId);
        if (order.status === to && note === null) return;
        if (order.status !== to && !userMayMove(order.status, to)) throw impossible(order.status, to);
        if (order.status === to) await record(db, order, to, actorOf(principal), note);
        else await move(db, order, to, connection, actorOf(principal), note);
      });
    },
    /** Because of something else that somebody did: `actor`. Nothing happens where the order cannot take this step. */
    setBySystem: async (
      db: Db,
      connection: Connection,
      orderId: number,
      to: OrderStatus,
      actor: string,
      note: string,
    ): Promise<void> => {
      const order = await lockOwnOrder(db, connection.accountId, orderId);
      if (order && userMayMove(order.status, to)) await move(db, order, to, connection, actor, note);
    },
  };
}

function unknown(orderId: number): HubError {
  return new HubError("missing", `There is no order ${orderId}`, { code: "order_unknown" });
}

function impossible(from: OrderStatus, to: OrderStatus): HubError {
  return new HubError("conflict", `An order that is ${from} cannot become ${to}`, {
    code: "status_step_impossible",
    remedy:
      from === "RETURNED"
        ? "A returned order stays returned"
        : "Goods that have left come back as RETURNED; a cancelled order can only be opened again",
  });
}
