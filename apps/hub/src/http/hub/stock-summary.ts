// Stock per SKU over all locations, and the orders that hold it.
import { skuParamsSchema } from "@logix/api/hub/stock";
import {
  type StockSummary,
  stockHoldListSchema,
  stockSummaryListSchema,
  stockSummaryQuerySchema,
  stockTotalsSchema,
} from "@logix/api/hub/stock-summary";
import { problemReplies } from "@logix/api/problem";
import type { StockSummaries, SummaryView } from "../../services/stock/stock-summary.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type StockSummaryServices = { readonly stockSummaries: StockSummaries };

const tags = ["Stock"];
const read = { access: "stock:read" } as const;

const list = {
  tags,
  operationId: "listStockSummary",
  summary: "Stock per SKU over all locations",
  description: "In the order of their SKUs.",
  querystring: stockSummaryQuerySchema,
  response: { 200: stockSummaryListSchema, ...problemReplies },
};
const totals = {
  tags,
  operationId: "readStockTotals",
  summary: "How many SKUs there are, and how many need a look",
  response: { 200: stockTotalsSchema, ...problemReplies },
};
const holds = {
  tags,
  operationId: "listStockHolds",
  summary: "Open orders that hold some of a SKU, the oldest first",
  params: skuParamsSchema,
  response: { 200: stockHoldListSchema, ...problemReplies },
};

export function stockSummaryRoutes(server: HubServer, { stockSummaries }: StockSummaryServices): void {
  server.get("/stock-summary", { config: read, schema: list }, async (request) => {
    const { items, nextCursor } = await stockSummaries.page(principalOf(request), request.query);
    return { stock: items.map(toSummary), next_cursor: nextCursor };
  });
  server.get("/stock-summary/totals", { config: read, schema: totals }, (request) =>
    stockSummaries.totals(principalOf(request)),
  );
  server.get("/stock/:sku/holds", { config: read, schema: holds }, async (request) => {
    const rows = await stockSummaries.holds(principalOf(request), request.params.sku);
    return { holds: rows.map((row) => ({ ...row, placed_at: row.placed_at.toISOString() })) };
  });
}

function toSummary({ onHand, counted_at, updated_at, ...view }: SummaryView): StockSummary {
  return {
    ...view,
    on_hand: onHand,
    counted_at: counted_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}
