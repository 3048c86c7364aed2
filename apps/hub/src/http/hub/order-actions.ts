// Goods sent and money paid back: asked for here, carried to the store in the background.
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  fulfilmentRequestSchema,
  type OrderActionReply,
  orderActionListSchema,
  orderActionSchema,
  refundRequestSchema,
} from "@logix/api/hub/order-actions";
import { problemReplies } from "@logix/api/problem";
import type { OrderActionRow } from "../../database/orders/order-actions.ts";
import { fulfilmentActionSchema, refundActionSchema } from "../../services/orders/action-wishes.ts";
import type { OrderActions } from "../../services/orders/order-actions.ts";
import type { Orders } from "../../services/orders/orders.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type OrderActionServices = { readonly orderActions: OrderActions; readonly orders: Orders };

const tags = ["Orders"];
const read = { access: "orders:read" } as const;
const write = { access: "orders:write" } as const;
const params = idParamsSchema;
const response = { 202: orderActionSchema, ...problemReplies };

const listOrderActions = {
  tags,
  operationId: "listOrderActions",
  summary: "What was asked for on an order beyond its status",
  params,
  response: { 200: orderActionListSchema, ...problemReplies },
};

const fulfilOrder = {
  tags,
  operationId: "fulfilOrder",
  summary: "Send an order, or part of it",
  description: "The store is told in the background. When everything is on its way the order becomes SHIPPED.",
  params,
  body: fulfilmentRequestSchema,
  response,
};

const refundOrder = {
  tags,
  operationId: "refundOrder",
  summary: "Pay money back",
  description: "At most what was paid and not paid back yet. The store books it in the background.",
  params,
  body: refundRequestSchema,
  response,
};

export function orderActionRoutes(server: HubServer, { orderActions, orders }: OrderActionServices): void {
  server.get("/orders/:id/actions", { config: read, schema: listOrderActions }, async (request) => {
    const principal = principalOf(request);
    await orders.get(principal, request.params.id);
    return { actions: (await orderActions.ofOrder(principal, request.params.id)).map(toReply) };
  });
  server.post("/orders/:id/fulfilments", { config: write, schema: fulfilOrder }, async (request, reply) => {
    const { line_items, tracking = null, location_remote_id, notify_customer, idempotency_key = null } = request.body;
    const wanted = {
      lines: line_items?.map(toShare) ?? null,
      tracking,
      locationRemoteId: location_remote_id,
      notify: notify_customer,
    };
    const action = await orderActions.fulfil(principalOf(request), request.params.id, wanted, idempotency_key);
    return reply.status(202).send(toReply(action));
  });
  server.post("/orders/:id/refunds", { config: write, schema: refundOrder }, async (request, reply) => {
    const {
      amount_minor,
      reason,
      line_items,
      location_remote_id,
      pay_back,
      notify_customer,
      idempotency_key = null,
    } = request.body;
    const wanted = {
      amountMinor: amount_minor,
      reason,
      lines: line_items.map((line) => ({ ...toShare(line), restock: line.restock })),
      locationRemoteId: location_remote_id,
      payBack: pay_back,
      notify: notify_customer,
    };
    const action = await orderActions.refund(principalOf(request), request.params.id, wanted, idempotency_key);
    return reply.status(202).send(toReply(action));
  });
}

function toShare({ line_remote_id: lineRemoteId, quantity }: { line_remote_id: string; quantity: string }) {
  return { lineRemoteId, quantity };
}

function toReply(row: OrderActionRow): OrderActionReply {
  const { id, kind, state, note, actor } = row;
  return {
    id,
    kind,
    state,
    note,
    actor,
    ...(kind === "fulfilment" ? ofFulfilment(row.wish) : ofRefund(row.wish)),
    created_at: row.created_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
  };
}

function ofFulfilment(wish: unknown) {
  const { lines, tracking } = fulfilmentActionSchema.parse(wish);
  return { line_items: lines?.map(fromShare) ?? null, tracking, amount_minor: null, reason: null };
}

function ofRefund(wish: unknown) {
  const { lines, amountMinor, reason } = refundActionSchema.parse(wish);
  return { line_items: lines.map(fromShare), tracking: null, amount_minor: amountMinor, reason };
}

function fromShare({ lineRemoteId, quantity }: { lineRemoteId: string; quantity: string }) {
  return { line_remote_id: lineRemoteId, quantity };
}
