// Attributes of products and variations: global ones by id, a product's own by name.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { addTerm } from "../terms/write-term.ts";
import { toList } from "../wordpress/arg-schema.ts";
import { type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { cleanName, slugOf } from "../wordpress/text.ts";
import type { ChosenAttribute, ProductAttribute, ProductRecord } from "./product-record.ts";

export function writeAttributes(state: WooState, sent: Json | undefined): ProductAttribute[] {
  const attributes = objectsOf(sent).map((item, index) => {
    const { id, name, slug } = identify(state, item);
    const sentOptions = toOptions(item.options);
    const options = id > 0 ? sentOptions.map(cleanName) : asKept(sentOptions);
    if (id > 0) keepTerms(state, id, options);
    return {
      id,
      name,
      slug,
      position: item.position === undefined ? index : phpInt(item.position),
      visible: item.visible === true || item.visible === "true",
      variation: item.variation === true || item.variation === "true",
      options,
    };
  });
  // A shared attribute without options is none.
  return attributes.filter(({ id, options }) => id === 0 || options.length > 0);
}

// QUIRK(woocommerce): options of a product's own attribute are kept as one text, so a | in one makes two of it.
function asKept(options: string[]): string[] {
  return options.flatMap((option) => option.split("|")).map((option) => option.trim());
}

export function writeChosen(
  state: WooState,
  parent: ProductRecord | undefined,
  sent: Json | undefined,
): ChosenAttribute[] {
  return objectsOf(sent).map((item) => {
    const known = identify(state, item);
    const offered = parent?.attributes.find(
      (attribute) => attribute.slug === known.slug || attribute.name === known.name,
    );
    const option = cleanName(String(item.option ?? ""));
    return {
      id: offered?.id ?? known.id,
      name: offered?.name ?? known.name,
      slug: offered?.slug ?? known.slug,
      option,
    };
  });
}

function identify(state: WooState, item: JsonObject): { id: number; name: string; slug: string } {
  const id = phpInt(item.id);
  const global = state.attributes.get(id);
  if (global) return { id, name: global.name, slug: global.slug };
  const name = cleanName(String(item.name ?? ""));
  return { id: 0, name, slug: slugOf(name) };
}

function toOptions(options: Json | undefined): string[] {
  if (options === undefined || options === null) return [];
  return typeof options === "string" ? options.split("|").map((option) => option.trim()) : toList(options).map(String);
}

// An unknown option of a global attribute becomes a new term.
function keepTerms(state: WooState, attributeId: number, options: string[]): void {
  const attribute = state.attributes.get(attributeId);
  if (!attribute) return;
  const names = new Set([...attribute.terms.values()].map(({ name }) => name));
  for (const name of options) if (!names.has(name)) addTerm(state, attribute.terms, { name });
}
