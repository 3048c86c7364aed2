// Alerts: what a person is told of by itself, and what became of it.
import { z } from "zod";
import { alertCodeSchema, severitySchema } from "./alert-codes.ts";
import { connectionFilter } from "./ids.ts";
import { momentSchema, stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

const stateSchema = z.enum(["open", "settled"]);

const alertExample = {
  id: 7,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  code: "unknown_status" as const,
  severity: "warning" as const,
  subject: "wc-awaiting-stock",
  title: "Nobody has mapped the order status wc-awaiting-stock",
  detail: "Orders with it are kept. Say in the connection what it means.",
  times: 4,
  state: "open" as const,
  opened_at: "2026-11-20T09:00:00.000Z",
  last_at: "2026-11-20T09:20:00.000Z",
  settled_at: null,
  acknowledged_at: null,
  acknowledged_by: null,
  snoozed_until: null,
};

export const alertSchema = z
  .object({
    id: z.int(),
    connection_id: z.int().nullable().meta({ description: "Null where it concerns no single store." }),
    connection_public_id: z.string().nullable(),
    code: alertCodeSchema,
    severity: severitySchema,
    subject: z.string().meta({ description: "What it is about within its code: a status, a SKU." }),
    title: z.string(),
    detail: z.string(),
    times: z.int().meta({ description: "How often it was seen since it was opened." }),
    state: stateSchema,
    opened_at: stampSchema,
    last_at: stampSchema,
    settled_at: stampSchema.nullable(),
    acknowledged_at: stampSchema.nullable(),
    acknowledged_by: z.string().nullable(),
    snoozed_until: stampSchema.nullable(),
  })
  .meta({ id: "Alert", example: alertExample });
export type Alert = z.infer<typeof alertSchema>;

const toldExample = {
  channel_id: 2,
  channel: "Shop mail",
  kind: "opened" as const,
  state: "sent" as const,
  due_at: "2026-11-20T09:01:00.000Z",
  sent_at: "2026-11-20T09:01:01.000Z",
  error: null,
};

export const alertDetailSchema = alertSchema
  .extend({
    told: z
      .array(
        z.object({
          channel_id: z.int(),
          channel: z.string(),
          kind: z.enum(["opened", "repeated", "settled"]),
          state: z
            .enum(["waiting", "sending", "sent", "dropped"])
            .meta({ description: "dropped: it was over, or known to somebody, before it was told." }),
          due_at: stampSchema,
          sent_at: stampSchema.nullable(),
          error: z.string().nullable().meta({ description: "Why it did not arrive yet." }),
        }),
      )
      .meta({ description: "What became of it on each channel, newest first." }),
  })
  .meta({ id: "AlertDetail", example: { ...alertExample, told: [toldExample] } });

export const alertQuerySchema = pageQuerySchema
  .extend({
    ...connectionFilter,
    state: stateSchema.optional(),
    severity: severitySchema.optional(),
    code: alertCodeSchema.optional(),
  })
  .strict();

export const alertListSchema = z
  .object({ alerts: z.array(alertSchema), next_cursor: nextCursorSchema })
  .meta({ id: "AlertList", example: { alerts: [alertExample], next_cursor: null } });

export const snoozeRequestSchema = z
  .strictObject({ until: momentSchema })
  .meta({ id: "SnoozeRequest", example: { until: "2026-11-21T08:00:00Z" } });
