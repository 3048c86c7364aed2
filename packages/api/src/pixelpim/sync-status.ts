// How each product stands with one store.
import { z } from "zod";
import { bodyIdSchema, momentSchema } from "./ids.ts";

export const syncStatusSchema = z
  .object({
    id: z.int(),
    connectionId: z.int(),
    productId: z.int(),
    wooProductId: z.int().meta({ description: "0 until the store has it." }),
    lastExportedAt: momentSchema.nullable(),
    lastImportedAt: momentSchema.nullable(),
    lastModifiedFields: z.array(z.string()).nullable(),
    syncStatus: z.enum(["synced", "pending", "error"]),
    errorMessage: z.string().nullable(),
    createdAt: momentSchema,
    updatedAt: momentSchema,
  })
  .meta({ id: "PimSyncStatus" });
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const syncStatusQuerySchema = z.object({
  syncStatus: z.enum(["synced", "pending", "error"]).optional().meta({ description: "Only those." }),
});

export const retryRequestSchema = z
  .strictObject({
    productIds: z
      .array(bodyIdSchema)
      .max(10_000)
      .optional()
      .meta({ description: "All that failed, where left out.", example: [102] }),
  })
  .meta({ id: "PimRetryRequest" });
