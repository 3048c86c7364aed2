// https://woocommerce.github.io/woocommerce-rest-api-docs/#product-attributes
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Args } from "../wordpress/arg-schema.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { singleArgs } from "../wordpress/list-args.ts";
import { pagingHeaders } from "../wordpress/paging.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { cleanName, slugOf } from "../wordpress/text.ts";
import type { AttributeRecord } from "./term-record.ts";

const template = "/products/attributes";
const writeArgs: Args = {
  name: { type: "string" },
  slug: { type: "string" },
  type: { type: "string", enum: ["select"] },
  order_by: { type: "string", enum: ["menu_order", "name", "name_num", "id"] },
  has_archives: { type: "boolean" },
};

export function attributeRoutes(state: WooState): RestRoute[] {
  const createArgs: Args = { ...writeArgs, name: { type: "string", required: true } };
  return [
    { methods: ["GET"], template, right: "list", args: singleArgs, handle: (request) => list(state, request) },
    { methods: ["POST"], template, right: "create", args: createArgs, handle: ({ params }) => create(state, params) },
    {
      methods: ["GET"],
      template: `${template}/{id}`,
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(viewOf(state, find(state, params))),
    },
    {
      methods: editMethods,
      template: `${template}/{id}`,
      right: "edit",
      args: writeArgs,
      handle: ({ params }) => ok(update(state, params)),
    },
    {
      methods: ["DELETE"],
      template: `${template}/{id}`,
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
    {
      methods: editMethods,
      template: `${template}/batch`,
      right: "batch",
      handle: ({ params }) =>
        runBatch(params, {
          create: (item) => viewOf(state, add(state, item)),
          update: (item) => update(state, item),
          remove: (id) => remove(state, { id, force: true }),
        }),
    },
  ];
}

// All attributes come at once: this list has no pages.
function list(state: WooState, { query }: RestRequest): RestReply {
  const attributes = [...state.attributes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { home } = state.settings;
  const page = { page: 1, perPage: Math.max(1, attributes.length), offset: 0 };
  const headers = pagingHeaders({
    url: `${home}/wp-json/wc/v3${template}`,
    home,
    query,
    page,
    total: attributes.length,
  });
  return { status: 200, headers, json: attributes.map((attribute) => viewOf(state, attribute)) };
}

function viewOf(state: WooState, { id, name, slug, type, orderBy, hasArchives }: AttributeRecord): JsonObject {
  const collection = `${state.settings.home}/wp-json/wc/v3${template}`;
  const _links = linksOf({ self: `${collection}/${id}`, collection });
  return { id, name, slug, type, order_by: orderBy, has_archives: hasArchives, _links };
}

function find(state: WooState, params: JsonObject): AttributeRecord {
  const attribute = state.attributes.get(phpInt(params.id));
  if (attribute) return attribute;
  throw new RestError("woocommerce_rest_taxonomy_invalid", "Resource does not exist.", 404);
}

function create(state: WooState, params: JsonObject): RestReply {
  const attribute = add(state, params);
  const location = `${state.settings.home}/wp-json/wc/v3${template}/${attribute.id}`;
  return { status: 201, headers: { Location: location }, json: viewOf(state, attribute) };
}

function add(state: WooState, params: JsonObject): AttributeRecord {
  const name = cleanName(String(params.name ?? ""));
  const short = slugOf(String(params.slug ?? name)).replace(/^pa[_-]/, "");
  const slug = `pa_${short}`;
  if ([...state.attributes.values()].some((other) => other.slug === slug)) {
    const message = `Slug "${short}" is already in use. Change it, please.`;
    throw new RestError("woocommerce_rest_cannot_create", message, 400);
  }
  const attribute: AttributeRecord = {
    id: state.nextId("attribute"),
    name,
    slug,
    type: "select",
    orderBy: String(params.order_by ?? "menu_order"),
    hasArchives: params.has_archives === true,
    terms: new Map(),
  };
  state.attributes.set(attribute.id, attribute);
  return attribute;
}

function update(state: WooState, params: JsonObject): JsonObject {
  const attribute = find(state, params);
  if (params.name !== undefined) attribute.name = cleanName(String(params.name));
  if (params.order_by !== undefined) attribute.orderBy = String(params.order_by);
  if (params.has_archives !== undefined) attribute.hasArchives = params.has_archives === true;
  return viewOf(state, attribute);
}

function remove(state: WooState, params: JsonObject): JsonObject {
  const attribute = find(state, params);
  if (params.force !== true) {
    throw new RestError("woocommerce_rest_trash_not_supported", "Resource does not support trashing.", 501);
  }
  state.attributes.delete(attribute.id);
  return viewOf(state, attribute);
}
