// A product, or a variant, as the user's selection and mapping want to have it in a store.
import { type CatalogueProduct, type Issue, withInherited } from "@logix/model";
import type { AttributeDraft, ListingDraft, ListingFields, ListingShape } from "../connector-kit/catalogue.ts";
import type { RemoteId } from "../connector-kit/contract.ts";
import { coreField, isIssue } from "./core-value.ts";
import { attributeKey, entriesOf, isEmptyEntry, onlyEntries } from "./draft-entries.ts";
import { internalField, SIDES } from "./field-names.ts";
import { type Drafted, fitted } from "./fitted.ts";
import { type Mapping, mappedTo, type Target, targetOf } from "./targets.ts";
import { fieldValue, isOtherPrice, optionsOf } from "./values.ts";

export type ExportSelection = {
  /** In the words of the catalogue. */
  readonly fields: readonly string[];
  readonly mappings: Mapping;
  /**
   * By draft key, what was sent before (see `hashesOf`). What is empty with us and was never sent takes nothing away from
   * the store.
   */
  readonly sent?: Readonly<Record<string, string>>;
  /** The store's ids of our images, by `src`. */
  readonly images?: Readonly<Record<string, RemoteId>>;
  /** What the store has a place for; everything where it is left out. */
  readonly shape?: ListingShape | undefined;
};

export function toDraft(product: CatalogueProduct, selection: ExportSelection): Drafted {
  const drafted = assemble(product, selection);
  const choices = choicesOf(product, selection.mappings);
  const isVariable = product.variants.length > 0;
  const { regular_price: _, sale_price: __, ...withoutPrices } = drafted.draft.fields;
  // What a product of variants costs is said by these.
  const fields = isVariable ? { ...withoutPrices, type: "variable" } : drafted.draft.fields;
  const others = drafted.draft.attributes.filter(({ target }) => !choices.some((choice) => choice.target === target));
  const whole = { ...drafted, draft: { fields, attributes: [...choices, ...others] } };
  return fitted(trimmed(whole, selection), selection.shape, false);
}

/** What a store inherits from the product by itself is left to it; prices it does not. */
export function toVariantDraft(
  variant: CatalogueProduct,
  product: CatalogueProduct,
  selection: ExportSelection,
): Drafted {
  const { description, images } = variant;
  const whole = { ...withInherited(variant, product), description, images, attributes: variant.attributes };
  const drafted = assemble(whole, selection);
  const { name: _, type: __, categories: ___, tags: ____, short_description: _____, ...fields } = drafted.draft.fields;
  const variantOptions = Object.fromEntries(
    Object.entries(variant.options).map(([name, option]) => [nameOfTarget(targetOf(name, selection.mappings)), option]),
  );
  // A store that says nothing of its shape has no attributes of variants but these.
  const attributes = selection.shape === undefined ? [] : drafted.draft.attributes;
  return fitted(
    trimmed({ ...drafted, draft: { fields, attributes, variantOptions } }, selection),
    selection.shape,
    true,
  );
}

type Part = { readonly field: string; readonly target: Target; readonly isMapped: boolean };

function assemble(product: CatalogueProduct, { fields, mappings, images = {} }: ExportSelection): Drafted {
  const warnings: Issue[] = [];
  const parts = [...new Set(fields)].flatMap((field): Part[] => {
    const isMapped = mappedTo(field, mappings) !== undefined;
    if (isMapped || !isOtherPrice(product, field)) return [{ field, target: targetOf(field, mappings), isMapped }];
    warnings.push(unmappedPrice(field));
    return [];
  });
  const winners = parts.filter((part) => winnerOf(part, parts, warnings));
  let drafted: ListingFields = {};
  const attributes: AttributeDraft[] = [];
  const origins: Record<string, string[]> = {};
  const exportedFields: string[] = [];
  for (const { field, target } of winners) {
    const part = partOf(product, field, target, images);
    if (isIssue(part)) {
      warnings.push({ ...part, field });
      continue;
    }
    drafted = { ...drafted, ...part.fields };
    attributes.push(...part.attributes);
    for (const key of [...Object.keys(part.fields), ...part.attributes.map(attributeKey)]) {
      origins[key] = [...(origins[key] ?? []), field];
    }
    exportedFields.push(field);
  }
  return { draft: { fields: drafted, attributes }, exportedFields, origins, warnings };
}

function partOf(
  product: CatalogueProduct,
  field: string,
  target: Target,
  images: Readonly<Record<string, RemoteId>>,
): Pick<ListingDraft, "fields" | "attributes"> | Issue {
  if (target.kind === "dimensions" && internalField(field) === "dimensions") {
    return { fields: Object.fromEntries(SIDES.map((side) => [side, product[side] ?? ""])), attributes: [] };
  }
  if (target.kind === "dimensions")
    return { field, problem: "Only dimensions can go to dimensions", remedy: "Map it to length, width or height." };
  const value = fieldValue(product, field);
  if (target.kind === "core") {
    const part = coreField(target.field, value, images);
    return isIssue(part) ? part : { fields: part, attributes: [] };
  }
  if (value.kind === "images")
    return { field, problem: "Images cannot be an attribute", remedy: "Map them to images." };
  const options = optionsOf(value);
  return { fields: {}, attributes: [{ target: nameOfTarget(target), label: field, options, forVariants: false }] };
}

// Two fields for one place: what the user mapped goes before what goes there by itself, then the later one.
function winnerOf(part: Part, parts: readonly Part[], warnings: Issue[]): boolean {
  const place = nameOfTarget(part.target);
  const rivals = parts.filter(({ target }) => nameOfTarget(target) === place);
  const winner = rivals.findLast(({ isMapped }) => isMapped) ?? rivals.at(-1);
  if (winner === part) return true;
  warnings.push({
    field: part.field,
    problem: `${part.field} and ${winner?.field} both go to ${place}; ${winner?.field} was taken`,
    remedy: "Select only one of them.",
  });
  return false;
}

function unmappedPrice(field: string): Issue {
  const remedy = "Map it to regular_price or sale_price, or take it out of the selection.";
  return { field, problem: `${field} is a price without a place in the store and was not sent`, remedy };
}

/** The options that the variants choose among. */
function choicesOf({ variants, attributes }: CatalogueProduct, mappings: Mapping): AttributeDraft[] {
  const names = [...new Set(variants.flatMap(({ options }) => Object.keys(options)))];
  return names.map((name) => {
    const own = attributes[name];
    const offered = [own === undefined ? [] : own].flat().map(String);
    const chosen = variants.flatMap(({ options }) => options[name] ?? []);
    const options = [...new Set([...chosen, ...offered])];
    return { target: nameOfTarget(targetOf(name, mappings)), label: name, options, forVariants: true };
  });
}

function nameOfTarget(target: Target): string {
  if (target.kind === "core") return target.field;
  if (target.kind === "dimensions") return "dimensions";
  return target.kind === "shared" ? target.slug : target.name;
}

function trimmed(drafted: Drafted, { sent = {} }: ExportSelection): Drafted {
  const kept = entriesOf(drafted.draft).filter(([key, value]) => !isEmptyEntry(value) || Object.hasOwn(sent, key));
  return { ...drafted, draft: onlyEntries(drafted.draft, new Set(kept.map(([key]) => key))) };
}
