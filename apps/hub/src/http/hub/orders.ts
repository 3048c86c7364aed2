// Orders of all stores: looked at, and moved on.
import { idParamsSchema } from "@logix/api/hub/ids";
import { orderDetailSchema, orderListSchema, orderQuerySchema, orderStatusRequestSchema } from "@logix/api/hub/orders";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { OrderStatuses } from "../../services/orders/order-status.ts";
import type { Orders } from "../../services/orders/orders.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toOrder, toOrderDetail } from "./order-replies.ts";

export type OrderServices = { readonly orders: Orders; readonly orderStatuses: OrderStatuses };

const tags = ["Orders"];
const read = { access: "orders:read" } as const;
const write = { access: "orders:write" } as const;
const params = idParamsSchema;

const listOrders = {
  tags,
  operationId: "listOrders",
  summary: "Orders, newest first",
  description:
    "Newest by when the hub first saw them: no order is shown twice or missed while others come in. " +
    "To hear of changes, ask with `since`.",
  querystring: orderQuerySchema,
  response: { 200: orderListSchema, ...problemReplies },
};

const readOrder = {
  tags,
  operationId: "readOrder",
  summary: "One order with its history",
  params,
  response: { 200: orderDetailSchema, ...problemReplies },
};

const readRawOrder = {
  tags,
  operationId: "readRawOrder",
  summary: "An order as its store gave it",
  description: "The store's own JSON, in the platform's own words.",
  params,
  response: { 200: z.unknown(), ...problemReplies },
};

const changeOrder = {
  tags,
  operationId: "changeOrderStatus",
  summary: "Set an order's status",
  description: "The store is told in the background; `outward` shows whether it still has to be. Stock follows.",
  params,
  body: orderStatusRequestSchema,
  response: { 200: orderDetailSchema, ...problemReplies },
};

export function orderRoutes(server: HubServer, { orders, orderStatuses }: OrderServices): void {
  server.get("/orders", { config: read, schema: listOrders }, async (request) => {
    const { connection_id, placed_from, placed_until, to_pack, ...query } = request.query;
    const { items, nextCursor } = await orders.list(principalOf(request), {
      ...query,
      connection: connection_id,
      placedFrom: placed_from,
      placedUntil: placed_until,
      toPack: to_pack,
    });
    return { orders: items.map(toOrder), next_cursor: nextCursor };
  });
  server.get("/orders/:id", { config: read, schema: readOrder }, async (request) =>
    toOrderDetail(await orders.get(principalOf(request), request.params.id)),
  );
  server.get("/orders/:id/raw", { config: read, schema: readRawOrder }, async (request, reply) =>
    reply.type("application/json").send(await orders.raw(principalOf(request), request.params.id)),
  );
  server.patch("/orders/:id", { config: write, schema: changeOrder }, async (request) => {
    const principal = principalOf(request);
    await orderStatuses.set(principal, request.params.id, request.body.status, request.body.note || null);
    return toOrderDetail(await orders.get(principal, request.params.id));
  });
}
