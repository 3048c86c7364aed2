// The table of every list: sorted, with columns to choose from, walked by keyboard, drawn only where it is seen, and as cards on a phone.
import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ColumnChoice, useColumnChoice } from "./column-choice.tsx";
import { DataCards } from "./data-cards.tsx";
import { DataRows } from "./data-rows.tsx";
import classes from "./data-table.module.css";
import { ProblemAlert } from "./problem-alert.tsx";
import { type Sorting, sorted } from "./sorting.ts";
import type { DataTableProps } from "./table-props.ts";

export type { Column, DataTableProps } from "./table-props.ts";

const PHONE = "(max-width: 40em)";

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, columns, pages, filters, empty } = props;
  const { t } = useTranslation();
  const isPhone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const [sorting, setSorting] = useState<Sorting | undefined>();
  const choice = useColumnChoice(id, columns);
  const rows = sorted(pages.rows, columns, sorting);
  const shown = { ...props, columns: choice.visible, rows };
  return (
    <div className={classes.frame}>
      {filters && (
        <div className={classes.bar}>
          <div className={classes.filters}>{filters}</div>
          {!isPhone && <ColumnChoice columns={columns} choice={choice} />}
        </div>
      )}
      {pages.error && (
        <div className={classes.problem}>
          <ProblemAlert error={pages.error} onRetry={pages.reload} />
        </div>
      )}
      {pages.isPending && <Placeholder label={t("loading")} />}
      {!pages.isPending && !pages.error && rows.length === 0 && empty}
      {rows.length > 0 &&
        (isPhone ? <DataCards {...shown} /> : <DataRows {...shown} sorting={sorting} onSort={setSorting} />)}
      {rows.length > 0 && (
        <div className={classes.foot}>
          <span role="status">
            {pages.hasMore ? t("rows_more", { count: rows.length }) : t("rows", { count: rows.length })}
            {sorting && pages.hasMore && ` · ${t("sorted_loaded")}`}
          </span>
          {!filters && !isPhone && <ColumnChoice columns={columns} choice={choice} />}
        </div>
      )}
    </div>
  );
}

const GHOSTS = [92, 83, 74, 65, 90, 81, 72, 63] as const;

function Placeholder({ label }: { readonly label: string }) {
  return (
    <div className={classes.placeholder} role="status" aria-label={label}>
      {GHOSTS.map((percent) => (
        <Skeleton key={percent} height={14} width={`${percent}%`} />
      ))}
    </div>
  );
}
