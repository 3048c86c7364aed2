// Reconciles: both sides of a connection compared, what differed, and drift as a number over time.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

export const domainSchema = z.enum(["orders", "products", "customers"]).meta({
  description: "Which kind of things; products are listings with their stock numbers.",
  example: "orders",
});

const domainExample = {
  domain: "orders" as const,
  ranges: 21,
  ranges_apart: 1,
  listed: 2000,
  drift_before: 3,
  drift_after: 0,
  finished_at: "2026-11-20T03:12:20.000Z",
};

const domainResultSchema = z.object({
  domain: domainSchema,
  ranges: z.int().meta({ description: "Ranges of ids whose digests were compared." }),
  ranges_apart: z.int(),
  listed: z.int().meta({ description: "Rows that the store listed." }),
  drift_before: z.int().nullable().meta({ description: "Rows that differed; null until it is known." }),
  drift_after: z.int().nullable().meta({ description: "Rows that still differ after mending." }),
  finished_at: stampSchema.nullable(),
});

const reconcileExample = {
  id: 7,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  cause: "schedule",
  state: "done" as const,
  step: null,
  domains: [domainExample],
  attempts: 0,
  error: null,
  created_at: "2026-11-20T03:12:00.000Z",
  started_at: "2026-11-20T03:12:00.100Z",
  finished_at: "2026-11-20T03:12:21.000Z",
};

export const reconcileSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    cause: z.string().meta({ description: "request or schedule." }),
    state: z.enum(["waiting", "running", "done", "failed", "stopped"]),
    step: z
      .string()
      .nullable()
      .meta({ description: "What is being done: `orders: compare`, `orders: mend`; null where nothing is." }),
    domains: z.array(domainResultSchema),
    attempts: z.int().meta({ description: "Failures in a row." }),
    error: z
      .object({ kind: z.string(), code: z.string().nullable(), message: z.string(), remedy: z.string().nullable() })
      .nullable(),
    created_at: stampSchema,
    started_at: stampSchema.nullable(),
    finished_at: stampSchema.nullable(),
  })
  .meta({ id: "Reconcile", example: reconcileExample });
export type Reconcile = z.infer<typeof reconcileSchema>;

export const reconcileQuerySchema = pageQuerySchema.extend(connectionFilter).strict();
export const reconcileRowQuerySchema = pageQuerySchema.strict();

export const reconcileListSchema = z
  .object({ reconciles: z.array(reconcileSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ReconcileList", example: { reconciles: [reconcileExample], next_cursor: null } });

export const newReconcileRequestSchema = z
  .strictObject({
    domains: z
      .array(domainSchema)
      .min(1)
      .max(3)
      .optional()
      .meta({ description: "Without it all that the platform can." }),
  })
  .meta({ id: "NewReconcileRequest", example: { domains: ["orders"] } });

const rowExample = {
  id: 12,
  domain: "orders" as const,
  remote_id: "1204",
  parent_remote_id: null,
  finding: "different" as const,
  fields: { status: { here: "processing", there: "completed" } },
  in_flight: false,
  cure: "reread" as const,
  outcome: "mended" as const,
  found_at: "2026-11-20T03:12:04.000Z",
  settled_at: "2026-11-20T03:12:20.000Z",
};

export const reconcileRowSchema = z
  .object({
    id: z.int(),
    domain: domainSchema,
    remote_id: z.string(),
    parent_remote_id: z.string().nullable(),
    finding: z.enum(["missing_here", "missing_there", "different"]),
    fields: z
      .record(z.string(), z.object({ here: z.string().nullable(), there: z.string().nullable() }))
      .meta({ description: "What differs, on both sides. `modified_at` is in seconds since 1970." }),
    in_flight: z
      .boolean()
      .meta({ description: "Changed after the moment until which the store was read: counted as no drift." }),
    cure: z.enum(["reread", "wish"]).meta({ description: "Read again from the store, or told to it." }),
    outcome: z.enum(["open", "mended", "apart", "unlisted"]).meta({
      description: "`apart`: it still differs. `unlisted`: the store has it, but leaves it out of its lists.",
    }),
    found_at: stampSchema,
    settled_at: stampSchema.nullable(),
  })
  .meta({ id: "ReconcileRow", example: rowExample });
export type ReconcileRow = z.infer<typeof reconcileRowSchema>;

export const reconcileRowListSchema = z
  .object({ rows: z.array(reconcileRowSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ReconcileRowList", example: { rows: [rowExample], next_cursor: null } });

const driftPointSchema = domainResultSchema.extend({ reconcile_id: z.int() });

export const driftSchema = z
  .object({
    ...ofConnection,
    interval_minutes: z.int().meta({ description: "How often both sides are compared by themselves." }),
    changes_untold: z
      .int()
      .meta({ description: "Changes that polling found though the store's webhooks should have told of them." }),
    latest: z.array(driftPointSchema).meta({ description: "The newest number of each domain." }),
    history: z.array(driftPointSchema).meta({ description: "Newest first, at most 300." }),
  })
  .meta({
    id: "Drift",
    example: {
      connection_id: 3,
      connection_public_id: "integration_4f0c9be1a2d37e5518",
      interval_minutes: 1440,
      changes_untold: 0,
      latest: [{ ...domainExample, reconcile_id: 7 }],
      history: [{ ...domainExample, reconcile_id: 7 }],
    },
  });
export type Drift = z.infer<typeof driftSchema>;

export const reconcileIntervalRequestSchema = z
  .strictObject({ interval_minutes: z.int().min(15).max(43_200) })
  .meta({ id: "ReconcileIntervalRequest", example: { interval_minutes: 360 } });
