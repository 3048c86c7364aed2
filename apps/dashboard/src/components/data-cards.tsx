// The table on a phone: a card for each row, its columns as names and values.
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { isOwnClick } from "./data-rows.tsx";
import classes from "./data-table.module.css";
import type { DataTableProps } from "./table-props.ts";

type Props<Row> = DataTableProps<Row> & { readonly rows: readonly Row[] };

export function DataCards<Row>({ label, columns, rows, pages, rowKey, onOpen }: Props<Row>) {
  const { t } = useTranslation();
  const heading = columns.find(({ isHeading }) => isHeading) ?? columns[0];
  return (
    <>
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the button in it is for the keyboard
          <li
            key={rowKey(row)}
            className={classes.card}
            onClick={onOpen && ((event) => isOwnClick(event.target) && onOpen(row))}
          >
            <div className={classes.cardHead}>
              {onOpen ? (
                <button type="button" className={classes.cardOpen} onClick={() => onOpen(row)}>
                  {heading?.cell(row)}
                </button>
              ) : (
                heading?.cell(row)
              )}
            </div>
            <dl className={classes.pairs}>
              {columns
                .filter((column) => column !== heading)
                .map(({ id, title, cell }) => (
                  <div key={id} className={classes.pair}>
                    <dt>{title}</dt>
                    <dd>{cell(row)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
      {pages.hasMore && (
        <Button m="md" variant="default" loading={pages.isLoadingMore} onClick={pages.loadMore}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
