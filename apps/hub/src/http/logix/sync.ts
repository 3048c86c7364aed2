// Orders read and stock set while the caller waits, and the store's webhooks.
import {
  integrationParamsSchema,
  stockSyncRequestSchema,
  stockSyncResultSchema,
  syncRequestSchema,
  syncResultSchema,
  webhookSchema,
  webhooksRequestSchema,
} from "@logix/api/logix";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { Connector, Subscription } from "../../connector-kit/contract.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { WebhookSetup } from "../../services/connections/webhook-setup.ts";
import type { OrderSync } from "../../services/orders/order-sync.ts";
import type { StoreStock } from "../../services/stock/store-stock.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toSeconds } from "./integration-replies.ts";

export type SyncServices = {
  readonly connections: Connections;
  readonly orderSync: OrderSync;
  readonly storeStock: StoreStock;
  readonly webhooks: WebhookSetup;
};

export function syncRoutes(
  server: HubServer,
  connector: Connector,
  { connections, orderSync, storeStock, webhooks }: SyncServices,
): void {
  const { platform, title } = connector;
  const tags = [title];

  server.post(
    "/integrations/:id/sync",
    {
      config: { access: "integration:import" },
      schema: {
        tags,
        summary: "Read orders now",
        description: "Without a filter it goes on where the last sync ended.",
        params: integrationParamsSchema,
        body: syncRequestSchema.nullish(),
        response: { 200: z.object({ message: z.string(), result: syncResultSchema }), ...problemReplies },
      },
    },
    async (request) => {
      const connection = await connections.get(principalOf(request), request.params.id, platform);
      const result = await orderSync.readNow(connection, request.body ?? { limit: 100 });
      return {
        message: "Sync completed",
        result: { integration_id: connection.publicId, timestamp: toSeconds(new Date()), ...result },
      };
    },
  );

  server.post(
    "/integrations/:id/products/sync",
    {
      config: { access: "stock:write" },
      schema: {
        tags,
        summary: "Set a product's stock in the store",
        description: "Found by its exact SKU, variations included. The hub's own count follows.",
        params: integrationParamsSchema,
        body: stockSyncRequestSchema,
        response: { 200: z.object({ message: z.string(), result: stockSyncResultSchema }), ...problemReplies },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const connection = await connections.get(principal, request.params.id, platform);
      const { sku, quantity, enable_stock_management: enableManagement } = request.body;
      const wish = { sku, quantity, enableManagement };
      const { remoteId, changed } = await storeStock.set(principal, connection, wish);
      return {
        message: "Product stock synced",
        result: {
          integration_id: connection.publicId,
          sku,
          quantity,
          product_id: remoteId,
          changed,
          timestamp: toSeconds(new Date()),
        },
      };
    },
  );

  server.post(
    "/integrations/:id/webhooks",
    {
      config: { access: "integration:update" },
      schema: {
        tags,
        summary: "Set up the store's webhooks",
        description: "Repeatable: what is there already is kept.",
        params: integrationParamsSchema,
        body: webhooksRequestSchema.nullish(),
        response: { 200: setUpReply, 201: setUpReply, ...problemReplies },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const connection = await connections.get(principal, request.params.id, platform);
      const { topics = connector.topics, delivery_url: url = webhooks.deliveryUrl(connection) } = request.body ?? {};
      const made = await webhooks.setUp(principal, connection, topics, url);
      return reply
        .status(made.some((each) => each.created) ? 201 : 200)
        .send({ message: "Webhooks set up", webhooks: made.map(toWebhook) });
    },
  );

  server.get(
    "/integrations/:id/webhooks",
    {
      config: { access: "integration:read" },
      schema: {
        tags,
        summary: "The store's webhooks",
        params: integrationParamsSchema,
        response: { 200: z.object({ webhooks: z.array(webhookSchema) }), ...problemReplies },
      },
    },
    async (request) => {
      const connection = await connections.get(principalOf(request), request.params.id, platform);
      return { webhooks: (await webhooks.list(connection)).map(toWebhook) };
    },
  );
}

const setUpReply = z.object({ message: z.string(), webhooks: z.array(webhookSchema) });

function toWebhook({ remoteId: id, topic, deliveryUrl, status, created }: Subscription) {
  return { id, topic, delivery_url: deliveryUrl, status, created };
}
