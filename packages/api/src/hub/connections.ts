// Connected stores. Credentials go in and never come out.
import { orderStatusSchema } from "@logix/model";
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema } from "./text.ts";

const storeExample = {
  name: "My shop",
  platform_version: "9.4.2",
  host_version: "6.7",
  currency: "EUR",
  time_zone: "Europe/Berlin",
  access: "read_write" as const,
  warnings: [],
};

const connectionExample = {
  id: 3,
  public_id: "integration_4f0c9be1a2d37e5518",
  platform: "woocommerce",
  name: "My shop",
  store_url: "https://shop.example.com",
  status: "active" as const,
  status_reason: null,
  auto_sync: true,
  sync_interval_minutes: 15,
  stock_role: "follower" as const,
  status_map: { inbound: { "ready-to-ship": "PACKED" as const }, outbound: { PACKED: "ready-to-ship" } },
  order_fields: { vat_number: "meta_data[_vat_number]" },
  rate_limit: null,
  store: storeExample,
  last_sync_at: "2026-11-20T09:00:00.000Z",
  created_at: "2026-11-01T08:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

const remoteStatusSchema = lineSchema(50);

const statusMapSchema = z
  .strictObject({
    inbound: z.record(remoteStatusSchema, orderStatusSchema).optional(),
    outbound: z.partialRecord(orderStatusSchema, remoteStatusSchema).optional(),
  })
  .meta({
    description: "Your own words laid over the platform's: the store's status to ours, and ours to the store's.",
    example: connectionExample.status_map,
  });

const fieldPathSchema = lineSchema(200).regex(
  /^[\w-]+(?:\.[\w-]+|\[[^[\]]+\])*$/,
  "is no path such as billing.company or meta_data[_vat_number]",
);

const orderFieldsSchema = z.record(lineSchema(60), fieldPathSchema).meta({
  description: "Fields of your own on orders, by their path in the store's reply.",
  example: connectionExample.order_fields,
});

const rateLimitSchema = z
  .strictObject({
    requests: z.number().positive().max(10_000),
    per_ms: z.int().min(100).max(3_600_000),
    burst: z.int().min(1).max(10_000).meta({ description: "So many may go at once." }),
  })
  .meta({ example: { requests: 10, per_ms: 10_000, burst: 10 } });

const stockRoleSchema = z.enum(["authority", "follower", "contributor", "none"]).meta({
  description: "A follower is told what is available to sell; an authority counts; a contributor only sells.",
});

const syncIntervalSchema = z.int().min(1).max(1440).meta({ example: 15 });

/** What is stored comes out even if the rules for what goes in were stricter by now. */
const shownStatusMapSchema = z.object({
  inbound: z.record(z.string(), orderStatusSchema).optional(),
  outbound: z.partialRecord(orderStatusSchema, z.string()).optional(),
});
const shownRateLimitSchema = z.object({ requests: z.number(), per_ms: z.number(), burst: z.number() });

export const connectionSchema = z
  .object({
    id: z.int(),
    public_id: z.string(),
    platform: z.string(),
    name: z.string(),
    store_url: z.string(),
    status: z
      .enum(["active", "paused", "disconnected"])
      .meta({ description: "`disconnected`: the store no longer accepts the credentials, rotate them." }),
    status_reason: z.string().nullable(),
    auto_sync: z.boolean(),
    sync_interval_minutes: z.int(),
    stock_role: stockRoleSchema,
    status_map: shownStatusMapSchema,
    order_fields: orderFieldsSchema,
    rate_limit: shownRateLimitSchema.nullable().meta({ description: "Null: the platform's own polite limit." }),
    store: z
      .object({
        name: z.string(),
        platform_version: z.string(),
        host_version: z.string().nullable(),
        currency: z.string(),
        time_zone: z.string(),
        access: z.enum(["read", "read_write"]),
        warnings: z.array(z.string()).meta({ description: "Worth knowing though everything works." }),
      })
      .nullable()
      .meta({ description: "What the store said of itself at the last test." }),
    last_sync_at: stampSchema.nullable(),
    created_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "Connection", example: connectionExample });
export type Connection = z.infer<typeof connectionSchema>;

const apiExample = { version: "wc/v3", sunset_at: null, days_left: null, warning: null, notices: [] };

export const connectionDetailSchema = connectionSchema
  .extend({
    api: z
      .object({
        version: z.string().meta({ description: "The platform's API as Logix speaks it." }),
        sunset_at: stampSchema
          .nullable()
          .meta({ description: "The day from which it no longer answers, where known." }),
        days_left: z.int().nullable(),
        warning: z.string().nullable().meta({ description: "Given from four months before that day on." }),
        notices: z
          .array(
            z.object({
              header: z.string(),
              notice: z.string(),
              path: z.string(),
              sunset_at: stampSchema.nullable(),
              first_seen_at: stampSchema,
              last_seen_at: stampSchema,
            }),
          )
          .meta({ description: "What the store's replies said of it in their headers during the last 30 days." }),
      })
      .meta({ description: "How long the API by which the store is asked will last.", example: apiExample }),
  })
  .meta({ id: "ConnectionDetail", example: { ...connectionExample, api: apiExample } });
export type ConnectionDetail = z.infer<typeof connectionDetailSchema>;

export const connectionQuerySchema = pageQuerySchema
  .extend({ platform: lineSchema(50).optional().meta({ example: "woocommerce" }) })
  .strict();

export const connectionListSchema = z
  .object({ connections: z.array(connectionSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ConnectionList", example: { connections: [connectionExample], next_cursor: null } });

const settingsSchema = z
  .record(
    z.string(),
    z.union([lineSchema(2000), z.boolean(), z.number()], { error: "must be text, a number, true or false" }),
  )
  .meta({
    description: "What the platform needs to know; `GET /platforms` lists the names.",
    example: { store_url: "https://shop.example.com", consumer_key: "ck_…", consumer_secret: "cs_…" },
  });

export const newConnectionRequestSchema = z
  .strictObject({
    platform: lineSchema(50),
    name: lineSchema(100).optional().meta({ description: "Without it the store's host." }),
    auto_sync: z.boolean().default(true).meta({ description: "Read everything now, and what is new from then on." }),
    settings: settingsSchema,
  })
  .meta({
    id: "NewConnectionRequest",
    example: {
      platform: "woocommerce",
      name: "My shop",
      settings: { store_url: "https://shop.example.com", consumer_key: "ck_…", consumer_secret: "cs_…" },
    },
  });

export const connectionChangeRequestSchema = z
  .strictObject({
    name: lineSchema(100).optional(),
    auto_sync: z.boolean().optional(),
    sync_interval_minutes: syncIntervalSchema.optional(),
    paused: z.boolean().optional().meta({ description: "Work for a paused connection waits; nothing is lost." }),
    stock_role: stockRoleSchema.optional(),
    status_map: statusMapSchema.optional().meta({ description: "Replaces the whole map." }),
    order_fields: orderFieldsSchema.optional().meta({
      description: "Replaces all. Orders get them as they are read; sync with `since` to read older ones again.",
    }),
    rate_limit: rateLimitSchema.nullish().meta({ description: "Null: back to the platform's own limit." }),
  })
  .meta({
    id: "ConnectionChangeRequest",
    description: "What is left out stays as it is.",
    example: { name: "My shop", sync_interval_minutes: 5 },
  });

export const newCredentialsRequestSchema = z.strictObject({ settings: settingsSchema }).meta({
  id: "NewCredentialsRequest",
  description: "Settings that are left out stay as they are.",
  example: { settings: { consumer_key: "ck_…", consumer_secret: "cs_…" } },
});
