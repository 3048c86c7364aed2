// What a store would show otherwise after a draft was written: for a dry run.
import type { AttributeDraft, ImageDraft, ListingDraft, ListingState } from "../connector-kit/catalogue.ts";
import { sameDecimal } from "../connector-kit/decimal.ts";
import { entriesOf } from "./draft-entries.ts";

export type Difference = { readonly from: unknown; readonly to: unknown };

/** By the store's name of the field; for attributes by their target. */
export function differences(draft: ListingDraft, state: ListingState): Readonly<Record<string, Difference>> {
  const found = entriesOf(draft).flatMap(([key, value]) => {
    const difference = differenceOf(key, value, draft, state);
    return difference === null ? [] : [[nameOf(key), difference] as const];
  });
  return Object.fromEntries(found);
}

export type Compared = {
  readonly field: string;
  readonly sends: unknown;
  readonly shows: unknown;
  readonly differs: boolean;
};

/** All of the draft beside what the store shows, also where both are the same. */
export function compare(draft: ListingDraft, state: ListingState): readonly Compared[] {
  return entriesOf(draft).map(([key, value]) => {
    const difference = differenceOf(key, value, draft, state);
    const field = nameOf(key);
    if (difference !== null) return { field, sends: difference.to, shows: difference.from, differs: true };
    const same = key === "images" ? state.images.map(({ src }) => src) : plainOf(value);
    return { field, sends: same, shows: same, differs: false };
  });
}

function plainOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "options" in value ? value.options : value;
}

function nameOf(key: string): string {
  return key.startsWith("attributes.") ? key.slice("attributes.".length) : key;
}

const DECIMALS: ReadonlySet<string> = new Set(["regular_price", "sale_price", "weight", "length", "width", "height"]);
const UNORDERED: ReadonlySet<string> = new Set(["categories", "tags"]);

function differenceOf(key: string, value: unknown, draft: ListingDraft, state: ListingState): Difference | null {
  const attribute = draft.attributes.find((one) => `attributes.${one.target}` === key);
  if (attribute !== undefined) return attributeDifference(attribute, state);
  if (key === "options") return unlessSame(state.variantOptions, draft.variantOptions ?? {}, isSubset);
  if (key === "images") return imageDifference(draft.fields.images ?? [], state);
  const from = new Map<string, unknown>(Object.entries(state.fields)).get(key) ?? null;
  if (DECIMALS.has(key)) return unlessSame(from, value, (one, other) => sameDecimal(textOf(one), textOf(other)));
  if (UNORDERED.has(key)) return unlessSame(from ?? [], value, (one, other) => sorted(one) === sorted(other));
  return unlessSame(from, value, (one, other) => (one ?? "") === (other ?? ""));
}

function unlessSame<T>(from: T, to: T, isSame: (from: T, to: T) => boolean): Difference | null {
  return isSame(from, to) ? null : { from, to };
}

function attributeDifference({ target, options, forVariants }: AttributeDraft, state: ListingState): Difference | null {
  const shown = state.attributes.find((one) => one.target.toLowerCase() === target.toLowerCase());
  const from = shown?.options ?? [];
  // Options that variations choose among are added to, never taken away.
  const missing = options.filter((option) => !from.includes(option));
  const isSame = missing.length === 0 && (forVariants || shown?.forVariants || from.length === options.length);
  return isSame && (!forVariants || shown?.forVariants === true)
    ? null
    : { from: shown === undefined ? null : from, to: options };
}

function imageDifference(images: readonly ImageDraft[], state: ListingState): Difference | null {
  const isShown = ({ remoteId, src }: ImageDraft, index: number) => {
    const shown = state.images[index];
    return shown !== undefined && (shown.remoteId === remoteId || shown.src === src);
  };
  if (images.length === state.images.length && images.every(isShown)) return null;
  return { from: state.images.map(({ src }) => src), to: images.map(({ src }) => src) };
}

function isSubset(from: Readonly<Record<string, string>>, to: Readonly<Record<string, string>>): boolean {
  const shown = new Map(Object.entries(from).map(([target, option]) => [target.toLowerCase(), option]));
  return Object.entries(to).every(([target, option]) => shown.get(target.toLowerCase()) === option);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function sorted(value: unknown): string {
  return Array.isArray(value) ? JSON.stringify(value.map((one) => JSON.stringify(one)).sort()) : "";
}
