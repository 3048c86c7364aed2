// Refunds and returns.
import { findOrder, findReturn } from "../../orders/find-order.ts";
import { touchOrder } from "../../orders/order-events.ts";
import { totalsOf } from "../../orders/order-totals.ts";
import { refund, refusalOf } from "../../orders/refund.ts";
import { idIn } from "../../state/gid.ts";
import { type Bag, toBag, toMinor } from "../../state/money.ts";
import type { OrderRecord, RestockType, ReturnRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { refused, type UserError, userError } from "./user-error.ts";

type RefundInput = {
  orderId: string;
  currency?: string | null;
  note?: string | null;
  allowOverRefunding?: boolean | null;
  refundLineItems?:
    | readonly {
        lineItemId: string;
        quantity: number;
        restockType?: RestockType | null;
        locationId?: string | null;
      }[]
    | null;
  shipping?: { amount?: string | null; fullRefund?: boolean | null } | null;
  transactions?: readonly { amount: string; gateway: string; kind: string; parentId?: string | null }[] | null;
};

export function refundMutations(state: ShopifyState): object {
  return {
    refundCreate: ({ input }: { input: RefundInput }, context: GraphContext) => createRefund(state, input, context),
    returnCreate: ({ returnInput }: { returnInput: ReturnInput }, context: GraphContext) =>
      createReturn(state, returnInput, context),
    returnClose: ({ id }: { id: string }, { session, views }: GraphContext) => {
      const found = findReturn(state, session, idIn(id, "Return"));
      if (!found) return refused(userError("Return not found.", ["id"], "NOT_FOUND"));
      found.part.status = "CLOSED";
      found.part.closedAt = state.now();
      touchOrder(state, found.order);
      return { return: views.return(found.order, found.part), userErrors: [] };
    },
  };
}

function createRefund(state: ShopifyState, input: RefundInput, { session, views }: GraphContext): object {
  const order = findOrder(state, session, idIn(input.orderId, "Order"));
  if (!order) return refusedRefund(userError("Order does not exist", ["orderId"]));
  const isForeign = order.currency !== order.presentmentCurrency;
  // Amounts are in the currency of the customer, which must be named when it is not the shop's.
  if ((isForeign || input.currency != null) && input.currency !== order.presentmentCurrency)
    return refusedRefund(userError("Currency must be the presentment currency of the order", ["currency"]));
  const money = (text: string | null | undefined) => toMoney(order, text);
  const amounts = (input.transactions ?? []).map(({ amount }) => money(amount));
  if (amounts.includes(undefined)) return refusedRefund(userError("Amount is invalid", ["transactions"]));
  if (input.transactions?.some(({ kind }) => kind !== "REFUND"))
    return refusedRefund(userError("Transaction kind must be refund", ["transactions"]));
  const wish = {
    note: input.note ?? null,
    lines: (input.refundLineItems ?? []).map((line) => ({
      lineId: idIn(line.lineItemId, "LineItem"),
      quantity: line.quantity,
      restockType: line.restockType ?? ("NO_RESTOCK" as const),
      locationId: line.locationId == null ? null : idIn(line.locationId, "Location"),
    })),
    shipping: input.shipping
      ? input.shipping.fullRefund
        ? totalsOf(order).shipping
        : (money(input.shipping.amount) ?? null)
      : null,
    payments: (input.transactions ?? []).map(({ amount, gateway, parentId }) => ({
      amount: money(amount) ?? { shop: 0, presentment: 0 },
      gateway,
      parentId: parentId == null ? null : idIn(parentId, "OrderTransaction"),
    })),
  };
  const missing = wish.lines.find(({ restockType, locationId }) => restockType === "RETURN" && locationId === null);
  if (missing)
    return refusedRefund(userError("Location must be given to restock a returned item", ["refundLineItems"]));
  const refusal = input.allowOverRefunding ? undefined : refusalOf(order, wish);
  if (refusal !== undefined) return refusedRefund(userError(refusal, null));
  const record = refund(state, order, wish);
  return { refund: views.refund(order, record), order: views.order(order), userErrors: [] };
}

function refusedRefund(error: UserError): object {
  return { refund: null, order: null, ...refused(error) };
}

function toMoney(order: OrderRecord, text: string | null | undefined): Bag | undefined {
  const minor = text == null ? undefined : toMinor(text, order.presentmentCurrency);
  const currencies = { shop: order.currency, presentment: order.presentmentCurrency };
  return minor === undefined || minor < 0 ? undefined : toBag(minor, order.rate, currencies);
}

type ReturnInput = {
  orderId: string;
  returnLineItems: readonly {
    fulfillmentLineItemId: string;
    quantity: number;
    returnReason?: string | null;
    returnReasonNote?: string | null;
  }[];
};

function createReturn(state: ShopifyState, input: ReturnInput, { session, views }: GraphContext): object {
  const order = findOrder(state, session, idIn(input.orderId, "Order"));
  if (!order) return refused(userError("Order not found.", ["returnInput", "orderId"], "NOT_FOUND"));
  const sent = order.fulfillments.filter(({ status }) => status === "SUCCESS").flatMap(({ lines }) => lines);
  const lines: ReturnRecord["lines"] = [];
  for (const [index, wish] of input.returnLineItems.entries()) {
    const path = ["returnInput", "returnLineItems", String(index)];
    const line = sent.find(({ id }) => id === idIn(wish.fulfillmentLineItemId, "FulfillmentLineItem"));
    if (!line)
      return refused(userError("Fulfillment line item not found.", [...path, "fulfillmentLineItemId"], "NOT_FOUND"));
    if (wish.quantity < 1 || wish.quantity > line.quantity - returned(order, line.id))
      return refused(userError("Quantity is not available for return.", [...path, "quantity"], "INVALID"));
    lines.push({
      id: state.nextId(),
      fulfillmentLineId: line.id,
      quantity: wish.quantity,
      refunded: 0,
      reason: wish.returnReason ?? "UNKNOWN",
      note: wish.returnReasonNote ?? "",
    });
  }
  const record: ReturnRecord = {
    id: state.nextId(),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: "OPEN",
    lines,
    createdAt: state.now(),
    closedAt: null,
  };
  order.returns.push(record);
  touchOrder(state, order);
  return { return: views.return(order, record), userErrors: [] };
}

function returned(order: OrderRecord, fulfillmentLineId: number): number {
  return order.returns
    .filter(({ status }) => status !== "CANCELED")
    .flatMap(({ lines }) => lines)
    .filter((line) => line.fulfillmentLineId === fulfillmentLineId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}
