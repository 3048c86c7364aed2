// What an export mapping must be.
import { internalField } from "./field-names.ts";

/** The documented sentence, or null where the selection is complete. */
export function selectionProblem(fields: readonly string[]): string | null {
  const known = new Set(fields.map(internalField));
  return known.has("name") && known.has("sku") ? null : 'Export mapping must include "name" and "sku" fields';
}
