// Returns come with their order: kept with it, and put into its history where one is new or has moved on.
import type { Order, OrderStatus, ReturnStatus } from "@logix/model";
import type { Db } from "../../database/database.ts";
import { addHistory } from "../../database/orders/orders-history.ts";
import { type WrittenReturn, writeReturns } from "../../database/orders/returns-write.ts";
import type { Connection } from "../connections/stores.ts";
import type { News } from "./order-decision.ts";

export type OrderWithReturns = {
  readonly orderId: number;
  readonly record: Order;
  /** The order's own, as it is now. */
  readonly status: OrderStatus;
  /** What is found with an order that is first seen happened before our time. */
  readonly isFirstSeen: boolean;
};

export async function keepReturns(
  db: Db,
  connection: Connection,
  orders: readonly OrderWithReturns[],
  { source }: News,
): Promise<void> {
  const scope = { accountId: connection.accountId, connectionId: connection.id };
  const written = await writeReturns(
    db,
    scope,
    orders.map(({ orderId, record }) => ({ orderId, returns: record.returns ?? [] })),
  );
  const moved = written.filter(({ was, status }) => was !== status);
  const entries = orders
    .filter(({ isFirstSeen }) => !isFirstSeen)
    .flatMap(({ orderId, record, status }) =>
      moved
        .filter((each) => each.order_id === orderId)
        .map((each) => ({
          orderId,
          actor: "store",
          source,
          fromStatus: status,
          toStatus: status,
          fromRemote: record.remoteStatus,
          toRemote: record.remoteStatus,
          note: sentenceOf(each),
        })),
    );
  await addHistory(db, connection.accountId, entries);
}

const BECAME: Readonly<Record<ReturnStatus, string>> = {
  requested: "was asked for",
  open: "was opened",
  declined: "was declined",
  cancelled: "was called off",
  closed: "was closed",
};

function sentenceOf({ number, status, was }: WrittenReturn): string {
  return was === "closed" && status === "open"
    ? `Return ${number} was opened again`
    : `Return ${number} ${BECAME[status]}`;
}
