// Orders: cancel, close, open, mark as paid, edit what is not money.
import { cancelOrder, cancelRefusal } from "../../orders/cancel.ts";
import { findOrder } from "../../orders/find-order.ts";
import { touchOrder } from "../../orders/order-events.ts";
import { canMarkAsPaid, markAsPaid } from "../../orders/pay.ts";
import { gid, idIn, parseGid } from "../../state/gid.ts";
import type { OrderRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext } from "../context.ts";
import { refused, userError } from "./user-error.ts";

type CancelArguments = {
  orderId: string;
  reason: string;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null } | null;
  restock: boolean;
  staffNote?: string | null;
};
type IdInput = { input: { id: string } };

export function orderMutations(state: ShopifyState): object {
  return {
    orderCancel: (wish: CancelArguments, context: GraphContext) => cancel(state, wish, context),
    orderClose: ({ input }: IdInput, context: GraphContext) =>
      change(state, input.id, context, (order) => {
        order.closedAt ??= state.now();
      }),
    orderOpen: ({ input }: IdInput, context: GraphContext) =>
      change(state, input.id, context, (order) => {
        order.closedAt = null;
      }),
    orderMarkAsPaid: ({ input }: IdInput, context: GraphContext) => {
      const order = findOrder(state, context.session, idIn(input.id, "Order"));
      if (!order) return { order: null, ...refused(userError("Order does not exist", ["id"])) };
      if (!canMarkAsPaid(order))
        return { order: null, ...refused(userError("Order cannot be marked as paid.", ["id"])) };
      markAsPaid(state, order);
      return { order: context.views.order(order), userErrors: [] };
    },
    orderUpdate: ({ input }: { input: OrderInput }, context: GraphContext) =>
      change(state, input.id, context, (order) => edit(order, input)),
    tagsAdd: (wish: TagsArguments, context: GraphContext) =>
      changeTags(state, wish, context, (tags, given) => [...new Set([...tags, ...given])]),
    tagsRemove: (wish: TagsArguments, context: GraphContext) =>
      changeTags(state, wish, context, (tags, given) => tags.filter((tag) => !given.includes(tag))),
  };
}

function cancel(state: ShopifyState, wish: CancelArguments, { session }: GraphContext): object {
  const order = findOrder(state, session, idIn(wish.orderId, "Order"));
  const refusal = order ? cancelRefusal(order) : "Order does not exist";
  if (!order || refusal !== undefined) {
    const error = userError(refusal ?? "", ["orderId"], order ? "INVALID" : "NOT_FOUND");
    return { job: null, orderCancelUserErrors: [error], userErrors: [error] };
  }
  const refund = wish.refundMethod?.originalPaymentMethodsRefund ?? wish.refund ?? false;
  cancelOrder(state, order, { reason: wish.reason, refund, restock: wish.restock, note: wish.staffNote ?? null });
  // QUIRK(shopify): cancelling is a job; the answer does not hold the order.
  return { job: { id: gid("Job", state.nextId()), done: false }, orderCancelUserErrors: [], userErrors: [] };
}

function change(
  state: ShopifyState,
  id: string,
  { session, views }: GraphContext,
  apply: (order: OrderRecord) => void,
): object {
  const order = findOrder(state, session, idIn(id, "Order"));
  if (!order) return { order: null, ...refused(userError("Order does not exist", ["id"])) };
  apply(order);
  touchOrder(state, order);
  return { order: views.order(order), userErrors: [] };
}

type OrderInput = {
  id: string;
  note?: string | null;
  email?: string | null;
  phone?: string | null;
  poNumber?: string | null;
  tags?: readonly string[] | null;
  customAttributes?: readonly { key: string; value: string }[] | null;
};

function edit(order: OrderRecord, input: OrderInput): void {
  if (input.note !== undefined) order.note = input.note;
  if (input.email !== undefined) order.email = input.email;
  if (input.phone !== undefined) order.phone = input.phone;
  if (input.poNumber !== undefined) order.poNumber = input.poNumber;
  if (input.tags) order.tags = [...input.tags];
  if (input.customAttributes) order.customAttributes = [...input.customAttributes];
}

type TagsArguments = { id: string; tags: readonly string[] };

function changeTags(
  state: ShopifyState,
  { id, tags }: TagsArguments,
  { session, views }: GraphContext,
  apply: (tags: readonly string[], given: readonly string[]) => string[],
): object {
  const parsed = parseGid(id);
  const order = parsed?.type === "Order" ? findOrder(state, session, parsed.id) : undefined;
  const product = parsed?.type === "Product" ? state.products.get(parsed.id) : undefined;
  if (order) {
    order.tags = apply(order.tags, tags);
    touchOrder(state, order);
    return { node: views.order(order), userErrors: [] };
  }
  if (!product) return { node: null, ...refused(userError("Resource does not exist", ["id"])) };
  product.tags = apply(product.tags, tags);
  product.updatedAt = state.now();
  return { node: views.product(product), userErrors: [] };
}
