// Query strings as PHP reads them: last one wins, a[0]= and a[]= make arrays, "+" is a space.
import type { Json, JsonObject } from "./json.ts";

export function phpQuery(search: string): JsonObject {
  const result: { [key: string]: Json | undefined } = {};
  for (const pair of search.replace(/^\?/, "").split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    put(result, key, equals < 0 ? "" : decode(pair.slice(equals + 1)));
  }
  return result;
}

type Node = { [key: string]: Json | undefined };

function put(target: Node, key: string, value: string): void {
  const match = /^([^[]+)((?:\[[^\]]*\])*)$/.exec(key);
  const base = match?.[1];
  if (!match || base === undefined || match[2] === "") {
    target[key] = value;
    return;
  }
  const path = [...(match[2] ?? "").matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? "");
  target[base] = insert(target[base], path, value);
}

// Numeric keys in a row become a list, all others an object.
function insert(existing: Json | undefined, path: string[], value: string): Json {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  const entries = new Map<string, Json | undefined>(entriesOf(existing));
  const key = head === "" ? String(entries.size) : head;
  entries.set(key, insert(entries.get(key), rest, value));
  const isSequence = [...entries.keys()].every((name, index) => name === String(index));
  return isSequence ? [...entries.values()].map((item) => item ?? null) : Object.fromEntries(entries);
}

function entriesOf(value: Json | undefined): [string, Json | undefined][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // A stray percent sign is kept as it is, as PHP does.
    return text;
  }
}

export function queryEntries(params: JsonObject): [string, string][] {
  return Object.entries(params).flatMap(([key, value]) => flatten(key, value));
}

function flatten(key: string, value: Json | undefined): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([name, inner]) => flatten(`${key}[${name}]`, inner));
  }
  return [[key, value === true ? "1" : value === false ? "" : String(value)]];
}

export function buildQuery(params: JsonObject): string {
  return queryEntries(params)
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .join("&");
}

// PHP's urlencode().
function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
