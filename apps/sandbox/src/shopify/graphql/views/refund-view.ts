// Refunds and transactions.
import { feeOf } from "../../payments/fees.ts";
import { gid } from "../../state/gid.ts";
import { type Bag, noMoney } from "../../state/money.ts";
import type { OrderRecord, RefundRecord, TransactionRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { moneyBag, moneyV2, time } from "./common-fields.ts";
import { shippingView } from "./line-view.ts";

export function transactionView(order: OrderRecord, transaction: TransactionRecord): View {
  const parent = order.transactions.find(({ id }) => id === transaction.parentId);
  const isPayments = transaction.gateway === "shopify_payments";
  return {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", transaction.id),
    kind: transaction.kind,
    status: transaction.status,
    gateway: transaction.gateway,
    formattedGateway: isPayments ? "Shopify Payments" : transaction.gateway,
    manualPaymentGateway: !isPayments,
    amountSet: moneyBag(transaction.amount, order),
    amountRoundingSet: null,
    totalUnsettledSet: moneyBag(transaction.kind === "AUTHORIZATION" ? transaction.amount : noMoney, order),
    accountNumber: isPayments ? "•••• •••• •••• 4242" : null,
    authorizationExpiresAt: null,
    errorCode: null,
    multiCapturable: false,
    paymentId: `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
    settlementCurrency: isPayments ? order.currency : null,
    settlementCurrencyRate: isPayments ? String(1 / order.rate) : null,
    test: order.test,
    createdAt: time(transaction.createdAt),
    processedAt: time(transaction.createdAt),
    fees: feesOf(order, transaction),
    order: (_: unknown, context: GraphContext) => context.views.order(order),
    parentTransaction: () => (parent ? transactionView(order, parent) : null),
  };
}

function feesOf(order: OrderRecord, transaction: TransactionRecord): object[] {
  const fee = feeOf(transaction);
  if (fee === 0) return [];
  return [
    {
      id: gid("TransactionFee", transaction.id),
      amount: moneyV2(fee, order.currency),
      flatFee: moneyV2(30, order.currency),
      flatFeeName: "flat fee",
      rate: "0.029",
      rateName: "card processing",
      taxAmount: moneyV2(0, order.currency),
      type: "processing_fee",
    },
  ];
}

export function refundView(state: ShopifyState, order: OrderRecord, refund: RefundRecord): View {
  const bag = (amount: Bag) => moneyBag(amount, order);
  const transactions = () => order.transactions.filter(({ refundId }) => refundId === refund.id);
  const paid = () =>
    transactions().reduce(
      (sum, { amount }) => ({ shop: sum.shop + amount.shop, presentment: sum.presentment + amount.presentment }),
      noMoney,
    );
  const found = order.returns.find(({ id }) => id === refund.returnId);
  return {
    __typename: "Refund",
    id: gid("Refund", refund.id),
    legacyResourceId: String(refund.id),
    note: refund.note,
    duties: [],
    createdAt: time(refund.createdAt),
    processedAt: time(refund.createdAt),
    updatedAt: time(refund.createdAt),
    totalRefundedSet: () => bag(paid()),
    order: (_: unknown, context: GraphContext) => context.views.order(order),
    return: (_: unknown, context: GraphContext) => (found ? context.views.return(order, found) : null),
    refundLineItems: (page: PageArguments, context: GraphContext) =>
      connection(listed(refund.lines), page, context, (line) => refundLineView(state, order, line, context)),
    refundShippingLines: (page: PageArguments, context: GraphContext) =>
      connection(refund.shipping ? listed([refund.shipping]) : [], page, context, (shipping) => ({
        id: gid("RefundShippingLine", shipping.id),
        subtotalAmountSet: bag(shipping.amount),
        taxAmountSet: bag(shipping.tax),
        shippingLine: order.shipping
          .filter(({ id }) => id === shipping.shippingId)
          .map((one) => shippingView(order, one))[0],
      })),
    orderAdjustments: (page: PageArguments, context: GraphContext) =>
      connection(refund.discrepancy ? listed([refund.discrepancy]) : [], page, context, ({ id, amount }) => ({
        id: gid("OrderAdjustment", id),
        amountSet: bag(amount),
        taxAmountSet: bag(noMoney),
        reason: "REFUND_DISCREPANCY",
      })),
    transactions: (page: PageArguments, context: GraphContext) =>
      connection(listed(transactions()), page, context, (one) => transactionView(order, one)),
  };
}

function refundLineView(
  state: ShopifyState,
  order: OrderRecord,
  refunded: RefundRecord["lines"][number],
  context: GraphContext,
): object {
  const line = order.lines.find(({ id }) => id === refunded.lineId);
  const location = refunded.locationId === null ? undefined : state.locations.get(refunded.locationId);
  return {
    id: gid("RefundLineItem", refunded.id),
    quantity: refunded.quantity,
    restockType: refunded.restockType,
    restocked: refunded.restockType !== "NO_RESTOCK",
    priceSet: moneyBag(line?.unitPrice ?? noMoney, order),
    subtotalSet: moneyBag(refunded.subtotal, order),
    totalTaxSet: moneyBag(refunded.tax, order),
    lineItem: () => (line ? context.views.line(order, line) : null),
    location: () => (location ? context.views.location(location) : null),
  };
}
