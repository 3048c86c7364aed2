// A draft cut down to what a store has a place for. What is left out is told, unless the store's product says it already.
import type { Issue } from "@logix/model";
import type { ListingDraft, ListingShape } from "../connector-kit/catalogue.ts";
import { attributeKey, entriesOf, onlyEntries } from "./draft-entries.ts";

export type Drafted = {
  readonly draft: ListingDraft;
  /** Of the selected fields those that the store has once the draft is written, in the user's spelling. */
  readonly exportedFields: readonly string[];
  /** Which fields of ours a key of the draft comes from. */
  readonly origins: Readonly<Record<string, readonly string[]>>;
  readonly warnings: readonly Issue[];
};

/** @param shape absent where the store takes everything. */
export function fitted(drafted: Drafted, shape: ListingShape | undefined, isVariant: boolean): Drafted {
  if (shape === undefined) return drafted;
  const { draft, origins } = withOwnNames(drafted);
  const keys = entriesOf(draft).map(([key]) => key);
  const kept = new Set(keys.filter((key) => hasPlace(key, draft, shape, isVariant)));
  const isLeft = (field: string) => {
    const own = Object.keys(origins).filter((key) => origins[key]?.includes(field) && keys.includes(key));
    return own.length > 0 && own.every((key) => !kept.has(key));
  };
  const left = drafted.exportedFields.filter(isLeft);
  const saidByProduct = (field: string) =>
    isVariant &&
    Object.keys(origins).some((key) => origins[key]?.includes(field) && hasPlace(key, draft, shape, false));
  const { status } = draft.fields;
  const isOtherStatus = status !== undefined && !shape.statuses.includes(status);
  const cut = onlyEntries(draft, kept);
  return {
    draft: isOtherStatus && kept.has("status") ? { ...cut, fields: { ...cut.fields, status: "draft" } } : cut,
    exportedFields: drafted.exportedFields.filter((field) => !left.includes(field)),
    origins,
    warnings: [
      ...drafted.warnings,
      ...left.filter((field) => !saidByProduct(field)).map(noPlace),
      ...(isOtherStatus && kept.has("status") ? [otherStatus(status)] : []),
    ],
  };
}

/** Whether an attribute of this name is one that the list names. */
export function isNamed(target: string, names: readonly string[]): boolean {
  return names.some((name) => plain(name) === plain(target));
}

function hasPlace(key: string, { attributes }: ListingDraft, shape: ListingShape, isVariant: boolean): boolean {
  if (key === "options") return true;
  const attribute = attributes.find((one) => attributeKey(one) === key);
  if (attribute !== undefined)
    return attribute.forVariants || isNamed(attribute.target, isVariant ? shape.variantAttributes : shape.attributes);
  return (isVariant ? shape.variantFields : shape.fields).some((field) => field === key);
}

/** "pa_color" is how one platform marks what its products share; elsewhere shoppers would read it. */
function withOwnNames({ draft, origins }: Drafted): Pick<Drafted, "draft" | "origins"> {
  const { attributes, variantOptions } = draft;
  return {
    draft: {
      ...draft,
      attributes: attributes.map((attribute) => ({ ...attribute, target: ownName(attribute.target) })),
      ...(variantOptions && {
        variantOptions: Object.fromEntries(
          Object.entries(variantOptions).map(([target, option]) => [ownName(target), option]),
        ),
      }),
    },
    origins: Object.fromEntries(
      Object.entries(origins).map(([key, fields]) => {
        const attribute = attributes.find((one) => attributeKey(one) === key);
        return [attribute ? attributeKey({ target: ownName(attribute.target) }) : key, fields];
      }),
    ),
  };
}

function ownName(target: string): string {
  const name = /^pa_(.+)$/i.exec(target)?.[1];
  return name === undefined ? target : name.charAt(0).toUpperCase() + name.slice(1);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}

function noPlace(field: string): Issue {
  const remedy = "Map it to a field that the store has, or take it out of the selection.";
  return { field, problem: `${field} has no place in this store and was not sent`, remedy };
}

function otherStatus(status: string): Issue {
  return { field: "status", problem: `This store knows no status "${status}"; a draft is sent instead` };
}
