// Exports and imports that go on in the background, and taking an export back.
import { z } from "zod";
import { momentSchema } from "./ids.ts";
import { exportReplySchema, importReplySchema } from "./products.ts";

export const jobReplySchema = z
  .object({
    jobId: z.int(),
    message: z.string(),
    statusUrl: z.string().meta({ example: "/integration/woocommerce/connections/1/runs/12" }),
  })
  .meta({ id: "PimJob" });

const runStateSchema = z.enum(["waiting", "running", "done", "incomplete", "failed", "stopped"]);

const run = {
  jobId: z.int(),
  connectionId: z.int(),
  kind: z.enum(["export", "import"]),
  state: runStateSchema,
  total: z.int().nullable(),
  message: z.string().nullable().meta({ description: "What holds it up or ended it." }),
  createdAt: momentSchema,
  startedAt: momentSchema.nullable(),
  finishedAt: momentSchema.nullable(),
};

/** The run, with the result as far as it has come, in the shape in which it is answered at once. */
export const pimRunSchema = z
  .union([
    importReplySchema.extend({ ...run, kind: z.literal("import") }),
    exportReplySchema.extend({ ...run, kind: z.literal("export") }),
  ])
  .meta({ id: "PimRun" });
export type PimRun = z.infer<typeof pimRunSchema>;

export const undoReplySchema = z
  .object({
    success: z.boolean(),
    connectionId: z.int(),
    jobId: z.int().meta({ description: "The run that was taken back." }),
    restoredCount: z.int(),
    movedCount: z.int(),
    goneCount: z.int(),
    failedCount: z.int(),
    results: z.array(
      z.object({
        productId: z.int().nullable(),
        wooProductId: z.int(),
        status: z
          .enum(["restored", "moved", "gone", "failed"])
          .meta({ description: "moved: the store shows something newer, which was left alone." }),
        message: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "PimUndoReply" });
export type UndoReply = z.infer<typeof undoReplySchema>;
