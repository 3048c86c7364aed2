// QUIRK(woocommerce): orderby=modified has no tie-break. Orders of the same second come in an order that
// depends on the page, so a reader of all pages misses some and sees others twice.
import { mixSeed } from "../../shared/random.ts";
import type { Page } from "../wordpress/paging.ts";

type Tied = { id: number; modifiedAt: number };

export function shuffleTies<T extends Tied>(sorted: readonly T[], { offset, perPage }: Page): T[] {
  const end = Math.min(offset + perPage, sorted.length);
  if (offset >= end) return [];
  const from = groupStart(sorted, offset);
  const until = groupEnd(sorted, end - 1);
  const window = sorted.slice(from, until);
  const rank = new Map(window.map((item) => [item.id, mixSeed(offset * 131 + perPage, item.id)]));
  const shuffled = regroup(window, (a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  return shuffled.slice(offset - from, end - from);
}

function groupStart(items: readonly Tied[], index: number): number {
  let start = index;
  while (start > 0 && items[start - 1]?.modifiedAt === items[index]?.modifiedAt) start -= 1;
  return start;
}

function groupEnd(items: readonly Tied[], index: number): number {
  let end = index + 1;
  while (end < items.length && items[end]?.modifiedAt === items[index]?.modifiedAt) end += 1;
  return end;
}

function regroup<T extends Tied>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  const groups = Map.groupBy(items, (item) => item.modifiedAt);
  return [...groups.values()].flatMap((group) => group.sort(compare));
}
