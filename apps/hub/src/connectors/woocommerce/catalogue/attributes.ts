// The attributes of a product as they are to be sent: ours merged into what the store has.
import type { AttributeDraft, ListingDraft } from "../../../connector-kit/catalogue.ts";
import { decoded } from "../entities.ts";
import type { Row, WooAttribute } from "./rows.ts";
import type { TermBook } from "./term-book.ts";

export type SentAttribute = {
  readonly id?: number;
  readonly name?: string;
  readonly position?: number;
  readonly visible?: boolean;
  readonly variation?: boolean;
  readonly options?: readonly string[];
  readonly option?: string;
};

// QUIRK(woocommerce): the list that is sent replaces the whole list, so what is not ours is sent along as it is.
/** Undefined where the store shows all of it already. */
export function mergedAttributes(
  drafts: readonly AttributeDraft[],
  row: Row | null,
  terms: TermBook,
): readonly SentAttribute[] | undefined {
  const before = row?.woo.attributes ?? [];
  const ours = drafts.map((draft) => ({ draft, id: terms.sharedAttribute(draft.target) ?? "0" }));
  const kept = before.flatMap((attribute) => {
    const own = ours.find(({ draft, id }) => isSame(attribute, id, draft.target));
    return own === undefined ? [asSent(attribute)] : merged(own.draft, attribute, terms);
  });
  const fresh = ours.filter(({ draft, id }) => !before.some((attribute) => isSame(attribute, id, draft.target)));
  const added = fresh.flatMap(({ draft, id }, index) => newOne(draft, id, kept.length + index, terms));
  const after = [...kept, ...added];
  return JSON.stringify(after) === JSON.stringify(before.map(asSent)) ? undefined : after;
}

/** Of a variation: its own choices with ours over them; undefined where nothing differs. */
export function mergedChoices(
  options: NonNullable<ListingDraft["variantOptions"]>,
  row: Row | null,
  terms: TermBook,
): readonly SentAttribute[] | undefined {
  const before = row?.woo.attributes ?? [];
  const ours = Object.entries(options).map(([target, option]) => choice(target, option, terms));
  const others = before
    .filter((attribute) => !ours.some(({ id, name }) => isSame(attribute, String(id ?? 0), name ?? "")))
    .map(asSentChoice);
  const shows = (own: SentAttribute) =>
    before.some((one) => isSame(one, String(own.id ?? 0), own.name ?? "") && sameText(one.option, own.option));
  return ours.every(shows) ? undefined : [...others, ...ours];
}

/** As the store gave it, ready to be sent back. */
export function asSent({ id, name, position, visible, variation, options }: WooAttribute): SentAttribute {
  return { ...identity(id, name), position, visible, variation, options };
}

export function asSentChoice({ id, name, option = "" }: WooAttribute): SentAttribute {
  return { ...identity(id, name), option };
}

function identity(id: string, name: string): SentAttribute {
  return id === "0" ? { name } : { id: Number(id) };
}

// A product's own attributes are known by their names.
function isSame(attribute: WooAttribute, id: string, name: string): boolean {
  return attribute.id === id && (id !== "0" || sameText(attribute.name, name));
}

function sameText(html: string | undefined, text: string | undefined): boolean {
  return decoded(html ?? "") === decoded(text ?? "");
}

// While variations choose among them, options of the store that we do not name stay.
function merged(draft: AttributeDraft, before: WooAttribute, terms: TermBook): SentAttribute[] {
  const variation = before.variation || draft.forVariants;
  const wanted = optionsOf(draft, terms);
  const isThere = (option: string) => before.options.some((one) => sameText(one, option));
  const others = variation ? before.options.filter((one) => !wanted.some((option) => sameText(one, option))) : [];
  const isUnchanged = wanted.every(isThere) && wanted.length + others.length === before.options.length;
  // The store sorts options of shared attributes its own way, so their order says nothing.
  const isKept = isUnchanged && (before.id !== "0" || sameOrder(before.options, [...others, ...wanted]) || variation);
  const options = isKept ? before.options : [...others, ...wanted];
  return options.length === 0 ? [] : [{ ...asSent(before), variation, options }];
}

function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  return before.every((one, index) => sameText(one, after[index]));
}

function newOne(draft: AttributeDraft, id: string, position: number, terms: TermBook): SentAttribute[] {
  const options = optionsOf(draft, terms);
  if (options.length === 0) return [];
  const name = draft.target.trim();
  return [
    { ...(id === "0" ? { name } : { id: Number(id) }), position, visible: true, variation: draft.forVariants, options },
  ];
}

function optionsOf({ target, options }: AttributeDraft, terms: TermBook): readonly string[] {
  return [...new Set(options.map((option) => optionText(target, option, terms)).filter((option) => option !== ""))];
}

function choice(target: string, option: string, terms: TermBook): SentAttribute {
  const id = terms.sharedAttribute(target);
  const text = optionText(target, option, terms);
  return id === null ? { name: target.trim(), option: text } : { id: Number(id), option: text };
}

// QUIRK(woocommerce): options of a product's own attribute are kept in one text with | between them; written as an entity
// it is no separator. Options of shared attributes are terms, and may hold anything.
function optionText(target: string, option: string, terms: TermBook): string {
  const text = option.trim();
  if (text === "") return "";
  return terms.sharedAttribute(target) === null ? text.replaceAll("|", "&#124;") : terms.option(target, text);
}
