// Shopify Payments: every charge and refund becomes a balance transaction, and each day's are paid out the next day.

import { connection, type PageArguments } from "../graphql/connection.ts";
import type { GraphContext, View } from "../graphql/context.ts";
import { byText, byTime, matches, parseSearch } from "../graphql/search-query.ts";
import { moneyV2, time } from "../graphql/views/common-fields.ts";
import { gid } from "../state/gid.ts";
import type { OrderRecord, TransactionRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { feeOf } from "./fees.ts";

const day = 86_400_000;

type Movement = {
  id: number;
  order: OrderRecord;
  transaction: TransactionRecord;
  amount: number;
  fee: number;
  day: number;
};
type Payout = { id: number; day: number; movements: Movement[] };

function movementsOf(state: ShopifyState): Movement[] {
  return [...state.orders.values()].flatMap((order) =>
    order.transactions.filter(isSettled).map((transaction) => ({
      id: transaction.id + 500_000_000,
      order,
      transaction,
      amount: transaction.kind === "REFUND" ? -transaction.amount.shop : transaction.amount.shop,
      fee: feeOf(transaction),
      day: Math.floor(transaction.createdAt / day),
    })),
  );
}

function isSettled({ gateway, status, kind }: TransactionRecord): boolean {
  return gateway === "shopify_payments" && status === "SUCCESS" && ["SALE", "CAPTURE", "REFUND"].includes(kind);
}

function payoutsOf(state: ShopifyState): Payout[] {
  const byDay = new Map<number, Payout>();
  for (const movement of movementsOf(state)) {
    const known = byDay.get(movement.day) ?? { id: 90_000_000_000 + movement.day, day: movement.day, movements: [] };
    known.movements.push(movement);
    byDay.set(movement.day, known);
  }
  return [...byDay.values()];
}

function issuedAt(payout: Payout): number {
  return (payout.day + 1) * day;
}

function payoutStatus(state: ShopifyState, payout: Payout): "PAID" | "SCHEDULED" {
  return issuedAt(payout) <= state.now() ? "PAID" : "SCHEDULED";
}

type PaymentsPage = PageArguments & { query?: string | null };

export function paymentsAccount(state: ShopifyState): View {
  const { currency } = state.settings;
  const pending = () => payoutsOf(state).filter((payout) => payoutStatus(state, payout) === "SCHEDULED");
  return {
    __typename: "ShopifyPaymentsAccount",
    id: gid("ShopifyPaymentsAccount", 1),
    accountOpenerName: "Ada Lovelace",
    activated: true,
    onboardable: false,
    country: "US",
    defaultCurrency: currency,
    balance: () => [moneyV2(net(pending().flatMap(({ movements }) => movements)), currency)],
    payouts: (page: PaymentsPage, context: GraphContext) => {
      const query = parseSearch(page.query ?? "");
      const matchers = {
        id: byText<Payout>(({ id }) => String(id)),
        status: byText<Payout>((payout) => payoutStatus(state, payout)),
        issued_at: byTime<Payout>(issuedAt),
      };
      const found = payoutsOf(state).filter((payout) => matches(query, payout, matchers, () => {}));
      const rows = found.map((item) => ({ item, id: item.id, value: issuedAt(item) }));
      return connection(rows, page, context, (payout) => payoutView(state, payout));
    },
    balanceTransactions: (page: PaymentsPage, context: GraphContext) => {
      const query = parseSearch(page.query ?? "");
      const matchers = {
        id: byText<Movement>(({ id }) => String(id)),
        payments_transfer_id: byText<Movement>((movement) => String(90_000_000_000 + movement.day)),
        processed_at: byTime<Movement>(({ transaction }) => transaction.createdAt),
        payout_date: byTime<Movement>((movement) => (movement.day + 1) * day),
      };
      const found = movementsOf(state).filter((movement) => matches(query, movement, matchers, () => {}));
      const rows = found.map((item) => ({ item, id: item.id, value: item.transaction.createdAt }));
      return connection(rows, page, context, (movement) => movementView(state, movement));
    },
  };
}

function net(movements: readonly Movement[]): number {
  return movements.reduce((sum, { amount, fee }) => sum + amount - fee, 0);
}

function payoutView(state: ShopifyState, payout: Payout): View {
  const { currency } = state.settings;
  const money = (minor: number) => moneyV2(minor, currency);
  const charges = payout.movements.filter(({ amount }) => amount >= 0);
  const refunds = payout.movements.filter(({ amount }) => amount < 0);
  const sum = (movements: readonly Movement[], read: (movement: Movement) => number) =>
    money(movements.reduce((total, movement) => total + read(movement), 0));
  const none = money(0);
  return {
    __typename: "ShopifyPaymentsPayout",
    id: gid("ShopifyPaymentsPayout", payout.id),
    legacyResourceId: String(payout.id),
    externalTraceId: null,
    issuedAt: time(issuedAt(payout)),
    status: payoutStatus(state, payout),
    transactionType: net(payout.movements) < 0 ? "WITHDRAWAL" : "DEPOSIT",
    net: money(net(payout.movements)),
    gross: sum(payout.movements, ({ amount }) => amount),
    summary: {
      chargesGross: sum(charges, ({ amount }) => amount),
      chargesFee: sum(charges, ({ fee }) => fee),
      refundsFeeGross: sum(refunds, ({ amount }) => amount),
      refundsFee: sum(refunds, ({ fee }) => fee),
      adjustmentsGross: none,
      adjustmentsFee: none,
      advanceGross: none,
      advanceFees: none,
      reservedFundsGross: none,
      reservedFundsFee: none,
      retriedPayoutsGross: none,
      retriedPayoutsFee: none,
      usdcRebateCreditAmount: none,
    },
  };
}

function movementView(state: ShopifyState, { id, order, transaction, amount, fee, day: on }: Movement): View {
  const { currency } = state.settings;
  const isRefund = transaction.kind === "REFUND";
  const payout: Payout = { id: 90_000_000_000 + on, day: on, movements: [] };
  return {
    __typename: "ShopifyPaymentsBalanceTransaction",
    id: gid("ShopifyPaymentsBalanceTransaction", id),
    type: isRefund ? "REFUND" : "CHARGE",
    sourceType: isRefund ? "REFUND" : "CHARGE",
    sourceId: String(isRefund ? (transaction.refundId ?? 0) : transaction.id),
    sourceOrderTransactionId: String(transaction.id),
    adjustmentReason: null,
    amount: moneyV2(amount, currency),
    fee: moneyV2(fee, currency),
    net: moneyV2(amount - fee, currency),
    test: order.test,
    transactionDate: time(transaction.createdAt),
    associatedOrder: { id: gid("Order", order.id), name: order.name },
    associatedPayout: { id: gid("ShopifyPaymentsPayout", payout.id), status: payoutStatus(state, payout) },
  };
}
