// Categories, tags, brands and shipping classes: one shape, four addresses.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#product-categories
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { type Args, toList } from "../wordpress/arg-schema.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { pagedArgs, selectingArgs, singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { byIds, sortBy } from "../wordpress/selection.ts";
import type { TermRecord } from "./term-record.ts";
import { addTerm, changeTerm } from "./write-term.ts";

// Where the terms of a request live: fixed for a taxonomy, per attribute for its terms.
export type TermPlace = {
  template: string;
  terms: (params: JsonObject) => Map<number, TermRecord>;
  path: (params: JsonObject) => string;
  view: (term: TermRecord) => JsonObject;
  hierarchical: boolean;
};

const listArgs: Args = {
  ...pagedArgs,
  ...selectingArgs,
  orderby: { type: "string", enum: ["id", "include", "name", "slug", "term_group", "description", "count"] },
  hide_empty: { type: "boolean" },
  parent: { type: "integer" },
  product: { type: "integer" },
  slug: { type: "string" },
};
const writeArgs: Args = {
  name: { type: "string" },
  slug: { type: "string" },
  parent: { type: "integer" },
  description: { type: "string" },
  display: { type: "string", enum: ["default", "products", "subcategories", "both"] },
  image: { type: "object" },
  menu_order: { type: "integer" },
};

export function termRoutes(state: WooState, place: TermPlace): RestRoute[] {
  const { template } = place;
  const createArgs: Args = { ...writeArgs, name: { type: "string", required: true } };
  return [
    { methods: ["GET"], template, right: "list", args: listArgs, handle: (request) => list(state, place, request) },
    {
      methods: ["POST"],
      template,
      right: "create",
      args: createArgs,
      handle: ({ params }) => create(state, place, params),
    },
    {
      methods: ["GET"],
      template: `${template}/{id}`,
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(viewOf(state, place, params, find(place, params))),
    },
    {
      methods: editMethods,
      template: `${template}/{id}`,
      right: "edit",
      args: writeArgs,
      handle: ({ params }) => ok(update(state, place, params)),
    },
    {
      methods: ["DELETE"],
      template: `${template}/{id}`,
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, place, params)),
    },
    {
      methods: editMethods,
      template: `${template}/batch`,
      right: "batch",
      handle: ({ params }) => batch(state, place, params),
    },
  ];
}

function list(state: WooState, place: TermPlace, { params, query }: RestRequest): RestReply {
  const page = pageOf(params);
  const { home } = state.settings;
  const search = String(params.search ?? "").toLowerCase();
  const slugs = params.slug === undefined ? [] : toList(params.slug ?? "").map(String);
  const found = [...place.terms(params).values()]
    .filter(byIds(params))
    .filter((term) => term.name.toLowerCase().includes(search))
    .filter((term) => slugs.length === 0 || slugs.includes(term.slug))
    .filter((term) => params.parent === undefined || term.parent === params.parent);
  const key = params.orderby === "id" ? ({ id }: TermRecord) => id : ({ name }: TermRecord) => name.toLowerCase();
  const shown = sortBy(found, key, params.order === "desc").slice(page.offset, page.offset + page.perPage);
  const url = `${home}/wp-json/wc/v3${place.path(params)}`;
  const headers = pagingHeaders({ url, home, query, page, total: found.length });
  return { status: 200, headers, json: shown.map((term) => viewOf(state, place, params, term)) };
}

function viewOf(state: WooState, place: TermPlace, params: JsonObject, term: TermRecord): JsonObject {
  const collection = `${state.settings.home}/wp-json/wc/v3${place.path(params)}`;
  const up = place.hierarchical && term.parent > 0 ? `${collection}/${term.parent}` : undefined;
  return { ...place.view(term), _links: linksOf({ self: `${collection}/${term.id}`, collection, up }) };
}

function find(place: TermPlace, params: JsonObject): TermRecord {
  const term = place.terms(params).get(phpInt(params.id));
  if (term) return term;
  throw new RestError("woocommerce_rest_term_invalid", "Resource does not exist.", 404);
}

function create(state: WooState, place: TermPlace, params: JsonObject): RestReply {
  const term = addTerm(state, place.terms(params), params);
  const location = `${state.settings.home}/wp-json/wc/v3${place.path(params)}/${term.id}`;
  return { status: 201, headers: { Location: location }, json: viewOf(state, place, params, term) };
}

// A renamed category shows in its products, but their date_modified stays.
function update(state: WooState, place: TermPlace, params: JsonObject): JsonObject {
  const term = find(place, params);
  changeTerm(place.terms(params), term, params);
  state.products.forgetWritten();
  return viewOf(state, place, params, term);
}

function remove(state: WooState, place: TermPlace, params: JsonObject): JsonObject {
  const term = find(place, params);
  if (params.force !== true) {
    throw new RestError("woocommerce_rest_trash_not_supported", "Resource does not support trashing.", 501);
  }
  const before = viewOf(state, place, params, term);
  place.terms(params).delete(term.id);
  state.products.forgetWritten();
  return before;
}

function batch(state: WooState, place: TermPlace, params: JsonObject): Promise<RestReply> {
  const path = { attribute_id: params.attribute_id ?? 0 };
  return runBatch(params, {
    create: (item) => viewOf(state, place, path, addTerm(state, place.terms(path), item)),
    update: (item) => update(state, place, { ...item, ...path }),
    remove: (id) => remove(state, place, { id, force: true, ...path }),
  });
}
