// A store's own subscriptions that deliver news to us.
import { z } from "zod";
import { lineSchema } from "./text.ts";

const webhookExample = {
  remote_id: "12",
  topic: "order.updated",
  delivery_url: "https://hub.example.com/api/v1/woocommerce/webhooks/receive/integration_4f0c9be1a2d37e5518",
  status: "active" as const,
  own: true,
};

const webhookSchema = z.object({
  remote_id: z.string(),
  topic: z.string(),
  delivery_url: z.string(),
  status: z.enum(["active", "paused", "disabled"]),
  own: z.boolean().meta({ description: "It delivers to this connection's own address." }),
});

export const webhookListSchema = z
  .object({ webhooks: z.array(webhookSchema) })
  .meta({ id: "WebhookList", example: { webhooks: [webhookExample] } });

export const webhookSetupRequestSchema = z
  .strictObject({
    topics: z
      .array(lineSchema(100))
      .min(1, "must name one topic at least")
      .max(100)
      .optional()
      .meta({ description: "Without it all topics of the platform." }),
    delivery_url: z
      .url({ protocol: /^https?$/, error: "must be a full address, such as https://hub.example.com/…" })
      .max(2000)
      .optional()
      .meta({ description: "Without it the connection's own address." }),
  })
  .meta({ id: "WebhookSetupRequest", example: { topics: ["order.created", "order.updated"] } });

export const webhookSetupSchema = z
  .object({
    webhooks: z.array(
      webhookSchema.extend({
        created: z.boolean().meta({ description: "Made now; false where it was there already." }),
        reactivated: z.boolean().meta({ description: "It was there but paused or disabled." }),
      }),
    ),
  })
  .meta({
    id: "WebhookSetup",
    example: { webhooks: [{ ...webhookExample, created: true, reactivated: false }] },
  });
