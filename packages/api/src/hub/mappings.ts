// Which fields go to a store and what they are called there; and what a store's fields are called here.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { lineSchema } from "./text.ts";

const MOST_FIELDS = 500;
const fieldName = lineSchema(200);

export const fieldListSchema = z.array(fieldName).max(MOST_FIELDS, `may have ${MOST_FIELDS} entries at most`);
export const fieldMapSchema = z
  .record(fieldName, fieldName)
  .refine((map) => Object.keys(map).length <= MOST_FIELDS, `may have ${MOST_FIELDS} entries at most`);

const stored = {
  id: z.int(),
  ...ofConnection,
  is_active: z.boolean().meta({ description: "The one in use; a connection has one at most." }),
  created_at: stampSchema,
  updated_at: stampSchema,
};
const storedExample = {
  id: 7,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  is_active: true,
  created_at: "2026-11-20T09:00:00.000Z",
  updated_at: "2026-11-20T10:00:00.000Z",
};

const exportParts = {
  selected_fields: fieldListSchema.meta({
    description: "Fields of ours: their names, or names of attributes and of prices. `name` and `sku` are needed.",
  }),
  field_mappings: fieldMapSchema.meta({
    description: "Where a field goes under another name: `COLOR` to `pa_color`. What is left out keeps its name.",
  }),
};
const exportExample = {
  selected_fields: ["name", "sku", "description", "price", "images", "COLOR"],
  field_mappings: { price: "regular_price", COLOR: "pa_color" },
};

export const exportMappingSchema = z
  .object({ ...stored, ...exportParts })
  .meta({ id: "ExportMapping", example: { ...storedExample, ...exportExample } });
export type ExportMapping = z.infer<typeof exportMappingSchema>;

export const newExportMappingRequestSchema = z
  .strictObject({ ...exportParts, field_mappings: fieldMapSchema.default({}) })
  .meta({ id: "NewExportMappingRequest", example: exportExample });

export const exportMappingChangeSchema = z
  .strictObject({
    selected_fields: fieldListSchema.optional(),
    field_mappings: fieldMapSchema.optional(),
    is_active: z.boolean().optional(),
  })
  .meta({ id: "ExportMappingChange", example: { is_active: true } });

export const exportMappingListSchema = z
  .object({ mappings: z.array(exportMappingSchema) })
  .meta({ id: "ExportMappingList", example: { mappings: [{ ...storedExample, ...exportExample }] } });

const importParts = {
  attribute_mappings: fieldMapSchema.meta({ description: "The store's attribute to ours: `pa_color` to `COLOR`." }),
  field_mappings: fieldMapSchema.meta({ description: "The store's field to ours: `sale_price` to `promoPrice`." }),
};
const importExample = { attribute_mappings: { pa_color: "COLOR" }, field_mappings: { sale_price: "promoPrice" } };

export const importMappingSchema = z
  .object({ ...stored, ...importParts })
  .meta({ id: "ImportMapping", example: { ...storedExample, ...importExample } });
export type ImportMapping = z.infer<typeof importMappingSchema>;

export const newImportMappingRequestSchema = z
  .strictObject({ attribute_mappings: fieldMapSchema.default({}), field_mappings: fieldMapSchema.default({}) })
  .meta({ id: "NewImportMappingRequest", example: importExample });

export const importMappingChangeSchema = z
  .strictObject({
    attribute_mappings: fieldMapSchema.optional(),
    field_mappings: fieldMapSchema.optional(),
    is_active: z.boolean().optional(),
  })
  .meta({ id: "ImportMappingChange", example: { is_active: true } });

export const importMappingListSchema = z
  .object({ mappings: z.array(importMappingSchema) })
  .meta({ id: "ImportMappingList", example: { mappings: [{ ...storedExample, ...importExample }] } });

export const mappingFieldsSchema = z
  .object({
    fields: z
      .array(z.object({ name: z.string(), kind: z.enum(["field", "price", "attribute"]) }))
      .meta({ description: "All that the catalogue holds now, under the names by which a mapping speaks of it." }),
    targets: z.array(z.string()).meta({ description: "The store's own fields. Any other name is an attribute there." }),
    template: z
      .object({ selected_fields: z.array(z.string()), field_mappings: z.record(z.string(), z.string()) })
      .meta({ description: "A mapping that sends everything: a good beginning." }),
  })
  .meta({
    id: "MappingFields",
    example: {
      fields: [
        { name: "name", kind: "field" as const },
        { name: "COLOR", kind: "attribute" as const },
      ],
      targets: ["name", "sku", "regular_price"],
      template: { selected_fields: ["name", "sku", "COLOR"], field_mappings: {} },
    },
  });
