// refunds/create: keys from the REST Admin samples (GET /admin/api/2026-07/orders/{id}/refunds.json).
import { gid } from "../state/gid.ts";
import { noMoney } from "../state/money.ts";
import type { OrderRecord, RefundRecord, TransactionRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { lineBody } from "./line-body.ts";
import { restMoney, restMoneySet, restTime } from "./rest-format.ts";

export function refundBody(state: ShopifyState, order: OrderRecord, refund: RefundRecord): object {
  return {
    id: refund.id,
    order_id: order.id,
    created_at: restTime(refund.createdAt),
    note: refund.note,
    user_id: null,
    processed_at: restTime(refund.createdAt),
    duties: [],
    total_duties_set: restMoneySet(noMoney, order),
    return:
      refund.returnId === null ? null : { id: refund.returnId, admin_graphql_api_id: gid("Return", refund.returnId) },
    restock: refund.lines.some(({ restockType }) => restockType !== "NO_RESTOCK"),
    additional_fees: [],
    total_additional_fees_set: restMoneySet(noMoney, order),
    refund_shipping_lines: shippingLines(order, refund),
    admin_graphql_api_id: gid("Refund", refund.id),
    order_adjustments: adjustments(order, refund),
    transactions: order.transactions
      .filter(({ refundId }) => refundId === refund.id)
      .map((transaction) => transactionBody(order, transaction)),
    refund_line_items: refund.lines.map((line) => refundLine(state, order, line)),
  };
}

function refundLine(state: ShopifyState, order: OrderRecord, refunded: RefundRecord["lines"][number]): object {
  const line = order.lines.find(({ id }) => id === refunded.lineId);
  return {
    id: refunded.id,
    quantity: refunded.quantity,
    line_item_id: refunded.lineId,
    location_id: refunded.locationId,
    restock_type: refunded.restockType.toLowerCase(),
    // QUIRK(shopify): here alone money is a JSON number.
    subtotal: Number(restMoney(refunded.subtotal, order)),
    total_tax: Number(restMoney(refunded.tax, order)),
    subtotal_set: restMoneySet(refunded.subtotal, order),
    total_tax_set: restMoneySet(refunded.tax, order),
    line_item: line ? lineBody(state, order, line) : null,
  };
}

function shippingLines(order: OrderRecord, { shipping }: RefundRecord): object[] {
  if (shipping === null) return [];
  return [
    {
      id: shipping.id,
      shipping_line: { id: shipping.shippingId },
      subtotal_amount_set: restMoneySet(shipping.amount, order),
      tax_amount_set: restMoneySet(shipping.tax, order),
    },
  ];
}

function adjustments(order: OrderRecord, { id, discrepancy }: RefundRecord): object[] {
  if (discrepancy === null) return [];
  return [
    {
      id: discrepancy.id,
      order_id: order.id,
      refund_id: id,
      amount: restMoney(discrepancy.amount, order),
      amount_set: restMoneySet(discrepancy.amount, order),
      tax_amount: restMoney(noMoney, order),
      tax_amount_set: restMoneySet(noMoney, order),
      kind: "refund_discrepancy",
      reason: "Refund discrepancy",
    },
  ];
}

function transactionBody(order: OrderRecord, transaction: TransactionRecord): object {
  return {
    id: transaction.id,
    admin_graphql_api_id: gid("OrderTransaction", transaction.id),
    amount: restMoney(transaction.amount, order),
    authorization: null,
    created_at: restTime(transaction.createdAt),
    currency: order.currency,
    device_id: null,
    error_code: null,
    gateway: transaction.gateway,
    kind: transaction.kind.toLowerCase(),
    location_id: null,
    message: null,
    order_id: order.id,
    parent_id: transaction.parentId,
    payment_id: `${order.name}.${order.transactions.indexOf(transaction) + 1}`,
    processed_at: restTime(transaction.createdAt),
    receipt: {},
    source_name: "web",
    status: transaction.status.toLowerCase(),
    test: order.test,
    user_id: null,
  };
}
