// Stock as a person looks through it: one line per SKU, what stands out, and who holds it.
import { availableToSell, fromMillionths, publishedQuantity, toMillionths } from "@logix/model";
import type { Database } from "../../database/database.ts";
import {
  listStockSummary,
  type StockHoldRow,
  type StockSummaryQuery,
  type StockSummaryRow,
  type StockTotals,
  stockHolds,
  stockTotals,
} from "../../database/stock/stock-summary.ts";
import type { Page, PageRequest } from "../access/page-cursor.ts";
import type { Principal } from "../principal.ts";
import { cursorOfPlace, placeOfCursor } from "./stock-cursor.ts";

export type SummaryView = Omit<StockSummaryRow, "on_hand"> & {
  readonly onHand: string;
  readonly available: string;
  /** What a store that sells from everywhere is told. */
  readonly told: number;
  readonly oversold: boolean;
};

export type SummaryRequest = PageRequest & {
  readonly search?: string | undefined;
  readonly only?: StockSummaryQuery["only"] | undefined;
};

export type StockSummaries = ReturnType<typeof makeStockSummaries>;

export function makeStockSummaries(database: Database) {
  return {
    page: async ({ accountId }: Principal, request: SummaryRequest): Promise<Page<SummaryView>> => {
      const { search = null, only = null, cursor, limit } = request;
      const query = { accountId, search, only, after: placeOfCursor(cursor)?.sku ?? null, limit: limit + 1 };
      const rows = await database.asAccount(accountId, (db) => listStockSummary(db, query));
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      // The cursor is that of the list of levels, which goes on behind a location; here a SKU is one line.
      const nextCursor = last && rows.length > limit ? cursorOfPlace({ sku: last.sku, location_id: 0 }) : null;
      return { items: items.map(toView), nextCursor };
    },
    totals: ({ accountId }: Principal): Promise<StockTotals> =>
      database.asAccount(accountId, (db) => stockTotals(db, accountId)),
    holds: ({ accountId }: Principal, sku: string): Promise<readonly StockHoldRow[]> =>
      database.asAccount(accountId, (db) => stockHolds(db, accountId, sku)),
  };
}

function toView({ on_hand, ...row }: StockSummaryRow): SummaryView {
  const level = {
    onHand: toMillionths(on_hand),
    reserved: toMillionths(row.reserved),
    buffer: toMillionths(row.buffer),
  };
  return {
    ...row,
    onHand: fromMillionths(level.onHand),
    reserved: fromMillionths(level.reserved),
    buffer: fromMillionths(level.buffer),
    available: fromMillionths(availableToSell(level)),
    told: publishedQuantity(level),
    oversold: level.reserved > level.onHand,
  };
}
