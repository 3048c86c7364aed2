// Sorting what is loaded; null comes last in either direction.
export type Sorting = { readonly column: string; readonly descending: boolean };

type Sortable<Row> = { readonly id: string; readonly sortBy?: (row: Row) => string | number | null };

export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Sortable<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const keyOf = columns.find(({ id }) => id === sorting?.column)?.sortBy;
  if (!sorting || !keyOf) return rows;
  const sign = sorting.descending ? -1 : 1;
  return [...rows].sort((one, other) => compare(keyOf(one), keyOf(other), sign));
}

/** Ascending, descending, and back to the order in which the rows came. */
export function nextSorting(before: Sorting | undefined, column: string): Sorting | undefined {
  if (before?.column !== column) return { column, descending: false };
  return before.descending ? undefined : { column, descending: true };
}

function compare(one: string | number | null, other: string | number | null, sign: number): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === "number" && typeof other === "number") return sign * (one - other);
  return sign * String(one).localeCompare(String(other), undefined, { numeric: true });
}
