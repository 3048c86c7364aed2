// A person sends part of an order or pays money back: checked against what is left, written down, and wished for in the store in
// one transaction. The carrier tells the store.
import { fulfilmentSchema, HubError, isOpen, orderRefundSchema, orderStatusSchema, toMillionths } from "@logix/model";
import { z } from "zod";
import type { Database, Db } from "../../database/database.ts";
import {
  actionOfKey,
  actionsOfOrder,
  insertAction,
  lockOrderToAct,
  type OrderActionRow,
  type OrderActionWrite,
  type OrderToAct,
} from "../../database/orders/order-actions.ts";
import { linesOfOrders } from "../../database/orders/orders-read.ts";
import { wish } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { actorOf, type Principal } from "../principal.ts";
import {
  type FulfilmentAction,
  fulfilmentActionSchema,
  type RefundAction,
  refundActionSchema,
} from "./action-wishes.ts";
import { excessOf, openQuantities } from "./open-lines.ts";

export type OrderActions = ReturnType<typeof makeOrderActions>;

const fulfilmentsSchema = z.array(fulfilmentSchema);
const refundsSchema = z.array(orderRefundSchema);

export function makeOrderActions(database: Database, queue: Queue, stores: Stores) {
  async function connectionOf(accountId: number, orderId: number): Promise<Connection> {
    const order = await database.asAccount(accountId, (db) => lockOrderToAct(db, accountId, orderId));
    if (!order) throw unknown(orderId);
    const connection = await stores.find(order.connection_id);
    if (!connection)
      throw new HubError("conflict", "The store of this order is no longer connected", { code: "connection_removed" });
    return connection;
  }

  async function act(
    principal: Principal,
    orderId: number,
    write: Pick<OrderActionWrite, "kind" | "idempotencyKey" | "wish">,
    check: (db: Db, order: OrderToAct, connection: Connection) => Promise<void>,
  ): Promise<OrderActionRow> {
    const { accountId } = principal;
    const connection = await connectionOf(accountId, orderId);
    return database.asAccount(accountId, async (db) => {
      const order = await lockOrderToAct(db, accountId, orderId);
      if (!order) throw unknown(orderId);
      const full = { ...write, accountId, connectionId: connection.id, orderId, actor: actorOf(principal) };
      const before = await actionOfKey(db, full);
      if (before) return before;
      if (order.away) throw new HubError("conflict", "The order lies in the store's bin", { code: "order_away" });
      await check(db, order, connection);
      const action = await insertAction(db, full);
      await wish(db, {
        accountId,
        connectionId: connection.id,
        kind: write.kind,
        remoteId: `${order.remote_id}/${action.id}`,
        wish: { action: action.id, order: order.remote_id },
        cause: full.actor,
      });
      await queue.wake(db, "outward", [{ key: `${connection.id}:${write.kind}` }]);
      await record(db, principal, `order.${write.kind}_asked`, `order:${orderId}`, { action: action.id });
      return action;
    });
  }

  return {
    /** @throws HubError `missing`, `invalid` where more is to be sent than is left, `conflict`, `refused` where the platform cannot */
    fulfil: (principal: Principal, orderId: number, wanted: FulfilmentAction, key: string | null) =>
      act(
        principal,
        orderId,
        { kind: "fulfilment", idempotencyKey: key, wish: wanted },
        async (db, order, connection) => {
          const canFulfil = stores.open(connection, "request").fulfilment !== undefined;
          if (!canFulfil) throw cannot(connection, "be told of parcels", "Set the order's status instead");
          if (!isOpen(orderStatusSchema.parse(order.status))) throw notOpen(order.status);
          const open = await openOf(db, order);
          if ([...open.values()].every((left) => left === 0)) throw nothingLeft();
          if (wanted.lines) refuseExcess(excessOf(wanted.lines, open));
        },
      ),

    /** @throws HubError as above; `invalid` where more money is to go back than was paid */
    refund: (principal: Principal, orderId: number, wanted: RefundAction, key: string | null) =>
      act(principal, orderId, { kind: "refund", idempotencyKey: key, wish: wanted }, async (db, order, connection) => {
        const canRefund = stores.open(connection, "request").refunds !== undefined;
        if (!canRefund) throw cannot(connection, "be asked to refund", "Refund it in the store");
        const waiting = (await actionsOfOrder(db, order.id)).flatMap((action) =>
          action.kind === "refund" && action.state === "waiting" ? [refundActionSchema.parse(action.wish)] : [],
        );
        const left =
          order.total_minor - order.refunded_minor - waiting.reduce((sum, refund) => sum + refund.amountMinor, 0);
        if (wanted.amountMinor > left) throw tooMuch(left, order.currency);
        refuseExcess(excessOf(wanted.lines, await unrefundedOf(db, order)));
      }),

    ofOrder: ({ accountId }: Principal, orderId: number): Promise<readonly OrderActionRow[]> =>
      database.asAccount(accountId, (db) => actionsOfOrder(db, orderId)),
  };
}

/** What is still to be sent of an order that is locked. */
export async function openOf(
  db: Db,
  order: Pick<OrderToAct, "id" | "fulfilments">,
): Promise<ReadonlyMap<string, number>> {
  const lines = (await linesOfOrders(db, [order.id])).map(({ remote_id: remoteId, kind, quantity }) => ({
    remoteId,
    kind,
    quantity,
  }));
  const sendings = (await actionsOfOrder(db, order.id))
    .filter((action) => action.kind === "fulfilment" && action.state !== "failed")
    .map((action) => fulfilmentActionSchema.parse(action.wish));
  return openQuantities(lines, fulfilmentsSchema.parse(order.fulfilments), sendings);
}

async function unrefundedOf(db: Db, order: OrderToAct): Promise<ReadonlyMap<string, number>> {
  const refunded = refundsSchema.parse(order.refunds).flatMap((refund) => refund.lines);
  const lines = await linesOfOrders(db, [order.id]);
  return new Map(
    lines.map(({ remote_id, quantity }) => {
      const back = refunded.filter((share) => share.lineRemoteId === remote_id);
      return [remote_id, toMillionths(quantity) - back.reduce((sum, share) => sum + toMillionths(share.quantity), 0)];
    }),
  );
}

function refuseExcess(excess: ReturnType<typeof excessOf>): void {
  if (excess.length === 0) return;
  throw new HubError("invalid", "More is asked for than is left of the order", {
    code: "too_many",
    issues: excess.map(({ lineRemoteId, problem }) => ({ field: `line_items.${lineRemoteId}`, problem })),
  });
}

function unknown(orderId: number): HubError {
  return new HubError("missing", `There is no order ${orderId}`, { code: "order_unknown" });
}

function cannot({ connector }: Connection, what: string, remedy: string): HubError {
  return new HubError("refused", `${connector.title} cannot ${what} from outside`, { code: "not_supported", remedy });
}

function notOpen(status: string): HubError {
  return new HubError("conflict", `An order that is ${status} cannot be sent`, { code: "order_not_open" });
}

function nothingLeft(): HubError {
  return new HubError("conflict", "Everything of this order has been sent already", { code: "all_sent" });
}

function tooMuch(left: number, currency: string): HubError {
  return new HubError("invalid", "More money would go back than was paid", {
    code: "refund_too_large",
    issues: [{ field: "amount_minor", problem: `at most ${Math.max(0, left)} minor units of ${currency} are left` }],
  });
}
