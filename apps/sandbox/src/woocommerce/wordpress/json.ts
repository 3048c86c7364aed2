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
// Written by hand because most texts of a list repeat: escaping them once makes long lists several times quicker.
export function phpJson(value: Json): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(phpJson).join(",")}]`;
  let text = "{";
  for (const key in value) {
    const inner = value[key];
    if (inner === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${quoted(key)}:${phpJson(inner)}`;
  }
  return `${text}}`;
}

const quotedTexts = new Map<string, string>();
const textsKept = 20_000;
const longestKept = 200;

function quoted(text: string): string {
  const known = quotedTexts.get(text);
  if (known !== undefined) return known;
  const made = escapeLikePhp(JSON.stringify(text));
  if (text.length > longestKept) return made;
  if (quotedTexts.size >= textsKept) quotedTexts.clear();
  quotedTexts.set(text, made);
  return made;
}

const nonAscii = /[^\0-\x7f]/g;

function escapeLikePhp(json: string): string {
  const slashed = json.includes("/") ? json.replaceAll("/", "\\/") : json;
  return slashed.replace(nonAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
