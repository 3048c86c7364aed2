// Runs: one execution of reading a store, with counters.
import { z } from "zod";
import { connectionFilter } from "./ids.ts";
import { momentSchema, stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema } from "./text.ts";

const runExample = {
  id: 42,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  kind: "orders" as const,
  cause: "request",
  state: "done" as const,
  since: "2026-11-01T00:00:00.000Z",
  limit: null,
  total: 120,
  seen: 120,
  created: 20,
  updated: 7,
  unchanged: 93,
  ignored: 0,
  failed: 0,
  attempts: 0,
  error: null,
  warning: null,
  resume_cursor: null,
  created_at: "2026-11-20T09:00:00.000Z",
  started_at: "2026-11-20T09:00:00.100Z",
  finished_at: "2026-11-20T09:00:04.000Z",
};

const runKindSchema = z.enum(["orders", "products", "customers", "payouts"]);
const stateSchema = z.enum(["waiting", "running", "done", "incomplete", "failed", "stopped"]);

export const runSchema = z
  .object({
    id: z.int(),
    connection_id: z.int().nullable().meta({ description: "Null for a bulk of products, which is our own catalogue." }),
    connection_public_id: z.string().nullable(),
    kind: z.string().meta({
      description:
        "What is read: orders, products, customers or payouts. What is published: export, import. What is given in bulk: bulk.",
    }),
    cause: z.string().meta({ description: "request, schedule, connected or gap." }),
    state: stateSchema.meta({ description: "`incomplete`: the limit was reached before the end." }),
    since: stampSchema.nullable().meta({ description: "Only what was modified from then on." }),
    limit: z.int().nullable(),
    total: z.int().nullable().meta({ description: "How many the store says there are; for a progress bar." }),
    seen: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    ignored: z.int(),
    failed: z.int().meta({ description: "Records that were parked; they do not stop a run." }),
    attempts: z.int().meta({ description: "Failures in a row." }),
    error: z
      .object({
        kind: z.string(),
        code: z.string().nullable(),
        message: z.string(),
        remedy: z.string().nullable(),
        excerpt: z
          .string()
          .nullable()
          .meta({ description: "How the store's answer began, where it was not what it should be." }),
      })
      .nullable(),
    warning: z.string().nullable().meta({ description: "That not everything was read, and how to get the rest." }),
    resume_cursor: z
      .string()
      .nullable()
      .meta({ description: "Of a run that ended as `incomplete`: start a run with it to read on from there." }),
    created_at: stampSchema,
    started_at: stampSchema.nullable(),
    finished_at: stampSchema.nullable(),
  })
  .meta({ id: "Run", example: runExample });
export type Run = z.infer<typeof runSchema>;

export const runQuerySchema = pageQuerySchema
  .extend({
    ...connectionFilter,
    kind: z.enum(["orders", "products", "customers", "payouts", "export", "import", "bulk"]).optional(),
    state: stateSchema.optional(),
  })
  .strict();

export const runFailureListSchema = z
  .object({
    failures: z.array(
      z.object({
        subject: z.string().meta({ description: "A row of the input, a SKU, or the store's id." }),
        message: z.string(),
        remedy: z.string().nullable(),
        parked_id: z.int().nullable().meta({ description: "The card in the inbox." }),
        product_id: z.int().nullable(),
      }),
    ),
  })
  .meta({
    id: "RunFailureList",
    example: {
      failures: [
        {
          subject: "row 7 · MUG-BLUE · price",
          message: "is not a number",
          remedy: null,
          parked_id: null,
          product_id: null,
        },
      ],
    },
  });
export type RunFailure = z.infer<typeof runFailureListSchema>["failures"][number];

export const runListSchema = z
  .object({ runs: z.array(runSchema), next_cursor: nextCursorSchema })
  .meta({ id: "RunList", example: { runs: [runExample], next_cursor: null } });

const MOST_RECORDS = 1_000_000;

export const newRunRequestSchema = z
  .strictObject({
    kind: runKindSchema,
    since: momentSchema.optional().meta({
      description: "Read what was modified from then on, instead of going on where the last run ended.",
      example: "2026-11-01T00:00:00Z",
    }),
    limit: z.int().min(1).max(MOST_RECORDS).optional().meta({ description: "Records to read at most." }),
    resume_cursor: lineSchema(200).optional().meta({
      description: "Of an `incomplete` run of the same kind: read on where it stopped, with its `since`.",
    }),
  })
  .meta({ id: "NewRunRequest", example: { kind: "orders", since: "2026-11-01T00:00:00Z" } });
