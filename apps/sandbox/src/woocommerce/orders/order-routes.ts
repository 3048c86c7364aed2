// https://woocommerce.github.io/woocommerce-rest-api-docs/#orders
import type { WooState } from "../state/woo-state.ts";
import { runBatch } from "../wordpress/batch.ts";
import { type JsonObject, jsonList, phpJson } from "../wordpress/json.ts";
import { singleArgs } from "../wordpress/list-args.ts";
import { pagingHeaders } from "../wordpress/paging.ts";
import { fieldFilter } from "../wordpress/reply-fields.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { listOrders } from "./list-orders.ts";
import { orderListArgs, orderWriteArgs } from "./order-args.ts";
import type { OrderRecord } from "./order-record.ts";
import type { OrderSlot } from "./order-table.ts";
import { orderText, orderView } from "./order-text.ts";
import { eraseOrder, trashOrder } from "./trash-order.ts";
import { createOrder, updateOrder } from "./write-order.ts";

export function orderRoutes(state: WooState): RestRoute[] {
  const listArgs = () => orderListArgs(state);
  const writeArgs = () => orderWriteArgs(state);
  return [
    { methods: ["GET"], template: "/orders", right: "list", args: listArgs, handle: (request) => list(state, request) },
    {
      methods: ["POST"],
      template: "/orders",
      right: "create",
      args: writeArgs,
      handle: ({ params }) => create(state, params),
    },
    { methods: ["GET"], template: "/orders/statuses", right: "list", handle: () => ok(statuses(state)) },
    {
      methods: ["GET"],
      template: "/orders/{id}",
      right: "view",
      args: { ...singleArgs, dp: { type: "integer" } },
      handle: ({ params }) => ok(single(state, findOrder(state, params.id), params)),
    },
    {
      methods: editMethods,
      template: "/orders/{id}",
      right: "edit",
      args: writeArgs,
      handle: ({ params }) => ok(single(state, updateOrder(state, params), params)),
    },
    {
      methods: ["DELETE"],
      template: "/orders/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, findOrder(state, params.id), params.force === true)),
    },
    { methods: editMethods, template: "/orders/batch", right: "batch", handle: ({ params }) => batch(state, params) },
  ];
}

function list(state: WooState, { params, query }: RestRequest): RestReply {
  const { slots, following, total, page } = listOrders(state, params);
  const { home } = state.settings;
  const statuses = params.status ?? ["any"];
  // WordPress' own defaults end up in the links as well; dp and context only once an order was prepared.
  const prepared =
    slots.length > 0 ? { dp: params.dp ?? state.settings.priceDecimals, context: params.context ?? "view" } : {};
  const shown = { ...query, status: statuses, ...prepared };
  const headers = pagingHeaders({ url: `${home}/wp-json/wc/v3/orders`, home, query: shown, page, total });
  const isPlain = params._fields === undefined && params.dp === undefined;
  if (!isPlain) return { status: 200, headers, bytes: viewBytes(state, slots, params) };
  const write = (record: OrderRecord) => orderText(state, record);
  const bytesOf = (slot: OrderSlot) => state.orders.bytesOf(slot, write);
  // The next page is written while the reader is busy with this one.
  if (page.perPage > 10) setImmediate(() => following.forEach(bytesOf));
  return { status: 200, headers, bytes: jsonList(slots.map(bytesOf)) };
}

function viewBytes(state: WooState, slots: OrderSlot[], params: JsonObject): Buffer {
  const filter = fieldFilter(params._fields);
  const views = slots.map((slot) => single(state, state.orders.peek(slot), params));
  return jsonList(views.map((view) => Buffer.from(phpJson(filter ? filter(view) : view), "latin1")));
}

function create(state: WooState, params: JsonObject): RestReply {
  const order = createOrder(state, params);
  const headers = { Location: `${state.settings.home}/wp-json/wc/v3/orders/${order.id}` };
  return { status: 201, headers, json: single(state, order, params) };
}

function single(state: WooState, order: OrderRecord, params: JsonObject): JsonObject {
  return orderView(state, order, params.dp === undefined ? state.settings.priceDecimals : Number(params.dp));
}

function findOrder(state: WooState, id: unknown): OrderRecord {
  const slot = state.orders.slot(Number(id));
  if (slot) return state.orders.peek(slot);
  throw new RestError("woocommerce_rest_shop_order_invalid_id", "Invalid ID.", 404);
}

// QUIRK(woocommerce): the answer to a deletion shows the order as it was before, status included.
function remove(state: WooState, order: OrderRecord, force: boolean): JsonObject {
  const before = orderView(state, order);
  if (force) eraseOrder(state, order);
  else trashOrder(state, order);
  return before;
}

function batch(state: WooState, params: JsonObject): Promise<RestReply> {
  return runBatch(params, {
    create: (item) => orderView(state, createOrder(state, item)),
    update: (item) => orderView(state, updateOrder(state, item)),
    // QUIRK(woocommerce): batch deletion skips the trash.
    remove: (id) => remove(state, findOrder(state, id), true),
  });
}

function statuses(state: WooState): JsonObject[] {
  return [...state.statuses].map(([slug, name]) => ({ slug, name }));
}
