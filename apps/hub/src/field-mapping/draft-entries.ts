// A draft as a list of named values: its fields, `attributes.<target>` for each attribute, and `options` of a variant.
import type { AttributeDraft, ListingDraft } from "../connector-kit/catalogue.ts";

export type Entry = readonly [key: string, value: unknown];

const OPTIONS = "options";

export function attributeKey({ target }: Pick<AttributeDraft, "target">): string {
  return `attributes.${target}`;
}

export function entriesOf({ fields, attributes, variantOptions }: ListingDraft): Entry[] {
  return [
    ...Object.entries(fields).filter(([, value]) => value !== undefined),
    ...attributes.map((attribute): Entry => [attributeKey(attribute), attribute]),
    ...(variantOptions === undefined ? [] : [[OPTIONS, variantOptions] as const]),
  ];
}

/** The draft with nothing but these keys. */
export function onlyEntries(
  { fields, attributes, variantOptions }: ListingDraft,
  keys: ReadonlySet<string>,
): ListingDraft {
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([key]) => keys.has(key))),
    attributes: attributes.filter((attribute) => keys.has(attributeKey(attribute))),
    ...(variantOptions !== undefined && keys.has(OPTIONS) ? { variantOptions } : {}),
  };
}

export function isEmptyEntry(value: unknown): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && "options" in value && isEmptyEntry(value.options);
}

export function isEmptyDraft(draft: ListingDraft): boolean {
  return entriesOf(draft).length === 0;
}
