// Cursor paging. A cursor holds the value that was sorted by and the id, so that rows may come and go between pages.
import { GraphQLError } from "graphql";
import type { GraphContext } from "./context.ts";

export type PageArguments = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

export type Row<Item> = { readonly item: Item; readonly id: number; readonly value: number | string };
type Mark = { id: number; value: number | string };

export type Connection = {
  edges: () => { cursor: string; node: unknown }[];
  nodes: () => unknown[];
  pageInfo: object;
};

const largestPage = 250;

export function connection<Item>(
  rows: readonly Row<Item>[],
  page: PageArguments,
  context: GraphContext,
  view: (item: Item) => unknown,
): Connection {
  const sorted = [...rows].sort(page.reverse ? (left, right) => compare(right, left) : compare);
  if (context.isBulk) return toConnection(sorted, { hasNextPage: false, hasPreviousPage: false }, view);
  const size = sizeOf(page);
  const direction = page.reverse ? -1 : 1;
  const after = page.after ? readCursor(page.after) : undefined;
  const before = page.before ? readCursor(page.before) : undefined;
  const inside = sorted.filter(
    (row) => (!after || compare(row, after) * direction > 0) && (!before || compare(row, before) * direction < 0),
  );
  const isForward = page.first !== undefined && page.first !== null;
  const shown = isForward ? inside.slice(0, size) : inside.slice(-size);
  const [firstShown] = shown;
  const lastShown = shown.at(-1);
  return toConnection(
    shown,
    {
      hasNextPage: lastShown ? sorted.at(-1) !== lastShown : false,
      hasPreviousPage: firstShown ? sorted[0] !== firstShown : false,
    },
    view,
  );
}

function compare(left: Mark, right: Mark): number {
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return left.id - right.id;
}

function sizeOf({ first, last }: PageArguments): number {
  const size = first ?? last;
  if (size === undefined || size === null) throw refused("you must provide one of first or last");
  if (first != null && last != null) throw refused("providing both first and last is not supported");
  if (size < 0) throw refused(`${first != null ? "first" : "last"} must be at least 0`);
  // Documented: https://shopify.dev/docs/api/usage/pagination-graphql, at most 250 a page.
  if (size > largestPage) throw refused(`the page size ${size} is above the limit of ${largestPage}`);
  return size;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

function toConnection<Item>(
  shown: readonly Row<Item>[],
  { hasNextPage, hasPreviousPage }: { hasNextPage: boolean; hasPreviousPage: boolean },
  view: (item: Item) => unknown,
): Connection {
  const [first] = shown;
  const last = shown.at(-1);
  return {
    edges: () => shown.map((row) => ({ cursor: writeCursor(row), node: view(row.item) })),
    nodes: () => shown.map((row) => view(row.item)),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: first ? writeCursor(first) : null,
      endCursor: last ? writeCursor(last) : null,
    },
  };
}

function writeCursor({ id, value }: Mark): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64");
}

function readCursor(cursor: string): Mark {
  const found = /^\{"last_id":(-?\d+),"last_value":(.+)\}$/.exec(Buffer.from(cursor, "base64").toString("utf8"));
  if (!found?.[1] || !found[2]) throw refused("Invalid cursor for current pagination sort.");
  const value: unknown = JSON.parse(found[2]);
  if (typeof value !== "number" && typeof value !== "string")
    throw refused("Invalid cursor for current pagination sort.");
  return { id: Number(found[1]), value };
}

// Things that belong to one record keep the order in which they came.
export function listed<Item extends { readonly id: number }>(items: readonly Item[]): Row<Item>[] {
  return items.map((item, index) => ({ item, id: item.id, value: index }));
}
