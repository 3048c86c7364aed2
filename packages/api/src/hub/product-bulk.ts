// Many products at once: a run in the background that can be watched.
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema } from "./page.ts";

const runExample = {
  id: 77,
  state: "running" as const,
  total: 20_000,
  seen: 4_000,
  created: 3_900,
  updated: 60,
  unchanged: 30,
  failed: 10,
  error: null,
  created_at: "2026-11-20T09:00:00.000Z",
  started_at: "2026-11-20T09:00:00.100Z",
  finished_at: null,
};

export const bulkRunSchema = z
  .object({
    id: z.int(),
    state: z.enum(["waiting", "running", "done", "failed"]).meta({
      description: "`done` also where rows failed; `failed` where the run itself could not go on.",
    }),
    total: z.int().meta({ description: "Rows that were given." }),
    seen: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    failed: z.int(),
    error: z.object({ message: z.string() }).nullable(),
    created_at: stampSchema,
    started_at: stampSchema.nullable(),
    finished_at: stampSchema.nullable(),
  })
  .meta({ id: "BulkRun", example: runExample });
export type BulkRun = z.infer<typeof bulkRunSchema>;

export const bulkStartedSchema = z
  .object({ run: bulkRunSchema })
  .meta({ id: "BulkStarted", example: { run: runExample } });

const errorExample = { row: 17, sku: "MUG-RED", message: "must be a decimal such as 19.90", field: "price:price" };

const bulkErrorSchema = z.object({
  row: z.int().meta({ description: "Counted from 1; a header does not count." }),
  sku: z.string().nullable(),
  message: z.string(),
  field: z.string().nullable().meta({ description: "The field of JSON, or the column of CSV." }),
});
export type BulkError = z.infer<typeof bulkErrorSchema>;

export const bulkDetailSchema = z
  .object({
    run: bulkRunSchema,
    errors: z.array(bulkErrorSchema),
    next_cursor: nextCursorSchema.meta({ description: "Where there are more errors than fit." }),
  })
  .meta({ id: "BulkDetail", example: { run: runExample, errors: [errorExample], next_cursor: null } });

export const bulkRowListSchema = z
  .object({
    rows: z.array(
      bulkErrorSchema.extend({
        outcome: z.enum(["created", "updated", "unchanged", "failed"]),
        product_id: z.int().nullable(),
        message: z.string().nullable(),
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({
    id: "BulkRowList",
    example: {
      rows: [{ row: 1, sku: "MUG-BLUE", outcome: "created", product_id: 201, message: null, field: null }],
      next_cursor: null,
    },
  });

export const bulkQuerySchema = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(1_000)
    .meta({ description: "How many at most.", example: 50 }),
  cursor: z.string().max(100).optional().meta({ description: "`next_cursor` of the page before.", example: "MTI" }),
});
