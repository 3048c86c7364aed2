// Field by field: what changed on which side since both were last the same. Pure: three states in, a verdict for each field out.
import type { AttributeDraft, ImageDraft, ListingDraft, ListingState } from "../connector-kit/catalogue.ts";
import { differences } from "./differences.ts";
import { attributeKey, entriesOf, onlyEntries } from "./draft-entries.ts";

/** Values by draft key, as they would be sent: what both sides had when they were last the same. */
export type CommonFields = Readonly<Record<string, unknown>>;

type Verdict = "same" | "ours" | "theirs" | "both";

export type Merged = {
  readonly key: string;
  readonly verdict: Verdict;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
};

/** Who a product is, and what the hub's own count decides, is never argued about. */
const UNDISPUTED: ReadonlySet<string> = new Set(["sku", "type", "stock_status"]);

/** Of the draft's fields those whose common state is known; nobody can say of others who changed them. */
export function merge(draft: ListingDraft, shown: ListingState, common: CommonFields): readonly Merged[] {
  const base = stateOf(common, shown);
  return entriesOf(draft).flatMap(([key, value]): Merged[] => {
    if (UNDISPUTED.has(key) || !Object.hasOwn(common, key)) return [];
    const ours = onlyEntries(draft, new Set([key]));
    const theirs = draftOf(key, shown);
    const isOurs = differs(ours, base);
    const isTheirs = differs(theirs, base);
    const isSame = !differs(ours, shown) || (!isOurs && !isTheirs);
    const verdict = isSame ? "same" : isOurs && isTheirs ? "both" : isOurs ? "ours" : "theirs";
    return [{ key, verdict, base: plain(common[key]), ours: plain(value), theirs: plain(shownValue(key, shown)) }];
  });
}

/** Fields of the draft that aren't what both sides had; the store needs to be looked at for no others. */
export function changedHere(draft: ListingDraft, common: CommonFields): readonly string[] {
  const base = stateOf(common, NOWHERE);
  const known = entriesOf(draft).filter(([key]) => !UNDISPUTED.has(key) && Object.hasOwn(common, key));
  return known.flatMap(([key]) => (differs(onlyEntries(draft, new Set([key])), base) ? [key] : []));
}

/** What the store shows of these fields, as a common state to be kept. */
export function shownFields(shown: ListingState, keys: readonly string[]): CommonFields {
  return Object.fromEntries(keys.map((key) => [key, shownValue(key, shown)]));
}

/** What was sent, as a common state to be kept. */
export function sentFields(draft: ListingDraft): CommonFields {
  return Object.fromEntries(entriesOf(draft).filter(([key]) => !UNDISPUTED.has(key)));
}

/** The draft without these fields. */
export function without(draft: ListingDraft, keys: ReadonlySet<string>): ListingDraft {
  return onlyEntries(draft, new Set(entriesOf(draft).flatMap(([key]) => (keys.has(key) ? [] : [key]))));
}

/** The listing as if it said nothing of these fields, so that an import takes nothing of them over. */
export function stateWithout(shown: ListingState, keys: ReadonlySet<string>): ListingState {
  return {
    ...shown,
    fields: Object.fromEntries(Object.entries(shown.fields).filter(([key]) => !keys.has(key))),
    attributes: shown.attributes.filter((attribute) => !keys.has(attributeKey(attribute))),
    images: keys.has("images") ? [] : shown.images,
  };
}

/** The listing as if it said nothing but this field. */
export function stateWithOnly(shown: ListingState, key: string): ListingState {
  return {
    ...shown,
    fields: Object.fromEntries(Object.entries(shown.fields).filter(([name]) => name === key)),
    attributes: shown.attributes.filter((attribute) => attributeKey(attribute) === key),
  };
}

const NOWHERE: ListingState = {
  remoteId: "",
  parentRemoteId: null,
  kind: "product",
  sku: null,
  type: "simple",
  fields: {},
  images: [],
  attributes: [],
  variantOptions: {},
  variants: [],
  modifiedAt: "",
  raw: "{}",
};

function differs(draft: ListingDraft, state: ListingState): boolean {
  return Object.keys(differences(draft, state)).length > 0;
}

function shownValue(key: string, shown: ListingState): unknown {
  if (key === "options") return shown.variantOptions;
  if (key === "images") return shown.images.map(({ src, remoteId, alt }) => ({ src, remoteId, alt }));
  const attribute = shown.attributes.find((each) => attributeKey(each).toLowerCase() === key.toLowerCase());
  if (key.startsWith("attributes.")) return attribute ?? null;
  return Reflect.get(shown.fields, key) ?? null;
}

function draftOf(key: string, shown: ListingState): ListingDraft {
  const value = shownValue(key, shown);
  if (key === "options") return { fields: {}, attributes: [], variantOptions: shown.variantOptions };
  if (!key.startsWith("attributes.")) return { fields: { [key]: value }, attributes: [] };
  const gone = { target: key.slice("attributes.".length), label: "", options: [], forVariants: false };
  return { fields: {}, attributes: [isAttribute(value) ? value : gone] };
}

/** The common fields as a listing that shows them. */
function stateOf(common: CommonFields, shown: ListingState): ListingState {
  const { options, images, ...others } = common;
  const fields = Object.entries(others).filter(([key, value]) => !key.startsWith("attributes.") && value !== null);
  return {
    ...shown,
    fields: Object.fromEntries(fields),
    attributes: Object.values(others).filter(isAttribute),
    images: (Array.isArray(images) ? images.filter(isImage) : []).map((image: ImageDraft) => ({
      remoteId: image.remoteId ?? "",
      src: image.src,
      alt: image.alt ?? "",
      name: "",
    })),
    variantOptions: isTexts(options) ? options : {},
  };
}

/** As a person reads it: an attribute is its options, pictures are their addresses. */
function plain(value: unknown): unknown {
  if (isAttribute(value)) return value.options;
  return Array.isArray(value) ? value.map((each) => (isImage(each) ? each.src : each)) : (value ?? null);
}

function isAttribute(value: unknown): value is AttributeDraft {
  return typeof value === "object" && value !== null && "target" in value && "options" in value;
}

function isImage(value: unknown): value is ImageDraft {
  return typeof value === "object" && value !== null && "src" in value;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string");
}
