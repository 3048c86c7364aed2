// The user's mappings of fields as pure functions: what goes to a store, what comes from it, and what would change there.
export { changedFields, type Hashes, hashesOf } from "./changed-fields.ts";
export { type Difference, differences } from "./differences.ts";
export { attributeKey, isEmptyDraft } from "./draft-entries.ts";
export { selectionProblem } from "./export-mapping.ts";
export { type Mapping, targetOf } from "./targets.ts";
export { type Drafted, type ExportSelection, toDraft, toVariantDraft } from "./to-draft.ts";
export { DEFAULT_IMPORT_MAPPING, type ImportMapping, toImported } from "./to-imported.ts";
