// Refunds.
import { findOrder } from "../../orders/find-order.ts";
import { totalsOf } from "../../orders/order-totals.ts";
import { refund, refusalOf } from "../../orders/refund.ts";
import { idIn } from "../../state/gid.ts";
import { type Bag, toBag, toMinor } from "../../state/money.ts";
import type { OrderRecord, RestockType } from "../../state/records.ts";
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
