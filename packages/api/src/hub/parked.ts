// Work that failed for good and waits for a person.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema } from "./text.ts";

const stateSchema = z.enum(["open", "resolved"]);

const parkedExample = {
  id: 12,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  source: "outward" as const,
  kind: "order_status",
  remote_id: "12345",
  title: "The store does not take the status of order 12345",
  detail: "The store refused the status",
  remedies: [
    { text: "Say in the connection which of the store's statuses ours is", action: "map_status" as const },
    { text: "Send it again", action: "retry" as const },
  ],
  error: {
    kind: "refused",
    code: "woocommerce_rest_invalid_order_status",
    message: "The store refused the status",
    remedy: "Register the status in the store, or map ours to another one",
  },
  times: 1,
  state: "open" as const,
  parked_at: "2026-11-20T09:00:00.000Z",
  resolved_at: null,
  resolution: null,
  resolved_by: null,
  reason: null,
};

export const parkedSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    source: z.enum(["delivery", "page", "reread", "outward"]).meta({ description: "During what it failed." }),
    kind: z.string().meta({ description: "order, product or customer; for outward work order_status or stock." }),
    remote_id: z.string(),
    title: z.string().meta({ description: "What happened, in plain words." }),
    detail: z.string().meta({ description: "Why." }),
    remedies: z
      .array(
        z.object({
          text: z.string(),
          action: z.enum(["retry", "retry_like", "open_connection", "map_status", "open_order", "dismiss"]).nullable(),
        }),
      )
      .meta({ description: "What would help, the likeliest first. `action` says what a screen can offer for it." }),
    error: z.object({
      kind: z.string(),
      code: z.string().nullable(),
      message: z.string(),
      remedy: z.string().nullable().meta({ description: "What would help." }),
    }),
    times: z.int().meta({ description: "How often it failed." }),
    state: stateSchema,
    parked_at: stampSchema,
    resolved_at: stampSchema.nullable(),
    resolution: z.enum(["retried", "dismissed", "healed"]).nullable(),
    resolved_by: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "Parked", example: parkedExample });
export type Parked = z.infer<typeof parkedSchema>;

export const parkedDetailSchema = parkedSchema
  .extend({
    payload: z
      .string()
      .nullable()
      .meta({ description: "What could not be worked on; secrets and personal data masked." }),
  })
  .meta({ id: "ParkedDetail", example: { ...parkedExample, payload: '{"status":"PACKED"}' } });

export const parkedPayloadSchema = z
  .object({ payload: z.string().nullable().meta({ description: "Without secrets." }) })
  .meta({ id: "ParkedPayload", example: { payload: '{"billing":{"first_name":"Ada"}}' } });

export const parkedQuerySchema = pageQuerySchema
  .extend({ ...connectionFilter, state: stateSchema.default("open") })
  .strict();

export const parkedListSchema = z
  .object({ parked: z.array(parkedSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ParkedList", example: { parked: [parkedExample], next_cursor: null } });

export const dismissRequestSchema = z
  .strictObject({ reason: lineSchema(500) })
  .meta({ id: "DismissRequest", example: { reason: "A test order" } });

export const retriedLikeSchema = z.object({ retried: z.int() }).meta({ id: "RetriedLike", example: { retried: 17 } });
