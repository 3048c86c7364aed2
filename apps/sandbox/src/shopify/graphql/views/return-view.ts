// Returns.
import { lineTotal } from "../../orders/order-totals.ts";
import { gid } from "../../state/gid.ts";
import { noMoney, share } from "../../state/money.ts";
import type { OrderRecord, ReturnLineRecord, ReturnRecord } from "../../state/records.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { moneyBag, time, timeOrNull } from "./common-fields.ts";

export function returnView(order: OrderRecord, record: ReturnRecord): View {
  return {
    __typename: "Return",
    id: gid("Return", record.id),
    name: record.name,
    status: record.status,
    totalQuantity: record.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    createdAt: time(record.createdAt),
    requestApprovedAt: timeOrNull(record.approvedAt),
    closedAt: timeOrNull(record.closedAt),
    decline: record.decline,
    order: (_: unknown, context: GraphContext) => context.views.order(order),
    refunds: (page: PageArguments, context: GraphContext) =>
      connection(listed(order.refunds.filter(({ returnId }) => returnId === record.id)), page, context, (one) =>
        context.views.refund(order, one),
      ),
    returnLineItems: (page: PageArguments, context: GraphContext) =>
      connection(listed(record.lines), page, context, (line) => returnLineView(order, line)),
  };
}

function returnLineView(order: OrderRecord, returned: ReturnLineRecord): object {
  const sent = order.fulfillments.flatMap(({ lines }) => lines).find(({ id }) => id === returned.fulfillmentLineId);
  const line = order.lines.find(({ id }) => id === sent?.lineId);
  const left = returned.quantity - returned.refunded;
  return {
    __typename: "ReturnLineItem",
    id: gid("ReturnLineItem", returned.id),
    quantity: returned.quantity,
    refundedQuantity: returned.refunded,
    refundableQuantity: left,
    processedQuantity: returned.refunded,
    processableQuantity: left,
    unprocessedQuantity: left,
    returnReason: returned.reason,
    returnReasonDefinition: definitionOf(returned.reason),
    returnReasonNote: returned.note,
    customerNote: returned.customerNote,
    withCodeDiscountedTotalPriceSet: moneyBag(
      line ? share(lineTotal(line), 0, returned.quantity, line.quantity) : noMoney,
      order,
    ),
    fulfillmentLineItem: (_: unknown, context: GraphContext) =>
      sent && line
        ? {
            id: gid("FulfillmentLineItem", sent.id),
            quantity: sent.quantity,
            lineItem: context.views.line(order, line),
            originalTotalSet: moneyBag(share(lineTotal(line), 0, sent.quantity, line.quantity), order),
            discountedTotalSet: moneyBag(share(lineTotal(line), 0, sent.quantity, line.quantity), order),
          }
        : null,
  };
}

// Handles and names are the shop's own since reasons became definitions; UNKNOWN has none.
function definitionOf(reason: string): object | null {
  if (reason === "UNKNOWN") return null;
  const words = reason.toLowerCase().replaceAll("_", " ");
  return {
    id: gid("ReturnReasonDefinition", reasons.indexOf(reason) + 1),
    handle: words.replaceAll(" ", "-"),
    name: words.charAt(0).toUpperCase() + words.slice(1),
    deleted: false,
  };
}

const reasons: readonly string[] = [
  "COLOR",
  "DEFECTIVE",
  "NOT_AS_DESCRIBED",
  "OTHER",
  "SIZE_TOO_LARGE",
  "SIZE_TOO_SMALL",
  "STYLE",
  "UNWANTED",
  "WRONG_ITEM",
];
