// The user's mappings of fields as pure functions: what goes to a store, what comes from it, and what would change there.
export { changedFields, hashesOf } from "./changed-fields.ts";
export { type Compared, compare, type Difference, differences } from "./differences.ts";
export { CORE_FIELDS } from "./field-names.ts";
export { isNamed } from "./fitted.ts";
export {
  type CommonFields,
  changedHere,
  type Merged,
  merge,
  sentFields,
  shownFields,
  stateWithOnly,
  stateWithout,
  without,
} from "./merge.ts";
export { targetOf } from "./targets.ts";
export { toDraft, toVariantDraft } from "./to-draft.ts";
export { DEFAULT_IMPORT_MAPPING, toImported } from "./to-imported.ts";
