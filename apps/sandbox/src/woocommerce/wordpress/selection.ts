// The filters and orders that all lists have in common.

import { toList } from "./arg-schema.ts";
import type { Json, JsonObject } from "./json.ts";
import { filterSeconds } from "./rest-date.ts";

export type Dated = { id: number; createdAt: number; modifiedAt: number | null };

export function idList(value: Json | undefined): number[] {
  if (value === undefined || value === null || value === "") return [];
  return toList(value).map((item) => Number.parseInt(String(item), 10) || 0);
}

export function byIds(params: JsonObject): (item: { id: number }) => boolean {
  const include = new Set(idList(params.include));
  const exclude = new Set(idList(params.exclude));
  return ({ id }) => (include.size === 0 || include.has(id)) && !exclude.has(id);
}

// Both sides are exclusive, with a resolution of a second.
export function byDates(
  params: JsonObject,
  offsetMinutes: number,
  list: "orders" | "others",
): (item: Dated) => boolean {
  const datesAreGmt = params.dates_are_gmt === true;
  const boundary = (name: string) => {
    const text = params[name];
    return typeof text === "string" && text !== ""
      ? filterSeconds({ text, datesAreGmt, offsetMinutes, list })
      : undefined;
  };
  const after = boundary("after") ?? Number.NEGATIVE_INFINITY;
  const before = boundary("before") ?? Number.POSITIVE_INFINITY;
  const modifiedAfter = boundary("modified_after") ?? Number.NEGATIVE_INFINITY;
  const modifiedBefore = boundary("modified_before") ?? Number.POSITIVE_INFINITY;
  return ({ createdAt, modifiedAt }) => {
    const modified = modifiedAt ?? 0;
    return createdAt > after && createdAt < before && modified > modifiedAfter && modified < modifiedBefore;
  };
}

export type SortKey<T> = (item: T) => number | string;

// Sorts by the key; the id settles ties.
export function sortBy<T extends { id: number }>(items: T[], key: SortKey<T>, descending: boolean): T[] {
  const sign = descending ? -1 : 1;
  return items.sort((a, b) => {
    const left = key(a);
    const right = key(b);
    if (left < right) return -sign;
    if (left > right) return sign;
    return sign * (a.id - b.id);
  });
}

export function inIncludeOrder<T extends { id: number }>(items: T[], include: number[]): T[] {
  const rank = new Map(include.map((id, index) => [id, index]));
  return items.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
}
