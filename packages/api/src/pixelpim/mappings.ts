// Export and import mappings: which fields go where.
import { z } from "zod";
import { lineSchema } from "../hub/text.ts";
import { bodyIdSchema, momentSchema } from "./ids.ts";

const MOST_FIELDS = 500;
const fieldName = lineSchema(200);

function mappingOf(example: Readonly<Record<string, string>>) {
  return z
    .record(fieldName, fieldName)
    .refine((mapping) => Object.keys(mapping).length <= MOST_FIELDS, `may have ${MOST_FIELDS} entries at most`)
    .meta({ example });
}

export const fieldListSchema = z
  .array(fieldName)
  .max(MOST_FIELDS, `may have ${MOST_FIELDS} entries at most`)
  .meta({ example: ["name", "sku", "description", "price", "images", "COLOR", "Dimension"] });

const exportFieldMappings = mappingOf({ price: "regular_price", COLOR: "pa_color", Dimension: "pa_dimension" });
const attributeMappings = mappingOf({ pa_width: "width", pa_height: "height", pa_color: "color" });
const importFieldMappings = mappingOf({ regular_price: "price", sale_price: "salePrice" });

/** The path says it; here it may be said again. */
const connectionId = bodyIdSchema.optional();
const shown = { id: z.unknown().optional(), createdAt: z.unknown().optional(), updatedAt: z.unknown().optional() };

export const newExportMappingSchema = z
  .strictObject({ connectionId, selectedFields: fieldListSchema, fieldMappings: exportFieldMappings.default({}) })
  .meta({ id: "NewPimExportMapping" });

export const exportMappingPatchSchema = z
  .strictObject({
    selectedFields: fieldListSchema.optional(),
    fieldMappings: exportFieldMappings.optional(),
    isActive: z.boolean().optional(),
    connectionId: z.unknown().optional(),
    ...shown,
  })
  .meta({ id: "PimExportMappingPatch" });

const stored = {
  id: z.int(),
  connectionId: z.int(),
  isActive: z.boolean(),
  createdAt: momentSchema,
  updatedAt: momentSchema,
};

export const exportMappingSchema = z
  .object({ ...stored, selectedFields: fieldListSchema, fieldMappings: exportFieldMappings })
  .meta({ id: "PimExportMapping" });
export type ExportMapping = z.infer<typeof exportMappingSchema>;

export const newImportMappingSchema = z
  .strictObject({ connectionId, attributeMappings, fieldMappings: importFieldMappings.default({}) })
  .meta({ id: "NewPimImportMapping" });

export const importMappingPatchSchema = z
  .strictObject({
    attributeMappings: attributeMappings.optional(),
    fieldMappings: importFieldMappings.optional(),
    isActive: z.boolean().optional(),
    connectionId: z.unknown().optional(),
    ...shown,
  })
  .meta({ id: "PimImportMappingPatch" });

export const importMappingSchema = z
  .object({ ...stored, attributeMappings, fieldMappings: importFieldMappings })
  .meta({ id: "PimImportMapping" });
export type ImportMapping = z.infer<typeof importMappingSchema>;
