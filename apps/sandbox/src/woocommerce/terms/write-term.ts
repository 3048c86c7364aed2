// Terms of a taxonomy: made, changed, counted.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isObject, type JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { cleanName, slugOf } from "../wordpress/text.ts";
import type { TermRecord } from "./term-record.ts";

export function addTerm(state: WooState, terms: Map<number, TermRecord>, params: JsonObject): TermRecord {
  const name = cleanName(String(params.name ?? ""));
  const twin = [...terms.values()].find((term) => term.name === name && term.parent === phpInt(params.parent));
  if (twin && params.slug === undefined) throw termExists(twin.id);
  const term: TermRecord = {
    id: state.nextId("term"),
    name,
    slug: freeSlug(terms, slugOf(name)),
    description: "",
    parent: 0,
    display: "default",
    menuOrder: 0,
    image: null,
  };
  changeTerm(terms, term, params);
  terms.set(term.id, term);
  return term;
}

export function changeTerm(terms: Map<number, TermRecord>, term: TermRecord, params: JsonObject): void {
  if (params.name !== undefined) term.name = cleanName(String(params.name));
  if (params.slug !== undefined) {
    const slug = slugOf(String(params.slug));
    if ([...terms.values()].some((other) => other !== term && other.slug === slug)) throw termExists(term.id);
    term.slug = slug;
  }
  if (params.description !== undefined) term.description = String(params.description);
  if (params.parent !== undefined) term.parent = phpInt(params.parent);
  if (params.display !== undefined) term.display = String(params.display);
  if (params.menu_order !== undefined) term.menuOrder = phpInt(params.menu_order);
  const image = params.image;
  if (isObject(image)) term.image = { id: phpInt(image.id), src: String(image.src ?? "") };
}

function freeSlug(terms: Map<number, TermRecord>, wanted: string): string {
  const taken = new Set([...terms.values()].map(({ slug }) => slug));
  let slug = wanted;
  for (let suffix = 2; taken.has(slug); suffix += 1) slug = `${wanted}-${suffix}`;
  return slug;
}

function termExists(id: number): RestError {
  const message = "A term with the name provided already exists with this parent.";
  return new RestError("term_exists", message, 400, { status: 400, resource_id: id });
}
