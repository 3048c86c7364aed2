// Insights: numbers over many orders, and how connections are doing.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";

const timeZoneSchema = z
  .string()
  .max(64)
  .refine(isTimeZone, "is not a time zone; write it like Europe/Berlin")
  .default("UTC")
  .meta({ description: "In whose days; a name of the IANA list.", example: "Europe/Berlin" });

export const ordersPerDayQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30).meta({ description: "Today and the days before it." }),
  time_zone: timeZoneSchema,
});

const dayExample = {
  day: "2026-11-20",
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  currency: "EUR",
  orders: 12,
  revenue_minor: 48_150,
};

export const ordersPerDaySchema = z
  .object({
    days: z.array(z.iso.date()).meta({ description: "Every day of the period, also those without orders." }),
    rows: z.array(
      z.object({
        day: z.iso.date(),
        ...ofConnection,
        currency: z.string(),
        orders: z.int().meta({ description: "Placed on that day; cancelled and binned ones are left out." }),
        revenue_minor: z.int().meta({ description: "Their totals less refunds, in minor units." }),
      }),
    ),
  })
  .meta({ id: "OrdersPerDay", example: { days: ["2026-11-20"], rows: [dayExample] } });
export type OrdersPerDay = z.infer<typeof ordersPerDaySchema>;

const healthExample = {
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  last_sync_at: "2026-11-20T09:00:00.000Z",
  read_until: "2026-11-20T08:59:30.000Z",
  last_delivery_at: "2026-11-20T09:01:00.000Z",
  deliveries_24h: 120,
  runs_24h: 96,
  failed_runs_24h: 1,
  parked: 0,
  waiting_outward: 2,
};

export const connectionHealthListSchema = z
  .object({
    connections: z.array(
      z.object({
        ...ofConnection,
        last_sync_at: stampSchema.nullable(),
        read_until: stampSchema.nullable().meta({ description: "Everything before it has been read from the store." }),
        last_delivery_at: stampSchema.nullable().meta({ description: "When the store last called." }),
        deliveries_24h: z.int(),
        runs_24h: z.int().meta({ description: "Runs that ended within a day." }),
        failed_runs_24h: z.int(),
        parked: z.int().meta({ description: "Work that waits for a person." }),
        waiting_outward: z.int().meta({ description: "Changes that the store has not been told yet." }),
      }),
    ),
  })
  .meta({ id: "ConnectionHealthList", example: { connections: [healthExample] } });
export type ConnectionHealth = z.infer<typeof connectionHealthListSchema>["connections"][number];

export const workQuerySchema = z.strictObject({
  ...connectionFilter,
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .meta({ description: "The present hour and those before it." }),
});

export const workSchema = z
  .object({
    hours: z.array(
      z.object({
        at: stampSchema,
        deliveries: z.int().meta({ description: "Webhooks that were worked on." }),
        read: z.int().meta({ description: "Records that runs read." }),
        written: z.int().meta({ description: "Changes that stores took, the latest of each thing." }),
        waiting: z.int().nullable().meta({ description: "The most that waited at once, of the whole account." }),
      }),
    ),
    waiting: z
      .object({ deliveries: z.int(), rereads: z.int(), outward: z.int() })
      .meta({ description: "What waits now." }),
    drift: z.array(
      z.object({
        ...ofConnection,
        swept_at: stampSchema.nullable().meta({ description: "When both sides were last compared." }),
        drift_before: z.int().nullable().meta({ description: "Rows that differed." }),
        drift_after: z.int().nullable().meta({ description: "Rows that still differed after mending." }),
      }),
    ),
  })
  .meta({
    id: "WorkOverTime",
    example: {
      hours: [{ at: "2026-11-20T09:00:00.000Z", deliveries: 420, read: 120, written: 61, waiting: 12 }],
      waiting: { deliveries: 0, rereads: 1, outward: 2 },
      drift: [
        {
          connection_id: 3,
          connection_public_id: "integration_4f0c9be1a2d37e5518",
          swept_at: "2026-11-20T03:12:00.000Z",
          drift_before: 2,
          drift_after: 0,
        },
      ],
    },
  });
export type WorkOverTime = z.infer<typeof workSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
