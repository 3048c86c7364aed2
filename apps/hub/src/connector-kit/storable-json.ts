// JSON as PostgreSQL can keep it: it takes neither the character NUL nor half of a surrogate pair, and JSON can carry both.

// Whole pairs are common, as PHP escapes what lies beyond the basic plane; only half of one is suspect.
const HIGH = String.raw`\\ud[89ab][\da-f]{2}`;
const LOW = String.raw`\\ud[c-f][\da-f]{2}`;
const SUSPECT = new RegExp(String.raw`\\u0000|${HIGH}(?!${LOW})|(?<!${HIGH})${LOW}`, "i");
const REPLACEMENT = "\ufffd";

/** @throws SyntaxError where it is no JSON. What cannot be kept becomes the replacement character. */
export function parseStorable(text: string): unknown {
  return SUSPECT.test(text) ? JSON.parse(text, storableValue) : JSON.parse(text);
}

/** The same for a text. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", REPLACEMENT).toWellFormed();
}

function storableValue(_name: string, value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (entries.every(([name]) => name === storableText(name))) return value;
  return Object.fromEntries(entries.map(([name, inner]) => [storableText(name), inner]));
}
