// JSON as PHP sees it: values, type tests and the exact bytes of json_encode().

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json | undefined };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function objectsOf(value: Json | undefined): JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

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
