// A mapping while it is edited, and what is wrong with it before anything is saved.
import type { ExportMapping, mappingFieldsSchema } from "@logix/api/hub/mappings";
import type { z } from "zod";

export type KnownFields = z.infer<typeof mappingFieldsSchema>;
export type MappingDraft = {
  readonly selected: readonly string[];
  readonly targets: Readonly<Record<string, string>>;
};

/** Without them nothing can be found again in a store. */
export const ALWAYS: readonly string[] = ["name", "sku"];

export function toDraft(mapping: Pick<ExportMapping, "selected_fields" | "field_mappings"> | undefined): MappingDraft {
  return { selected: mapping?.selected_fields ?? [...ALWAYS], targets: mapping?.field_mappings ?? {} };
}

/** What is sent, and only the names that differ from our own. */
export function toBody({ selected, targets }: MappingDraft) {
  const renamed = Object.entries(targets).filter(([field, to]) => selected.includes(field) && to.trim() !== "");
  return {
    selected_fields: [...selected],
    field_mappings: Object.fromEntries(renamed.map(([field, to]) => [field, to.trim()])),
  };
}

export function toggled({ selected, ...draft }: MappingDraft, field: string): MappingDraft {
  const isOn = selected.includes(field);
  return { ...draft, selected: isOn ? selected.filter((each) => each !== field) : [...selected, field] };
}

export type DraftIssue =
  | { readonly kind: "needs_base" }
  | { readonly kind: "price_unplaced"; readonly field: string }
  | { readonly kind: "twice"; readonly fields: readonly string[] };

export function issuesOf(draft: MappingDraft, { fields }: KnownFields): readonly DraftIssue[] {
  const { selected, targets } = draft;
  const isPrice = (name: string) => fields.some((field) => field.name === name && field.kind === "price");
  const unplaced = selected.filter((field) => isPrice(field) && !targets[field]?.trim());
  const places = Map.groupBy(
    selected.filter((field) => !unplaced.includes(field)),
    (field) => placeOf(field, targets),
  );
  const twice = [...places.values()].filter((rivals) => rivals.length > 1);
  return [
    ...(ALWAYS.every((field) => selected.includes(field)) ? [] : [{ kind: "needs_base" as const }]),
    ...unplaced.map((field) => ({ kind: "price_unplaced" as const, field })),
    ...twice.map((rivals) => ({ kind: "twice" as const, fields: rivals })),
  ];
}

function placeOf(field: string, targets: Readonly<Record<string, string>>): string {
  const to = targets[field]?.trim() || field;
  return to === "price" ? "regular_price" : to;
}

/** Fields that a mapping names though no product has them now stay in sight. */
export function allFields({ fields }: KnownFields, { selected }: MappingDraft): KnownFields["fields"] {
  const names = new Set(fields.map(({ name }) => name));
  const further = selected.filter((name) => !names.has(name));
  return [...fields, ...further.map((name) => ({ name, kind: "attribute" as const }))];
}
