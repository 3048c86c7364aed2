// What a run was asked to carry; kept with the run as JSON, so that it can be taken up again anywhere and looked at later.
import { z } from "zod";

const mappingSchema = z.record(z.string(), z.string());

export const exportOrderSchema = z.object({
  /** As the caller named them. */
  asked: z.array(z.number()),
  /** In the order in which they go: products before their variants. */
  items: z.array(z.number()),
  /** From here on the items are variants. */
  firstVariant: z.int(),
  /** Variants that nobody asked for but which go with their product: which that is. */
  parents: z.record(z.string(), z.number()),
  fields: z.array(z.string()),
  fieldMappings: mappingSchema,
  partialUpdate: z.boolean(),
  /** A product that the store does not have (any more) is made there. */
  mayCreate: z.boolean(),
});
export type ExportOrder = Readonly<z.infer<typeof exportOrderSchema>>;

export const importOrderSchema = z.object({
  /** All, where null. */
  remoteIds: z.array(z.string()).nullable(),
  updateExisting: z.boolean(),
  /** The default mapping, where null. */
  mapping: z.object({ attributeMappings: mappingSchema, fieldMappings: mappingSchema }).nullable(),
  /** As whom the catalogue is changed. */
  actor: z.string(),
});
export type ImportOrder = Readonly<z.infer<typeof importOrderSchema>>;

/** How far an export has come in its items. */
export const exportCheckpointSchema = z.object({ next: z.int() });
