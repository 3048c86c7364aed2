// The Logix dialect: integrations of any platform, their orders and stock, in the shapes that its guide documents.
import { z } from "zod";

export const integrationIdSchema = z
  .string()
  .regex(/^(integration_[a-z0-9]+|\d{1,9})$/, "must be an integration's id, such as integration_4f2a9c0b17d3e65a81")
  .meta({ description: "`integration_…`", example: "integration_4f2a9c0b17d3e65a81" });

export const integrationParamsSchema = z.object({ id: integrationIdSchema });

/** What every platform's integration has beside its own credentials. */
export const integrationFields = {
  integration_name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ example: "My WooCommerce Store", description: "The store's host where it is left out." }),
  auto_sync: z
    .boolean()
    .default(false)
    .meta({ description: "Read orders, products and customers by itself, from now on." }),
};

export const createdIntegrationSchema = z
  .object({
    id: integrationIdSchema,
    user_id: z.string().meta({ example: "user_1c9e6679f7b3" }),
    platform: z.string().meta({ example: "woocommerce" }),
    store_url: z.string().meta({ example: "https://your-store.com" }),
    integration_name: z.string().meta({ example: "My WooCommerce Store" }),
    auto_sync: z.boolean(),
    status: z.enum(["active", "paused", "disconnected"]),
    created_at: z.string().meta({ example: "2025-10-09T10:00:00Z" }),
  })
  .meta({ id: "CreatedIntegration" });

export const listedIntegrationSchema = z
  .object({
    id: integrationIdSchema,
    platform: z.string(),
    store_url: z.string(),
    integration_name: z.string(),
    status: z.enum(["active", "paused", "disconnected"]),
    last_sync: z.string().nullable().meta({ example: "2025-10-09T14:30:00Z" }),
  })
  .meta({ id: "ListedIntegration" });

export const integrationSchema = createdIntegrationSchema
  .extend({
    last_sync: z.string().nullable(),
    status_reason: z.string().nullable(),
    sync_interval_minutes: z.int(),
    store: z
      .object({
        name: z.string(),
        version: z.string(),
        host_version: z.string().nullable(),
        currency: z.string(),
        time_zone: z.string(),
        access: z.enum(["read", "read_write"]),
        warnings: z.array(z.string()),
      })
      .nullable()
      .meta({ description: "What the store said of itself when it was last tested." }),
    webhook_url: z.string().meta({ description: "Where this integration's own webhooks deliver to." }),
    updated_at: z.string(),
  })
  .meta({ id: "Integration" });

export const integrationPatchSchema = z
  .strictObject({
    integration_name: z.string().trim().min(1).max(200).optional(),
    auto_sync: z.boolean().optional(),
    sync_interval_minutes: z
      .int()
      .min(1)
      .max(1440)
      .optional()
      .meta({ description: "Between two automatic syncs; 5 to 15 is usual." }),
    status: z.enum(["active", "paused"]).optional(),
  })
  .meta({ id: "IntegrationPatch" });

export const syncRequestSchema = z
  .strictObject({
    status: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "In the store's words or the hub's, several by comma.", example: "processing" }),
    since: z
      .string()
      .max(40)
      .optional()
      .meta({ description: "Modified since; ISO 8601, without an offset it is UTC.", example: "2025-10-01T00:00:00Z" }),
    limit: z.int().min(1).max(10_000).default(100).meta({ description: "Orders to read at most." }),
  })
  .meta({ id: "SyncRequest" });

export const syncResultSchema = z
  .object({
    integration_id: integrationIdSchema,
    timestamp: z.string(),
    total_orders: z.int(),
    synced: z.int(),
    failed: z.int(),
    errors: z.array(z.object({ order_id: z.string(), message: z.string(), remedy: z.string().nullable() })),
    has_more: z.boolean().meta({ description: "More orders are waiting: call again to go on." }),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
  })
  .meta({ id: "SyncResult" });

export const stockSyncRequestSchema = z
  .strictObject({
    sku: z.string().min(1).max(200).meta({ example: "PROD-123" }),
    quantity: z.int().min(0).max(1_000_000_000).meta({ example: 50 }),
    enable_stock_management: z.boolean().optional().meta({
      description: "Where the store does not count this product's stock: have it count, instead of refusing.",
    }),
  })
  .meta({ id: "StockSyncRequest" });

export const stockSyncResultSchema = z
  .object({
    integration_id: integrationIdSchema,
    sku: z.string(),
    quantity: z.int(),
    product_id: z.string(),
    changed: z.boolean(),
    timestamp: z.string(),
  })
  .meta({ id: "StockSyncResult" });

export const webhooksRequestSchema = z
  .strictObject({
    topics: z
      .array(z.string().max(50))
      .min(1)
      .max(50)
      .optional()
      .meta({
        example: ["order.created", "order.updated", "product.updated"],
        description: "All that the platform has, where left out.",
      }),
    delivery_url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .meta({ description: "This integration's own address, where left out." }),
  })
  .meta({ id: "WebhooksRequest" });

export const webhookSchema = z
  .object({
    id: z.string(),
    topic: z.string(),
    delivery_url: z.string(),
    status: z.enum(["active", "paused", "disabled"]),
    created: z.boolean(),
  })
  .meta({ id: "Webhook" });

export const testReplySchema = z
  .object({
    success: z.boolean(),
    message: z.string(),
    code: z.string().optional(),
    remedy: z.string().optional(),
    store: z
      .object({
        name: z.string(),
        version: z.string(),
        currency: z.string(),
        time_zone: z.string(),
        access: z.enum(["read", "read_write"]),
        warnings: z.array(z.string()),
      })
      .optional(),
  })
  .meta({ id: "ConnectionTest" });

export const receivedSchema = z
  .object({ status: z.enum(["accepted", "ignored"]), reason: z.string().optional() })
  .meta({ id: "Received" });
