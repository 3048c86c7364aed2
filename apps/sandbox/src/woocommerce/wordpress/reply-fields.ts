// The `_fields` parameter: keeps only the named fields, "billing.email" reaches inside.

import { toList } from "./arg-schema.ts";
import { isList, isObject, type Json, type JsonObject } from "./json.ts";

export type FieldFilter = (item: JsonObject) => JsonObject;

export function fieldFilter(fields: Json | undefined): FieldFilter | undefined {
  if (fields === undefined || fields === "") return undefined;
  const names = toList(fields).map(String);
  return (item) => pick(item, names);
}

function pick(item: JsonObject, names: string[]): JsonObject {
  const entries = Object.entries(item).flatMap(([key, value]): [string, Json][] => {
    if (value === undefined) return [];
    if (names.includes(key)) return [[key, value]];
    const inner = names.filter((name) => name.startsWith(`${key}.`)).map((name) => name.slice(key.length + 1));
    return inner.length > 0 && isObject(value) ? [[key, pick(value, inner)]] : [];
  });
  return Object.fromEntries(entries);
}

// A single answer keeps its links whatever the filter says; in a list they are filtered like any field.
export function filterReply(json: Json, filter: FieldFilter): Json {
  if (isList(json)) return json.map((item) => (isObject(item) ? filter(item) : item));
  if (!isObject(json)) return json;
  const links = json._links;
  return links === undefined ? filter(json) : { ...filter(json), _links: links };
}
