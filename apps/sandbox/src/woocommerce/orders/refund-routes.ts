// https://woocommerce.github.io/woocommerce-rest-api-docs/#order-refunds
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { datedArgs, selectingArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { byDates, byIds, sortBy } from "../wordpress/selection.ts";
import { metaArg } from "./order-args.ts";
import type { OrderRecord, RefundRecord } from "./order-record.ts";
import { createRefund } from "./refund.ts";
import { refundView } from "./refund-view.ts";

const refundArgs = {
  amount: { type: "string" },
  reason: { type: "string" },
  refunded_by: { type: "integer" },
  meta_data: metaArg,
  line_items: { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } },
  api_refund: { type: "boolean" },
  api_restock: { type: "boolean" },
} as const;

export function refundRoutes(state: WooState): RestRoute[] {
  const listArgs = { ...datedArgs, ...selectingArgs, dp: { type: "integer" } } as const;
  return [
    {
      methods: ["GET"],
      template: "/refunds",
      right: "list",
      args: listArgs,
      handle: (request) => listAll(state, request),
    },
    {
      methods: ["GET"],
      template: "/orders/{order_id}/refunds",
      right: "list",
      args: listArgs,
      handle: (request) => listOfOrder(state, request),
    },
    {
      methods: ["POST"],
      template: "/orders/{order_id}/refunds",
      right: "create",
      args: refundArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: "/orders/{order_id}/refunds/{id}",
      right: "view",
      handle: ({ params }) => ok(viewOf(state, params)),
    },
    {
      methods: ["DELETE"],
      template: "/orders/{order_id}/refunds/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
  ];
}

type Booked = { id: number; createdAt: number; modifiedAt: number; orderId: number; refund: RefundRecord };

function listAll(state: WooState, request: RestRequest): RestReply {
  const hasRefund = (status: string) => status === "refunded" || status === "completed" || status === "processing";
  const records = state.orders
    .all()
    .filter((slot) => slot.record !== undefined || hasRefund(slot.status))
    .map((slot) => state.orders.peek(slot));
  return listOf(state, request, records.flatMap(bookedIn), "/refunds", true);
}

// QUIRK(woocommerce): the refunds of an unknown order are an empty list, not an error.
function listOfOrder(state: WooState, request: RestRequest): RestReply {
  const orderId = Number(request.params.order_id);
  const slot = state.orders.slot(orderId);
  const booked = slot ? bookedIn(state.orders.peek(slot)) : [];
  return listOf(state, request, booked, `/orders/${orderId}/refunds`, false);
}

function bookedIn(order: OrderRecord): Booked[] {
  return order.refunds.map((refund) => {
    const { id, createdAt } = refund;
    return { id, createdAt, modifiedAt: createdAt, orderId: order.id, refund };
  });
}

function listOf(
  state: WooState,
  { params, query }: RestRequest,
  booked: Booked[],
  path: string,
  withParent: boolean,
): RestReply {
  const page = pageOf(params);
  const { home, offsetMinutes } = state.settings;
  const wanted = booked.filter(byIds(params)).filter(byDates(params, offsetMinutes, "orders"));
  const sorted = sortBy(wanted, ({ createdAt }) => createdAt, params.order !== "asc");
  const shown = sorted.slice(page.offset, page.offset + page.perPage);
  const extended = shown.length > 0 ? { ...query, dp: params.dp ?? state.settings.priceDecimals } : query;
  const headers = pagingHeaders({
    url: `${home}/wp-json/wc/v3${path}`,
    home,
    query: extended,
    page,
    total: sorted.length,
  });
  return {
    status: 200,
    headers,
    json: shown.map(({ orderId, refund }) => refundView(state, orderId, refund, withParent)),
  };
}

function create(state: WooState, params: JsonObject): RestReply {
  const order = state.orders.open(Number(params.order_id));
  if (!order) throw new RestError("woocommerce_rest_invalid_order_id", "Invalid order ID.", 404);
  const view = refundView(state, order.id, createRefund(state, order, params));
  const headers = { Location: `${state.settings.home}/wp-json/wc/v3/orders/${order.id}/refunds/${String(view.id)}` };
  return { status: 201, headers, json: view };
}

function find(state: WooState, params: JsonObject): { order: OrderRecord; refund: RefundRecord } {
  const order = state.orders.open(Number(params.order_id));
  const refund = order?.refunds.find(({ id }) => id === Number(params.id));
  if (order && refund) return { order, refund };
  throw new RestError("woocommerce_rest_shop_order_refund_invalid_id", "Invalid ID.", 404);
}

function viewOf(state: WooState, params: JsonObject): JsonObject {
  const { order, refund } = find(state, params);
  return refundView(state, order.id, refund);
}

// A deleted refund leaves the order's date_modified alone and tells no webhook.
function remove(state: WooState, params: JsonObject): JsonObject {
  const { order, refund } = find(state, params);
  if (params.force !== true) {
    throw new RestError(
      "woocommerce_rest_trash_not_supported",
      "The shop_order_refund does not support trashing.",
      501,
    );
  }
  const view = refundView(state, order.id, refund);
  order.refunds = order.refunds.filter((other) => other !== refund);
  state.orders.save(order);
  return view;
}
