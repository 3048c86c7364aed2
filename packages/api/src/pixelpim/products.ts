// Products sent to a store and fetched from it: what is asked for and what became of each.
import { z } from "zod";
import { bodyIdSchema, momentSchema } from "./ids.ts";
import { fieldListSchema } from "./mappings.ts";

const MOST_PRODUCTS = 10_000;

const productIds = z
  .array(bodyIdSchema)
  .min(1, "must name at least one product")
  .max(MOST_PRODUCTS, `may have ${MOST_PRODUCTS} entries at most`)
  .meta({ example: [101, 102, 103] });
const fieldsToExport = fieldListSchema
  .optional()
  .meta({ description: "In place of the active export mapping; must include name and sku." });
const partialUpdate = z
  .boolean()
  .default(false)
  .meta({ description: "Send only what changed since the last export to this store." });
const dryRun = z
  .boolean()
  .default(false)
  .meta({ description: "Change nothing anywhere; answer what would change, field by field." });
const wait = z
  .boolean()
  .default(false)
  .meta({ description: "Wait to the end instead of taking a job id after a while." });

export const waitQuerySchema = z.object({ wait: z.enum(["true", "false"]).optional() });

export const legacyExportRequestSchema = z
  .strictObject({ productIds, fieldsToExport, partialUpdate, dryRun, wait })
  .meta({ id: "PimLegacyExportRequest" });

export const exportRequestSchema = z
  .strictObject({
    connectionId: bodyIdSchema.meta({ example: 1 }),
    productIds,
    fieldsToExport,
    partialUpdate,
    dryRun,
    wait,
  })
  .meta({ id: "PimExportRequest" });

export const productUpdateRequestSchema = z.strictObject({ fieldsToExport }).meta({ id: "PimProductUpdateRequest" });

export const importRequestSchema = z
  .strictObject({
    connectionId: bodyIdSchema.meta({ example: 1 }),
    wooProductIds: z
      .array(bodyIdSchema)
      .max(MOST_PRODUCTS, `may have ${MOST_PRODUCTS} entries at most`)
      .optional()
      .meta({ description: "All products of the store, where empty or left out.", example: [456, 457, 458] }),
    updateExisting: z.boolean().default(false).meta({ description: "Otherwise products that are here are skipped." }),
    useMapping: z.boolean().default(true).meta({ description: "Otherwise the default mapping is used." }),
    dryRun,
    wait,
  })
  .meta({ id: "PimImportRequest" });

const changesSchema = z
  .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
  .meta({ description: "Of a dry run: what would change.", example: { price: { from: "10.00", to: "12.00" } } });

const variantResultSchema = z.object({
  productId: z.int(),
  wooProductId: z.int().optional(),
  status: z.enum(["success", "error"]),
  message: z.string().optional(),
  sentFields: z.array(z.string()).optional(),
  changes: changesSchema.optional(),
});

export const exportResultSchema = z
  .object({
    connectionId: z.int(),
    productId: z.int(),
    wooProductId: z.int().optional(),
    status: z.enum(["success", "error"]),
    message: z.string().optional().meta({ description: "Of an error: what the store said." }),
    remedy: z.string().optional().meta({ description: "Of an error: what would help." }),
    exportedFields: z.array(z.string()).optional().meta({ description: "Selected fields that the store now shows." }),
    sentFields: z.array(z.string()).optional().meta({ description: "Those of them that had to be sent." }),
    linked: z.boolean().optional().meta({ description: "It was in the store already, under this SKU." }),
    warnings: z.array(z.string()).optional(),
    changes: changesSchema.optional(),
    variants: z
      .array(variantResultSchema)
      .optional()
      .meta({ description: "Of a product with variants: they went with it." }),
    lastExportedAt: momentSchema.nullable().optional(),
  })
  .meta({ id: "PimExportResult" });
export type ExportResult = z.infer<typeof exportResultSchema>;

export const exportReplySchema = z
  .object({
    success: z.boolean(),
    connectionId: z.int(),
    syncedCount: z.int(),
    failedCount: z.int(),
    skippedCount: z.int().meta({ description: "Of the synced: nothing had to be sent." }),
    results: z.array(exportResultSchema),
    jobId: z.int().optional().meta({ description: "The run, to look at or to undo." }),
    dryRun: z.boolean().optional(),
    incomplete: z.boolean().optional().meta({ description: "Of a dry run: the time was up before all was looked at." }),
  })
  .meta({ id: "PimExportReply" });
export type ExportReply = z.infer<typeof exportReplySchema>;

const imported = {
  wooProductId: z.int(),
  productId: z.int().nullable(),
  status: z.enum(["imported", "updated", "skipped", "error"]),
  message: z.string().optional(),
  changes: changesSchema.optional(),
};

export const importedProductSchema = z
  .object({ ...imported, variants: z.array(z.object(imported)).optional() })
  .meta({ id: "PimImportedProduct" });
export type ImportedProductReply = z.infer<typeof importedProductSchema>;

export const importReplySchema = z
  .object({
    success: z.boolean(),
    importedCount: z.int(),
    updatedCount: z.int(),
    failedCount: z.int(),
    skippedCount: z.int(),
    products: z.array(importedProductSchema),
    jobId: z.int().optional(),
    dryRun: z.boolean().optional(),
    incomplete: z.boolean().optional().meta({ description: "Of a dry run: the time was up before all was looked at." }),
  })
  .meta({ id: "PimImportReply" });
export type ImportReply = z.infer<typeof importReplySchema>;

export const deleteReplySchema = z
  .object({ success: z.boolean(), message: z.string().optional() })
  .meta({ id: "PimDeleteReply" });
