// https://woocommerce.github.io/woocommerce-rest-api-docs/#order-notes
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { singleArgs } from "../wordpress/list-args.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { cannotTrash, RestError } from "../wordpress/rest-error.ts";
import { ok, type RestReply, type RestRoute } from "../wordpress/rest-route.ts";
import type { NoteRecord, OrderRecord } from "./order-record.ts";
import { addNote } from "./order-status.ts";

const listArgs = { ...singleArgs, type: { type: "string", enum: ["any", "customer", "internal"] } } as const;
const writeArgs = { note: { type: "string", required: true }, customer_note: { type: "boolean" } } as const;

export function noteRoutes(state: WooState): RestRoute[] {
  return [
    {
      methods: ["GET"],
      template: "/orders/{order_id}/notes",
      right: "list",
      args: listArgs,
      handle: ({ params }) => ok(list(state, params)),
    },
    {
      methods: ["POST"],
      template: "/orders/{order_id}/notes",
      right: "create",
      args: writeArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: "/orders/{order_id}/notes/{id}",
      right: "view",
      handle: ({ params }) => ok(viewOf(state, params)),
    },
    {
      methods: ["DELETE"],
      template: "/orders/{order_id}/notes/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
  ];
}

function orderOf(state: WooState, params: JsonObject): OrderRecord {
  const order = state.orders.open(Number(params.order_id));
  if (order) return order;
  throw new RestError("woocommerce_rest_order_invalid_id", "Invalid order ID.", 404);
}

function list(state: WooState, params: JsonObject): JsonObject[] {
  const order = orderOf(state, params);
  const type = params.type ?? "any";
  return order.notes
    .filter((note) => type === "any" || note.customerNote === (type === "customer"))
    .map((note) => noteView(state, order.id, note));
}

// A note leaves date_modified alone and tells no webhook.
function create(state: WooState, params: JsonObject): RestReply {
  const order = orderOf(state, params);
  const id = addNote(state, order, String(params.note), params.customer_note === true);
  const headers = { Location: `${state.settings.home}/wp-json/wc/v3/orders/${order.id}/notes/${id}` };
  return { status: 201, headers, json: viewOf(state, { ...params, id }) };
}

function find(order: OrderRecord, id: number): NoteRecord {
  const note = order.notes.find((candidate) => candidate.id === id);
  if (note) return note;
  throw new RestError("woocommerce_rest_invalid_id", "Invalid resource ID.", 404);
}

function viewOf(state: WooState, params: JsonObject): JsonObject {
  const order = orderOf(state, params);
  return noteView(state, order.id, find(order, Number(params.id)));
}

function remove(state: WooState, params: JsonObject): JsonObject {
  const order = orderOf(state, params);
  const note = find(order, Number(params.id));
  if (params.force !== true) throw cannotTrash("Webhooks do");
  order.notes = order.notes.filter((other) => other !== note);
  return noteView(state, order.id, note);
}

function noteView(state: WooState, orderId: number, note: NoteRecord): JsonObject {
  const up = `${state.settings.home}/wp-json/wc/v3/orders/${orderId}`;
  const collection = `${up}/notes`;
  return {
    id: note.id,
    author: note.author,
    date_created: localText(note.createdAt, state.settings.offsetMinutes),
    date_created_gmt: gmtText(note.createdAt),
    note: note.note,
    customer_note: note.customerNote,
    _links: linksOf({ self: `${collection}/${note.id}`, collection, up, allow: ["GET", "DELETE"] }),
  };
}
