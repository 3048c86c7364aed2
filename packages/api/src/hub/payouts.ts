// What a platform's payment service paid out, held against the orders.
import { z } from "zod";
import { connectionFilter, ofConnection } from "./ids.ts";
import { momentSchema, stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

const statusSchema = z.enum(["scheduled", "in_transit", "paid", "failed", "cancelled"]);
const payoutStateSchema = z.enum(["matched", "order_unknown", "amount_differs", "not_comparable"]).meta({
  description:
    "matched: everything adds up. order_unknown: a transaction's order is not known here. amount_differs: a sum or an order does not " +
    "fit. not_comparable: an order knows no amount in the payout's currency.",
  example: "matched",
});

const payoutExample = {
  id: 31,
  connection_id: 4,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  remote_id: "90000020778",
  status: "paid" as const,
  currency: "USD",
  gross_minor: 5400,
  refund_minor: 0,
  fee_minor: 187,
  net_minor: 5213,
  issued_at: "2026-11-21T00:00:00.000Z",
  state: "amount_differs" as const,
  transaction_count: 1,
  matched: 0,
  order_unknown: 0,
  amount_differs: 1,
  not_comparable: 0,
  problems: [],
  updated_at: "2026-11-21T06:00:00.000Z",
};

export const payoutSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    remote_id: z.string(),
    status: statusSchema,
    currency: z.string(),
    gross_minor: z.int(),
    refund_minor: z.int().meta({ description: "What of the gross went back to customers: below zero, or 0." }),
    fee_minor: z.int(),
    net_minor: z.int(),
    issued_at: stampSchema,
    state: payoutStateSchema,
    transaction_count: z.int().meta({ description: "How many; and how many of them are in which state." }),
    matched: z.int(),
    order_unknown: z.int(),
    amount_differs: z.int(),
    not_comparable: z.int(),
    problems: z
      .array(
        z.object({
          code: z.enum([
            "net_differs",
            "transactions_gross_differs",
            "transactions_fee_differs",
            "transactions_net_differs",
          ]),
          expected_minor: z.int(),
          found_minor: z.int(),
        }),
      )
      .meta({
        description:
          "Sums of the payout that do not add up: gross − fees = net, and its transactions to each of the three.",
      }),
    updated_at: stampSchema,
  })
  .meta({ id: "Payout", example: payoutExample });
export type Payout = z.infer<typeof payoutSchema>;

const transactionSchema = z.object({
  id: z.int(),
  remote_id: z.string(),
  kind: z.enum(["charge", "refund", "other"]),
  type: z.string().meta({ description: "The platform's own word." }),
  order_remote_id: z.string().nullable(),
  order_id: z.int().nullable(),
  order_display_number: z.string().nullable(),
  amount_minor: z.int(),
  fee_minor: z.int(),
  net_minor: z.int(),
  at: stampSchema,
  state: z
    .enum(["matched", "order_unknown", "amount_differs", "not_comparable", "no_order"])
    .meta({ description: "no_order: it is about no order, such as an adjustment." }),
  expected_minor: z
    .int()
    .nullable()
    .meta({ description: "What the order says in the payout's currency: its total, or what was paid back of it." }),
  found_minor: z.int().nullable().meta({ description: "What all payouts say of the same order together." }),
});
export type PayoutTransaction = z.infer<typeof transactionSchema>;

export const payoutDetailSchema = payoutSchema.extend({ transactions: z.array(transactionSchema) }).meta({
  id: "PayoutDetail",
  example: {
    ...payoutExample,
    transactions: [
      {
        id: 801,
        remote_id: "500000042",
        kind: "charge" as const,
        type: "CHARGE",
        order_remote_id: "450789469",
        order_id: 1001,
        order_display_number: "SH-1001",
        amount_minor: 5400,
        fee_minor: 187,
        net_minor: 5213,
        at: "2026-11-20T08:59:00.000Z",
        state: "amount_differs" as const,
        expected_minor: 5900,
        found_minor: 5400,
      },
    ],
  },
});

export type PayoutDetail = z.infer<typeof payoutDetailSchema>;

const filters = {
  ...connectionFilter,
  status: statusSchema.optional(),
  state: payoutStateSchema.optional(),
  issued_from: momentSchema.optional(),
  issued_until: momentSchema.optional(),
};
export const payoutReportQuerySchema = z.object(filters).strict();
export const payoutQuerySchema = pageQuerySchema.extend(filters).strict();

export const payoutListSchema = z
  .object({ payouts: z.array(payoutSchema), next_cursor: nextCursorSchema })
  .meta({ id: "PayoutList", example: { payouts: [payoutExample], next_cursor: null } });
