// Whole lists of a store as pages with checkpoints: phase after phase, each by ascending id.
import type { Checkpoint, Page, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { BEGINNING, type Position, pagesById } from "../../connector-kit/pages.ts";
import type { Query, WooClient } from "./client.ts";
import { idOf, isUnreadable, rowsOf } from "./records.ts";

/** The most rows that WooCommerce gives at once. */
export const MOST = 100;

export type Content<T> = Pick<Page<T>, "records" | "unreadable" | "ignored">;
export type Phase = { readonly name: string; readonly query: Query };
export type Listing<T> = {
  readonly path: string;
  /** What lists of this kind do not hold together is asked for one after the other. */
  readonly phases: readonly Phase[];
  readonly pageSize?: number;
  read(rows: readonly unknown[], phase: Phase): Content<T> | Promise<Content<T>>;
};

export async function* pagesOf<T>(
  client: WooClient,
  listing: Listing<T>,
  resume?: Checkpoint,
): AsyncGenerator<Page<T>> {
  const resumed = Math.max(
    0,
    listing.phases.findIndex(({ name }) => name === resume?.phase),
  );
  for (const [index, phase] of listing.phases.slice(resumed).entries()) {
    const from = index === 0 ? positionOf(resume) : BEGINNING;
    const size = Math.min(MOST, Math.max(1, listing.pageSize ?? MOST));
    for await (const { rows, total, position } of rowsById(client, listing.path, phase.query, size, from)) {
      const checkpoint = { phase: phase.name, lastId: position.lastId, offset: position.passed };
      yield { ...(await listing.read(rows, phase)), checkpoint, total };
    }
  }
}

/** Every row of a short list. */
export async function allRows(client: WooClient, path: string, query: Query = {}): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { rows } of rowsById(client, path, query, MOST)) all.push(...rows);
  return all;
}

/** [1, 2, 3] by two → [[1, 2], [3]] */
export function chunksOf<T>(all: readonly T[], size: number): (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

export function contentOf<T>(found: readonly (Seen<T> | Unreadable)[], ignored = 0): Content<T> {
  return {
    records: found.flatMap((entry) => (isUnreadable(entry) ? [] : [entry])),
    unreadable: found.filter((entry) => isUnreadable(entry)),
    ignored,
  };
}

// QUIRK(woocommerce): the filter leaves out its own second, so it asks from one second earlier; the time must be GMT
// without a Z, as dates_are_gmt shifts a time that names its zone.
export function modifiedSince(since: Date | undefined): Query {
  if (since === undefined) return {};
  const second = Math.floor(since.getTime() / 1000) - 1;
  return { modified_after: new Date(second * 1000).toISOString().slice(0, 19), dates_are_gmt: true };
}

// QUIRK(woocommerce): orderby=modified loses rows that share a second, and page numbers count rows that have moved;
// ordered by id and read by offset a list can be read safely.
function rowsById(client: WooClient, path: string, query: Query, size: number, from?: Position) {
  const list = {
    size,
    most: MOST,
    idOf,
    async read(offset: number, count: number) {
      const answer = await client.get(path, { ...query, orderby: "id", order: "asc", per_page: count, offset });
      return { rows: rowsOf(answer.json), total: answer.total };
    },
  };
  return pagesById(list, from);
}

function positionOf(resume: Checkpoint | undefined): Position {
  return { lastId: Number(resume?.lastId ?? 0), passed: Number(resume?.offset ?? 0) };
}
