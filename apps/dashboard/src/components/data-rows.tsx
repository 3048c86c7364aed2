// The table on a wide screen. Only the rows in sight exist; rows above and below are one empty row each of their height.
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./data-table.module.css";
import { nextSorting, type Sorting } from "./sorting.ts";
import type { Column, DataTableProps } from "./table-props.ts";

const ROW_PX = 41;
const NEAR_THE_END = 15;

type Props<Row> = DataTableProps<Row> & {
  readonly rows: readonly Row[];
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
};

export function DataRows<Row>({ label, columns, rows, pages, rowKey, onOpen, sorting, onSort }: Props<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [marked, setMarked] = useState(0);
  const offset = useTop(body);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: offset,
  });
  const seen = virtual.getVirtualItems();
  const first = seen[0];
  const last = seen.at(-1);
  const isNearEnd = (last?.index ?? 0) >= rows.length - NEAR_THE_END;
  useEffect(() => {
    if (isNearEnd && pages.hasMore && !pages.isLoadingMore) pages.loadMore();
  }, [isNearEnd, pages]);

  const go = (index: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    setMarked(target);
    virtual.scrollToIndex(target, { align: "auto" });
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, row: Row, index: number) => {
    if (event.target !== event.currentTarget) return;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (target !== undefined) {
      event.preventDefault();
      go(target);
    }
    if (event.key === "Enter") onOpen?.(row);
  };
  const above = (first?.start ?? offset) - offset;
  const below = virtual.getTotalSize() - ((last?.end ?? offset) - offset);
  return (
    <table className={classes.table} aria-label={label} aria-rowcount={rows.length + 1}>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        <Gap height={above} span={columns.length} />
        {seen.map(({ index }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <tr
              key={rowKey(row)}
              data-index={index}
              aria-rowindex={index + 2}
              tabIndex={onOpen && index === Math.min(marked, rows.length - 1) ? 0 : -1}
              className={onOpen ? classes.openable : undefined}
              onClick={onOpen && ((event) => isOwnClick(event.target) && onOpen(row))}
              onFocus={() => setMarked(index)}
              onKeyDown={(event) => onKeyDown(event, row, index)}
            >
              {columns.map(({ id, align, cell }) => (
                <td key={id} data-align={align}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
        <Gap height={below} span={columns.length} />
      </tbody>
    </table>
  );
}

function HeadCell<Row>({
  column,
  sorting,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
}) {
  const { t } = useTranslation();
  const isSorted = sorting?.column === column.id;
  const direction = isSorted ? (sorting.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" data-align={column.align} aria-sort={direction} style={{ width: column.width }}>
      {column.sortBy ? (
        <button
          type="button"
          className={classes.sort}
          title={t("sort_by", { column: column.title })}
          onClick={() => onSort(nextSorting(sorting, column.id))}
        >
          {column.title}
          {direction === "ascending" && <IconArrowUp size={13} aria-hidden="true" />}
          {direction === "descending" && <IconArrowDown size={13} aria-hidden="true" />}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}

function Gap({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={span} className={classes.gap} style={{ height }} />
    </tr>
  );
}

/** How far down the page the rows begin. */
function useTop(element: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (element.current) setTop(element.current.getBoundingClientRect().top + window.scrollY);
  }, [element]);
  return top;
}

/** Links, buttons and boxes within a row act for themselves. */
export function isOwnClick(target: EventTarget): boolean {
  return !(target instanceof Element && target.closest("a, button, input, select, label"));
}
