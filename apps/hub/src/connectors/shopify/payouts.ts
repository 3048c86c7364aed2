// What Shopify Payments pays out, and what each payout is made of. Read only.
// https://shopify.dev/docs/api/admin-graphql/2026-07/objects/ShopifyPaymentsPayout
import { sumMinor, toMinor } from "@logix/model";
import { z } from "zod";
import type { Checkpoint, Page } from "../../connector-kit/contract.ts";
import type { Payout, PayoutTransaction } from "../../connector-kit/payouts.ts";
import { document, type ShopifyClient } from "./client.ts";
import { tailOf } from "./ids.ts";
import { allNodes, contentOf, readRow } from "./lists.ts";
import { moment } from "./moment.ts";
import { moneySchema } from "./money.ts";
import { pageInfoSchema } from "./order-schemas.ts";

const MONEY = "{ amount currencyCode }";
export const PAYOUTS = document(
  `query Payouts($after: String, $query: String) {
    shopifyPaymentsAccount { payouts(first: 10, after: $after, query: $query, sortKey: ISSUED_AT) {
      nodes { id status issuedAt net ${MONEY} gross ${MONEY} } pageInfo { hasNextPage endCursor }
    } }
  }`,
  z.object({
    shopifyPaymentsAccount: z
      .object({ payouts: z.object({ nodes: z.array(z.unknown()), pageInfo: pageInfoSchema }) })
      .nullable(),
  }),
  25,
);
export const TRANSACTIONS = document(
  `query PayoutTransactions($after: String, $query: String!) {
    shopifyPaymentsAccount { balanceTransactions(first: 100, after: $after, query: $query) {
      nodes { id type transactionDate amount ${MONEY} fee ${MONEY} net ${MONEY} associatedOrder { id } }
      pageInfo { hasNextPage endCursor }
    } }
  }`,
  z.object({
    shopifyPaymentsAccount: z
      .object({
        balanceTransactions: z.object({
          nodes: z.array(
            z.object({
              id: z.string(),
              type: z.string(),
              transactionDate: moment,
              amount: moneySchema,
              fee: moneySchema,
              net: moneySchema,
              associatedOrder: z.object({ id: z.string() }).nullable(),
            }),
          ),
          pageInfo: pageInfoSchema,
        }),
      })
      .nullable(),
  }),
  60,
);

const STATUSES: Readonly<Record<string, Payout["status"]>> = {
  SCHEDULED: "scheduled",
  IN_TRANSIT: "in_transit",
  PAID: "paid",
  FAILED: "failed",
  CANCELED: "cancelled",
};
/** Disputes, adjustments and the like say nothing of what an order cost. */
const KINDS: Readonly<Record<string, PayoutTransaction["kind"]>> = { CHARGE: "charge", REFUND: "refund" };
const payoutSchema = z.object({
  id: z.string(),
  status: z.enum(["SCHEDULED", "IN_TRANSIT", "PAID", "FAILED", "CANCELED"]),
  issuedAt: moment,
  net: moneySchema,
  gross: moneySchema,
});

export async function* syncPayouts(
  client: ShopifyClient,
  { since }: { readonly since?: Date },
  resume?: Checkpoint,
): AsyncGenerator<Page<Payout>> {
  const query = since && `issued_at:>='${since.toISOString()}'`;
  let after = typeof resume?.after === "string" ? resume.after : null;
  for (;;) {
    const { shopifyPaymentsAccount: account } = await client.ask(PAYOUTS, { after, query });
    // A shop that is paid in another way.
    if (!account) return;
    const rows = [];
    for (const row of account.payouts.nodes) {
      const id = z.object({ id: z.string() }).safeParse(row).data?.id;
      const transactions = id === undefined ? [] : await transactionsOf(client, tailOf(id));
      rows.push(readRow(row, () => toPayout(payoutSchema.parse(row), transactions)));
    }
    after = account.payouts.pageInfo.endCursor ?? after;
    yield { ...contentOf(rows), checkpoint: { after }, total: null };
    if (!account.payouts.pageInfo.hasNextPage) return;
  }
}

async function transactionsOf(client: ShopifyClient, payout: string): Promise<readonly PayoutTransaction[]> {
  const nodes = await allNodes(async (after) => {
    const query = `payments_transfer_id:${payout}`;
    const { shopifyPaymentsAccount: account } = await client.ask(TRANSACTIONS, { after, query });
    return account?.balanceTransactions ?? { nodes: [], pageInfo: { hasNextPage: false } };
  });
  return nodes.map(({ id, type, transactionDate, amount, fee, net, associatedOrder }) => ({
    remoteId: tailOf(id),
    kind: KINDS[type] ?? "other",
    type,
    orderRemoteId: associatedOrder && tailOf(associatedOrder.id),
    amountMinor: minorOf(amount),
    feeMinor: minorOf(fee),
    netMinor: minorOf(net),
    at: transactionDate,
  }));
}

function toPayout(payout: z.infer<typeof payoutSchema>, all: readonly PayoutTransaction[]): Payout {
  // The payout itself stands among its transactions, as the sum that left the account.
  const transactions = all.filter(({ type }) => type !== "PAYOUT" && type !== "TRANSFER");
  return {
    remoteId: tailOf(payout.id),
    status: STATUSES[payout.status] ?? "scheduled",
    currency: payout.net.currencyCode,
    netMinor: minorOf(payout.net),
    grossMinor: minorOf(payout.gross),
    feeMinor: sumMinor(transactions.map(({ feeMinor }) => feeMinor)),
    issuedAt: payout.issuedAt,
    transactions,
  };
}

function minorOf({ amount, currencyCode }: z.infer<typeof moneySchema>): number {
  return toMinor(amount, currencyCode);
}
