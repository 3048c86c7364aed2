// Import mappings: what a store's fields and attributes are called here.
import type { Selectable } from "kysely";
import type { Tables } from "../tables.ts";
import { mappingRows } from "./mapping-rows.ts";

export type ImportMappingRow = Selectable<Tables["import_mappings"]>;
type Fields = {
  readonly attributeMappings: Readonly<Record<string, string>>;
  readonly fieldMappings: Readonly<Record<string, string>>;
};

export const importMappingRows = mappingRows<ImportMappingRow, Fields>(
  "import_mappings",
  ({ attributeMappings, fieldMappings }) => ({
    ...(attributeMappings && { attribute_mappings: JSON.stringify(attributeMappings) }),
    ...(fieldMappings && { field_mappings: JSON.stringify(fieldMappings) }),
  }),
);

export const { active: activeImportMapping } = importMappingRows;
