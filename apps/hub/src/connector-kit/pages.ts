// Reads a list that changes underneath: rows come and go while we page, and none that stays may be missed.
// The list is sorted by id, ascending. Each page begins one row early; where that row is not one that we know,
// rows before it have vanished and the page is asked for again from further back.
import { HubError } from "@logix/model";

type Reading<Row> = { readonly rows: readonly Row[]; readonly total: number | null };

export type ListById<Row> = {
  /** New rows wanted per page. */
  readonly size: number;
  /** The most rows that the platform gives at once. */
  readonly most: number;
  read(offset: number, size: number): Promise<Reading<Row>>;
  /** Null for a row whose id cannot be told; it is handed on as it is. */
  idOf(row: Row): number | null;
};

export type Position = { readonly lastId: number; readonly passed: number };
export const BEGINNING: Position = { lastId: 0, passed: 0 };

export type PageById<Row> = Reading<Row> & { readonly position: Position };

export async function* pagesById<Row>(list: ListById<Row>, from: Position = BEGINNING): AsyncGenerator<PageById<Row>> {
  let position = from;
  let hasGaps = false;
  let isLast = false;
  while (!isLast) {
    const size = Math.min(list.most, position.passed === 0 ? list.size : list.size + 1);
    const found: Found<Row> = await readWithOverlap(list, position, size, hasGaps);
    const { offset, rows, total } = found;
    const { lastId } = position;
    const isShort = rows.length < size;
    // Rows that our credentials may not see are counted but not given: the page is short though it is not the last.
    hasGaps = isShort && total !== null && offset + size < total;
    isLast = isShort && !hasGaps;
    const passed = offset + (hasGaps ? size : rows.length);
    position = { lastId: Math.max(lastId, ...idsOf(list, rows)), passed };
    yield { rows: rows.filter((row) => (list.idOf(row) ?? Infinity) > lastId), total, position };
  }
}

type Found<Row> = Reading<Row> & { readonly offset: number };

// Behind a page with gaps the row before may be one that is not given, so there is nothing to stand on.
async function readWithOverlap<Row>(
  list: ListById<Row>,
  { lastId, passed }: Position,
  size: number,
  hasGaps: boolean,
): Promise<Found<Row>> {
  for (let back = 1; ; back *= 10) {
    const offset = Math.max(0, passed - back);
    const reading = await list.read(offset, size);
    const ids = idsOf(list, reading.rows);
    const touches = reading.rows.length > 0 && (ids[0] ?? 0) <= lastId;
    if (offset === 0 || hasGaps || touches) return { offset, ...reading };
  }
}

function idsOf<Row>(list: ListById<Row>, rows: readonly Row[]): number[] {
  const ids = rows.map((row) => list.idOf(row)).filter((id) => id !== null);
  if (ids.every((id, index) => id >= (ids[index - 1] ?? 0))) return ids;
  throw new HubError("unreadable", "The store did not sort the list by id as asked, so rows could get lost", {
    code: "unsorted_list",
  });
}
