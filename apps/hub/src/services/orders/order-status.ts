// A status set by a person: recorded with who did it, followed by stock, and wished for in the store, all in one transaction.
import { HubError, type OrderStatus, userMayMove } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { addHistory } from "../../database/orders-history.ts";
import { type LockedOrder, linesOfOrders, lockOwnOrder, setOrderStatus } from "../../database/orders-read.ts";
import { wish } from "../../database/work.ts";
import type { Queue } from "../../engine/queue.ts";
import type { Stores } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import { type OrderStock, promiseOf } from "./order-stock.ts";
import { writeOver } from "./status-rules.ts";

export type OrderStatuses = ReturnType<typeof makeOrderStatuses>;

export function makeOrderStatuses(database: Database, queue: Queue, stores: Stores, orderStock: OrderStock) {
  async function follow(db: Db, order: LockedOrder, to: OrderStatus): Promise<void> {
    const lines = (await linesOfOrders(db, [order.id])).map((line) => ({
      remoteId: line.remote_id,
      kind: line.kind === "product" ? ("product" as const) : ("fee" as const),
      sku: line.sku,
      quantity: line.quantity,
    }));
    const before = promiseOf(order.status, order.stock_taken, order.away);
    const after = promiseOf(to, order.stock_taken, order.away);
    await orderStock.follow(db, order.account_id, [
      { orderId: order.id, isNew: false, before, after, lines, placedAt: order.placed_at.toISOString() },
    ]);
  }

  return {
    /** @throws HubError `missing`, or `conflict` where the order cannot take this step. */
    set: async (principal: Principal, orderId: number, to: OrderStatus, note: string | null): Promise<void> => {
      await database.asAccount(principal.accountId, async (db) => {
        const order = await lockOwnOrder(db, principal.accountId, orderId);
        if (!order) throw new HubError("missing", `There is no order ${orderId}`, { code: "order_unknown" });
        if (order.status === to) return;
        if (!userMayMove(order.status, to)) throw impossible(order.status, to);
        const connection = await stores.get(order.connection_id);
        await setOrderStatus(db, orderId, to);
        await addHistory(db, order.account_id, [
          {
            orderId,
            actor: actorOf(principal),
            source: "request",
            fromStatus: order.status,
            toStatus: to,
            fromRemote: order.remote_status,
            toRemote: order.remote_status,
            note,
          },
        ]);
        await follow(db, order, to);
        if (!writeOver(connection.rules, to, order.remote_status).write) return;
        await wish(db, {
          accountId: order.account_id,
          connectionId: order.connection_id,
          kind: "order_status",
          remoteId: order.remote_id,
          wish: { status: to },
          cause: actorOf(principal),
        });
        await queue.wake(db, "outward", [{ key: `${order.connection_id}:order_status` }]);
      });
    },
  };
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
