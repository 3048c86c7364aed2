// Returns, as the shop's staff opens and closes them.
import { findOrder, findReturn } from "../../orders/find-order.ts";
import { moveReturn, openReturn, type ReturnedLine, returnableOf } from "../../orders/returns.ts";
import { idIn } from "../../state/gid.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { refused, userError } from "./user-error.ts";

type ReturnInput = {
  orderId: string;
  returnLineItems: readonly {
    fulfillmentLineItemId: string;
    quantity: number;
    returnReason?: string | null;
    returnReasonNote?: string | null;
  }[];
};

export function returnMutations(state: ShopifyState): object {
  return {
    returnCreate: ({ returnInput }: { returnInput: ReturnInput }, context: GraphContext) =>
      createReturn(state, returnInput, context),
    returnClose: ({ id }: { id: string }, { session, views }: GraphContext) => {
      const found = findReturn(state, session, idIn(id, "Return"));
      if (!found) return refused(userError("Return not found.", ["id"], "NOT_FOUND"));
      const refusal = moveReturn(state, found, "close");
      if (refusal !== undefined) return refused(userError(refusal, ["id"], "INVALID_STATE"));
      return { return: views.return(found.order, found.part), userErrors: [] };
    },
  };
}

function createReturn(state: ShopifyState, input: ReturnInput, { session, views }: GraphContext): object {
  const order = findOrder(state, session, idIn(input.orderId, "Order"));
  if (!order) return refused(userError("Order not found.", ["returnInput", "orderId"], "NOT_FOUND"));
  const sent = order.fulfillments.filter(({ status }) => status === "SUCCESS").flatMap(({ lines }) => lines);
  const lines: ReturnedLine[] = [];
  for (const [index, wish] of input.returnLineItems.entries()) {
    const path = ["returnInput", "returnLineItems", String(index)];
    const line = sent.find(({ id }) => id === idIn(wish.fulfillmentLineItemId, "FulfillmentLineItem"));
    if (!line)
      return refused(userError("Fulfillment line item not found.", [...path, "fulfillmentLineItemId"], "NOT_FOUND"));
    if (wish.quantity < 1 || wish.quantity > returnableOf(order, line))
      return refused(userError("Quantity is not available for return.", [...path, "quantity"], "INVALID"));
    lines.push({
      fulfillmentLineId: line.id,
      quantity: wish.quantity,
      reason: wish.returnReason ?? "UNKNOWN",
      note: wish.returnReasonNote ?? "",
      customerNote: null,
    });
  }
  const record = openReturn(state, order, { lines, isRequested: false });
  return { return: views.return(order, record), userErrors: [] };
}
