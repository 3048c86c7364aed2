// What every table is given.
import type { ReactNode } from "react";
import type { Pages } from "../api/use-pages.ts";

export type Column<Row> = {
  readonly id: string;
  /** Also names the value on a card. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Makes the column sortable. */
  readonly sortBy?: (row: Row) => string | number | null;
  /** Numbers and money stand on the right. */
  readonly align?: "right";
  readonly width?: string;
  /** Hidden until it is chosen. */
  readonly optional?: boolean;
  /** The heading of the row's card. */
  readonly isHeading?: boolean;
};

export type DataTableProps<Row> = {
  /** Names what is chosen for it in this browser, such as `orders`. */
  readonly id: string;
  /** Says to screen readers what the table holds. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: Pages<Row>;
  readonly rowKey: (row: Row) => string | number;
  readonly onOpen?: (row: Row) => void;
  readonly filters?: ReactNode;
  /** What stands there without rows: an EmptyState. */
  readonly empty: ReactNode;
};
