// Payouts as CSV for the books: one line for each transaction, beside the payout that it belongs to.
import { toCsvLine } from "../catalogue/csv-cells.ts";
import type { PayoutDetail, PayoutTransaction } from "./payouts.ts";

const HEADINGS = [
  "payout",
  "payout_status",
  "payout_state",
  "issued_at",
  "currency",
  "payout_gross_minor",
  "payout_fee_minor",
  "payout_net_minor",
  "transaction",
  "kind",
  "type",
  "at",
  "amount_minor",
  "fee_minor",
  "net_minor",
  "order",
  "order_remote_id",
  "state",
  "expected_minor",
  "found_minor",
];

export async function* payoutReport(payouts: AsyncIterable<PayoutDetail>): AsyncGenerator<string> {
  yield toCsvLine(HEADINGS);
  for await (const { payout, transactions } of payouts) {
    const head = [
      payout.remote_id,
      payout.status,
      payout.state,
      payout.issued_at.toISOString(),
      payout.currency,
      String(payout.gross_minor),
      String(payout.fee_minor),
      String(payout.net_minor),
    ];
    const lines = transactions.length === 0 ? [[]] : transactions.map(cellsOf);
    yield lines.map((cells) => toCsvLine(padded([...head, ...cells]))).join("");
  }
}

function cellsOf(row: PayoutTransaction): string[] {
  return [
    row.remote_id,
    row.kind,
    row.type,
    row.at.toISOString(),
    String(row.amount_minor),
    String(row.fee_minor),
    String(row.net_minor),
    row.orderDisplayNumber ?? "",
    row.order_remote_id ?? "",
    row.state,
    String(row.expected_minor ?? ""),
    String(row.found_minor ?? ""),
  ];
}

/** A payout without transactions has a line all the same. */
function padded(cells: readonly string[]): string[] {
  return HEADINGS.map((_, index) => cells[index] ?? "");
}
