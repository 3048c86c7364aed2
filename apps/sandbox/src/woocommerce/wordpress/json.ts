// JSON as PHP writes it: the exact bytes of json_encode().
import type { Json } from "../../shared/json.ts";

export { isList, isObject, type Json, type JsonObject, objectsOf, parseJson } from "../../shared/json.ts";

// QUIRK(woocommerce): PHP escapes "/" and every non-ASCII character, so a signature only fits the raw bytes.
export function phpJson(value: Json): string {
  return escapeLikePhp(JSON.stringify(value));
}

const nonAscii = /[^\0-\x7f]/g;

function escapeLikePhp(json: string): string {
  const slashed = json.includes("/") ? json.replaceAll("/", "\\/") : json;
  return slashed.replace(nonAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const quotedTexts = new Map<string, string>();
const textsKept = 20_000;

// phpJson() of a text that comes again and again, such as a product's name or a city.
export function quoted(text: string): string {
  const known = quotedTexts.get(text);
  if (known !== undefined) return known;
  const made = phpJson(text);
  if (quotedTexts.size >= textsKept) quotedTexts.clear();
  quotedTexts.set(text, made);
  return made;
}

const comma = Buffer.from(",");

// A JSON list out of finished texts.
export function jsonList(items: readonly Buffer[]): Buffer {
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
  return Buffer.concat([Buffer.from("["), ...parts, Buffer.from("]")]);
}
