// Export mappings: which of our fields go to a store, and what they are called there.
import type { Selectable } from "kysely";
import type { Tables } from "../tables.ts";
import { mappingRows } from "./mapping-rows.ts";

export type ExportMappingRow = Selectable<Tables["export_mappings"]>;
type Fields = {
  readonly selectedFields: readonly string[];
  readonly fieldMappings: Readonly<Record<string, string>>;
};

export const exportMappingRows = mappingRows<ExportMappingRow, Fields>(
  "export_mappings",
  ({ selectedFields, fieldMappings }) => ({
    ...(selectedFields && { selected_fields: [...selectedFields] }),
    ...(fieldMappings && { field_mappings: JSON.stringify(fieldMappings) }),
  }),
);

export const { active: activeExportMapping } = exportMappingRows;
