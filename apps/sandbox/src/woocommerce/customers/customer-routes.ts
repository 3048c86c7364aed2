// https://woocommerce.github.io/woocommerce-rest-api-docs/#customers

import { metaArg } from "../orders/order-args.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Args } from "../wordpress/arg-schema.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { pagedArgs, selectingArgs, singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { byIds, idList, inIncludeOrder, sortBy } from "../wordpress/selection.ts";
import type { CustomerRecord } from "./customer-record.ts";
import { customerView } from "./customer-view.ts";
import { createCustomer, eraseCustomer, findCustomer, updateCustomer } from "./write-customer.ts";

const listArgs: Args = {
  ...pagedArgs,
  ...selectingArgs,
  orderby: { type: "string", enum: ["id", "include", "name", "registered_date"] },
  email: { type: "string" },
  role: { type: "string" },
};
const writeArgs: Args = {
  email: { type: "string" },
  first_name: { type: "string" },
  last_name: { type: "string" },
  username: { type: "string" },
  password: { type: "string" },
  billing: { type: "object" },
  shipping: { type: "object" },
  meta_data: metaArg,
};

export function customerRoutes(state: WooState): RestRoute[] {
  const createArgs: Args = { ...writeArgs, email: { type: "string", required: true } };
  return [
    {
      methods: ["GET"],
      template: "/customers",
      right: "list",
      args: listArgs,
      handle: (request) => list(state, request),
    },
    {
      methods: ["POST"],
      template: "/customers",
      right: "create",
      args: createArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: "/customers/{id}",
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(customerView(state, findCustomer(state, params.id))),
    },
    {
      methods: editMethods,
      template: "/customers/{id}",
      right: "edit",
      args: writeArgs,
      handle: ({ params }) => ok(customerView(state, updateCustomer(state, params))),
    },
    {
      methods: ["DELETE"],
      template: "/customers/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false }, reassign: { type: "integer" } },
      handle: ({ params }) => ok(remove(state, params)),
    },
    { methods: ["GET"], template: "/customers/{id}/downloads", right: "list", handle: () => ok([]) },
    {
      methods: editMethods,
      template: "/customers/batch",
      right: "batch",
      handle: ({ params }) => batch(state, params),
    },
  ];
}

// QUIRK(woocommerce): there is no filter by date; modified_after is ignored without a word.
function list(state: WooState, { params, query }: RestRequest): RestReply {
  const page = pageOf(params);
  const { home } = state.settings;
  const email = String(params.email ?? "").toLowerCase();
  const search = String(params.search ?? "").toLowerCase();
  const role = String(params.role ?? "customer");
  const found = [...state.customers.values()]
    .filter(byIds(params))
    .filter((customer) => role === "all" || customer.role === role)
    .filter((customer) => email === "" || customer.email.toLowerCase() === email)
    // Searches login, e-mail and web site, but not the name.
    .filter((customer) => `${customer.username} ${customer.email}`.toLowerCase().includes(search));
  const shown = sorted(found, params).slice(page.offset, page.offset + page.perPage);
  const headers = pagingHeaders({ url: `${home}/wp-json/wc/v3/customers`, home, query, page, total: found.length });
  return { status: 200, headers, json: shown.map((customer) => customerView(state, customer)) };
}

function sorted(customers: CustomerRecord[], params: JsonObject): CustomerRecord[] {
  const descending = params.order === "desc";
  if (params.orderby === "include") return inIncludeOrder(customers, idList(params.include));
  if (params.orderby === "id") return sortBy(customers, ({ id }) => id, descending);
  if (params.orderby === "registered_date") return sortBy(customers, ({ createdAt }) => createdAt, descending);
  return sortBy(customers, ({ username }) => username.toLowerCase(), descending);
}

function create(state: WooState, params: JsonObject): RestReply {
  const customer = createCustomer(state, params);
  const location = `${state.settings.home}/wp-json/wc/v3/customers/${customer.id}`;
  return { status: 201, headers: { Location: location }, json: customerView(state, customer) };
}

function remove(state: WooState, params: JsonObject): JsonObject {
  const customer = findCustomer(state, params.id);
  if (params.force !== true) {
    throw new RestError("woocommerce_rest_trash_not_supported", "Customers do not support trashing.", 501);
  }
  const before = customerView(state, customer);
  eraseCustomer(state, customer);
  return before;
}

function batch(state: WooState, params: JsonObject): Promise<RestReply> {
  return runBatch(params, {
    create: (item) => customerView(state, createCustomer(state, item)),
    update: (item) => customerView(state, updateCustomer(state, item)),
    remove: (id) => remove(state, { id, force: true }),
  });
}
