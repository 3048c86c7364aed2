// Inbound webhook requests: what came, what became of it, and the way to have it looked at again.
import {
  type Delivery,
  deliveryDetailSchema,
  deliveryListSchema,
  deliveryQuerySchema,
  deliverySchema,
} from "@logix/api/hub/deliveries";
import { idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import type { DeliveryRow } from "../../database/sync/deliveries-read.ts";
import type { Deliveries, DeliveryDetail } from "../../services/sync/deliveries.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type DeliveryServices = { readonly deliveries: Deliveries };

const tags = ["Deliveries"];
const read = { access: "integration:read" } as const;
const params = idParamsSchema;

const listDeliveries = {
  tags,
  operationId: "listDeliveries",
  summary: "Deliveries, newest first",
  description: "Without their bodies.",
  querystring: deliveryQuerySchema,
  response: { 200: deliveryListSchema, ...problemReplies },
};

const readDelivery = {
  tags,
  operationId: "readDelivery",
  summary: "One delivery with its body",
  params,
  response: { 200: deliveryDetailSchema, ...problemReplies },
};

const replayDelivery = {
  tags,
  operationId: "replayDelivery",
  summary: "Have what a delivery was about looked at again",
  description: "The thing is read from its store again, because what the delivery said may be old by now.",
  params,
  response: { 202: deliveryDetailSchema, ...problemReplies },
};

export function deliveryRoutes(server: HubServer, { deliveries }: DeliveryServices): void {
  server.get("/deliveries", { config: read, schema: listDeliveries }, async (request) => {
    const { connection_id: connection, remote_id: remoteId, ...query } = request.query;
    const { items, nextCursor } = await deliveries.list(principalOf(request), { ...query, connection, remoteId });
    return { deliveries: items.map(toDelivery), next_cursor: nextCursor };
  });
  server.get("/deliveries/:id", { config: read, schema: readDelivery }, async (request) =>
    toDetail(await deliveries.get(principalOf(request), request.params.id)),
  );
  server.post(
    "/deliveries/:id/replay",
    { config: { access: "integration:update" }, schema: replayDelivery },
    async (request, reply) =>
      reply.status(202).send(toDetail(await deliveries.replay(principalOf(request), request.params.id))),
  );
}

function toDetail({ body, ...delivery }: DeliveryDetail) {
  return { ...toDelivery(delivery), body };
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    topic: row.topic,
    kind: deliverySchema.shape.kind.parse(row.kind),
    remote_id: row.remote_id,
    delivery_id: row.delivery_id,
    signed: row.signed,
    copies: row.copies,
    state: deliverySchema.shape.state.parse(row.state),
    note: row.note,
    received_at: row.received_at.toISOString(),
    settled_at: row.settled_at?.toISOString() ?? null,
  };
}
