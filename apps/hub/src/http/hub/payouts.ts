// What the payment services of platforms paid out, and whether it fits the orders.
import { Readable } from "node:stream";
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  type Payout,
  type PayoutTransaction as PayoutTransactionReply,
  payoutDetailSchema,
  payoutListSchema,
  payoutQuerySchema,
  payoutReportQuerySchema,
} from "@logix/api/hub/payouts";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { PayoutRow } from "../../database/payouts/payouts-read.ts";
import { payoutReport } from "../../services/payouts/payout-report.ts";
import type { Payouts, PayoutTransaction } from "../../services/payouts/payouts.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type PayoutServices = { readonly payouts: Payouts };

const tags = ["Payouts"];
const config = { access: "orders:read" } as const;

const listPayouts = {
  tags,
  operationId: "listPayouts",
  summary: "Payouts, last read first",
  description:
    "Of platforms with a payment service of their own. Each is held against the orders as they are known now.",
  querystring: payoutQuerySchema,
  response: { 200: payoutListSchema, ...problemReplies },
};

const readPayout = {
  tags,
  operationId: "readPayout",
  summary: "One payout with its transactions",
  description: "Each with the order that it belongs to, and with both amounts where they differ.",
  params: idParamsSchema,
  response: { 200: payoutDetailSchema, ...problemReplies },
};

const readPayoutReport = {
  tags,
  operationId: "readPayoutReport",
  summary: "Payouts as CSV",
  description: "One line for each transaction.",
  querystring: payoutReportQuerySchema,
  produces: ["text/csv"],
  response: { 200: z.any().meta({ description: "text/csv" }), ...problemReplies },
};

export function payoutRoutes(server: HubServer, { payouts }: PayoutServices): void {
  server.get("/payouts", { config, schema: listPayouts }, async (request) => {
    const { limit, cursor, ...filters } = request.query;
    const { items, nextCursor } = await payouts.list(principalOf(request), { limit, cursor, ...toFilter(filters) });
    return { payouts: items.map(toPayout), next_cursor: nextCursor };
  });
  server.get("/payouts/report.csv", { config, schema: readPayoutReport }, async (request, reply) => {
    const rows = await payouts.all(principalOf(request), toFilter(request.query));
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", 'attachment; filename="payouts.csv"')
      .send(Readable.from(payoutReport(rows)));
  });
  server.get("/payouts/:id", { config, schema: readPayout }, async (request) => {
    const { payout, transactions } = await payouts.get(principalOf(request), request.params.id);
    return { ...toPayout(payout), transactions: transactions.map(toTransaction) };
  });
}

function toFilter({ connection_id, issued_from, issued_until, ...rest }: z.infer<typeof payoutReportQuerySchema>) {
  return { ...rest, connection: connection_id, issuedFrom: issued_from, issuedUntil: issued_until };
}

function toPayout({ amount_sum, fee_sum, net_sum, issued_at, updated_at, ...row }: PayoutRow): Payout {
  const checks = [
    ["net_differs", row.net_minor, row.gross_minor - row.fee_minor],
    ["transactions_gross_differs", row.gross_minor, amount_sum],
    ["transactions_fee_differs", row.fee_minor, fee_sum],
    ["transactions_net_differs", row.net_minor, net_sum],
  ] as const;
  return {
    ...row,
    issued_at: issued_at.toISOString(),
    updated_at: updated_at.toISOString(),
    problems: checks
      .filter(([, expected, found]) => expected !== found)
      .map(([code, expected, found]) => ({ code, expected_minor: expected, found_minor: found })),
  };
}

function toTransaction({
  order_number,
  platform,
  orderDisplayNumber,
  at,
  ...row
}: PayoutTransaction): PayoutTransactionReply {
  return { ...row, order_display_number: orderDisplayNumber, at: at.toISOString() };
}
