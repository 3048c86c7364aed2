// A store's own subscriptions that deliver news to us.
import { webhookListSchema, webhookSetupRequestSchema, webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import { connectionParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import type { Connections } from "../../services/connections/connections.ts";
import type { WebhookSetup } from "../../services/connections/webhook-setup.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toMadeWebhook, toWebhook } from "./connection-replies.ts";

export type ConnectionWebhookServices = { readonly connections: Connections; readonly webhooks: WebhookSetup };

const tags = ["Connections"];
const params = connectionParamsSchema;

const listWebhooks = {
  tags,
  operationId: "listWebhooks",
  summary: "The webhooks that the store has",
  description: "As the store lists them now, also those that deliver elsewhere.",
  params,
  response: { 200: webhookListSchema, ...problemReplies },
};

const setUpWebhooks = {
  tags,
  operationId: "setUpWebhooks",
  summary: "Set up webhooks in the store",
  description: "Can be repeated: what is there is kept, what was disabled is woken.",
  params,
  body: webhookSetupRequestSchema,
  response: { 200: webhookSetupSchema, ...problemReplies },
};

export function connectionWebhookRoutes(server: HubServer, services: ConnectionWebhookServices): void {
  const { connections, webhooks } = services;
  server.get(
    "/connections/:id/webhooks",
    { config: { access: "integration:read" }, schema: listWebhooks },
    async (request) => {
      const connection = await connections.get(principalOf(request), request.params.id);
      const ownUrl = webhooks.deliveryUrl(connection);
      return { webhooks: (await webhooks.list(connection)).map((each) => toWebhook(each, ownUrl)) };
    },
  );
  server.post(
    "/connections/:id/webhooks",
    { config: { access: "integration:update" }, schema: setUpWebhooks },
    async (request) => {
      const principal = principalOf(request);
      const connection = await connections.get(principal, request.params.id);
      const ownUrl = webhooks.deliveryUrl(connection);
      const { topics = connection.connector.topics, delivery_url: deliveryUrl = ownUrl } = request.body;
      const made = await webhooks.setUp(principal, connection, topics, deliveryUrl);
      return { webhooks: made.map((each) => toMadeWebhook(each, ownUrl)) };
    },
  );
}
