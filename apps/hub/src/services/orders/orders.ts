// Orders for those who ask: page by page, one with its history, and as its store gave it.
import { HubError, type OrderStatus } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { type OwedStatusRow, owedStatusOf, rawOfOrder } from "../../database/orders/order-detail.ts";
import {
  findOrder,
  type HistoryRow,
  historyOfOrder,
  type LineRow,
  linesOfOrders,
  listOrders,
  type OrderRow,
} from "../../database/orders/orders-read.ts";
import { type ReturnRow, returnsOfOrder } from "../../database/orders/returns-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";

export type OrderView = {
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
  /** For people: the number with the platform before it. */
  readonly displayNumber: string;
};

export type OrderDetail = OrderView & {
  readonly returns: readonly ReturnRow[];
  readonly history: readonly HistoryRow[];
  /** A status that the store has not been told yet. */
  readonly owed: OwedStatusRow | null;
};

export type OrderListRequest = PageRequest & {
  /** Number or public id. */
  readonly connection?: string | undefined;
  readonly status?: OrderStatus | undefined;
  /** Changed here at or after. */
  readonly since?: Date | undefined;
  /** Placed at or after, and before. */
  readonly placedFrom?: Date | undefined;
  readonly placedUntil?: Date | undefined;
  readonly search?: string | undefined;
  readonly toPack?: boolean | undefined;
};

export type Orders = ReturnType<typeof makeOrders>;

export function makeOrders(database: Database, stores: Stores, connections: Connections) {
  const toView = (order: OrderRow, lines: readonly LineRow[]): OrderView => ({
    order,
    lines,
    displayNumber: stores.connectorOf(order.platform).orderPrefix + order.number,
  });

  return {
    list: async (principal: Principal, request: OrderListRequest): Promise<Page<OrderView>> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, request.connection);
      const before = idOfCursor(request.cursor) ?? null;
      const { placedFrom, placedUntil, toPack } = request;
      const query = {
        accountId,
        connectionId,
        status: request.status ?? null,
        since: request.since ?? null,
        placedFrom,
        placedUntil,
        toPack,
        search: request.search && stores.withoutOrderPrefix(request.search),
        before,
      };
      return database.asAccount(accountId, async (db) => {
        const { items, nextCursor } = toPage(
          await listOrders(db, { ...query, limit: request.limit + 1 }),
          request.limit,
        );
        const lines = await linesByOrder(db, items);
        return { items: items.map((order) => toView(order, lines.get(order.id) ?? [])), nextCursor };
      });
    },

    /** @throws HubError `missing` */
    get: (principal: Principal, id: number): Promise<OrderDetail> =>
      database.asAccount(principal.accountId, async (db) => {
        const order = await findOrder(db, principal.accountId, id);
        if (!order) throw noSuchOrder(id);
        return {
          ...toView(order, await linesOfOrders(db, [id])),
          returns: await returnsOfOrder(db, id),
          history: await historyOfOrder(db, id),
          owed: (await owedStatusOf(db, order)) ?? null,
        };
      }),

    /** The store's own reply, as JSON text. */
    raw: async (principal: Principal, id: number): Promise<string> => {
      const raw = await database.asAccount(principal.accountId, (db) => rawOfOrder(db, principal.accountId, id));
      if (raw === undefined) throw noSuchOrder(id);
      return raw;
    },
  };
}

async function linesByOrder(db: Db, orders: readonly OrderRow[]): Promise<ReadonlyMap<number, readonly LineRow[]>> {
  const lines = new Map<number, LineRow[]>(orders.map(({ id }) => [id, []]));
  for (const line of await linesOfOrders(db, [...lines.keys()])) lines.get(line.order_id)?.push(line);
  return lines;
}

function noSuchOrder(id: number): HubError {
  return new HubError("missing", `There is no order ${id}`, { code: "order_unknown" });
}
