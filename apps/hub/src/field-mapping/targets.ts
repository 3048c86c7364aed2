// Where a field of ours goes in a store: what the user's mapping says, else what the table of common mappings says.
import { type CoreField, internalField, targetField } from "./field-names.ts";

export type Mapping = Readonly<Record<string, string>>;

export type Target =
  | { readonly kind: "core"; readonly field: CoreField }
  /** The three sides together. */
  | { readonly kind: "dimensions" }
  /** One that all products of the store share; `pa_color`. */
  | { readonly kind: "shared"; readonly slug: string }
  /** The product's own, by its name. */
  | { readonly kind: "own"; readonly name: string };

/** Common mappings that are not a field's own name. Width and height go to attributes, length and weight do not. */
const DEFAULTS: Mapping = { width: "pa_width", height: "pa_height", color: "pa_color", material: "pa_material" };

export const DEFAULT_IMPORT: Mapping = Object.fromEntries(
  Object.entries(DEFAULTS).map(([internal, target]) => [target, internal]),
);

export function targetOf(field: string, mappings: Mapping): Target {
  const wanted = mappedTo(field, mappings) ?? (Object.hasOwn(DEFAULTS, field) ? DEFAULTS[field] : undefined) ?? field;
  return targetNamed(wanted.trim());
}

/** What the user says of it, under whichever of its names. */
export function mappedTo(field: string, mappings: Mapping): string | undefined {
  const own = Object.hasOwn(mappings, field) ? mappings[field] : undefined;
  if (own !== undefined && own.trim() !== "") return own;
  const known = internalField(field);
  if (known === null) return undefined;
  return Object.entries(mappings).find(([name, to]) => internalField(name) === known && to.trim() !== "")?.[1];
}

function targetNamed(name: string): Target {
  const field = targetField(name);
  if (field === "dimensions") return { kind: "dimensions" };
  if (field !== null) return { kind: "core", field };
  return /^pa_./i.test(name) ? { kind: "shared", slug: name.toLowerCase() } : { kind: "own", name };
}
