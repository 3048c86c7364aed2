// Where stores deliver their news: one address for a platform, and one for each integration. The body stays as the bytes that
// were signed; the answer comes after it is safely stored.
import { integrationIdSchema, receivedSchema } from "@logix/api/logix";
import { problemReplies } from "@logix/api/problem";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Connector, Delivery } from "../../connector-kit/contract.ts";
import type { Reception, WebhookReceiver } from "../../services/sync/webhook-receiver.ts";
import type { HubServer } from "../hub-server.ts";

/** An order of a thousand lines is about a megabyte. */
const MOST_BYTES = 8 * 1024 * 1024;

export function receiverRoutes(
  server: HubServer,
  connector: Connector,
  { receiver }: { readonly receiver: WebhookReceiver },
): void {
  const tags = [connector.title];
  const config = { access: "public" } as const;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MOST_BYTES }, (_request, body, done) =>
    done(null, body),
  );

  server.post(
    "/webhooks/receive",
    {
      config,
      schema: {
        tags,
        summary: "Deliveries of any store",
        description: "The secret that fits the signature decides whose delivery it is.",
        response: { 200: receivedSchema, ...problemReplies },
      },
    },
    async (request) => toReply(await receiver.forPlatform(connector, deliveryOf(request))),
  );

  server.post(
    "/webhooks/receive/:id",
    {
      config,
      schema: {
        tags,
        summary: "Deliveries of one store",
        params: z.object({ id: integrationIdSchema }),
        response: { 200: receivedSchema, ...problemReplies },
      },
    },
    async (request) => toReply(await receiver.forConnection(connector, request.params.id, deliveryOf(request))),
  );
}

function deliveryOf({ headers, body }: FastifyRequest): Delivery {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (typeof value === "string") plain[name] = value;
  return { headers: plain, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
}

function toReply({ stored, reason }: Reception) {
  return { status: stored ? ("accepted" as const) : ("ignored" as const), ...(reason !== null && { reason }) };
}
