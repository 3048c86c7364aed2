// https://woocommerce.github.io/woocommerce-rest-api-docs/#product-variations
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { listVariations } from "./list-products.ts";
import { variationListArgs, variationWriteArgs } from "./product-args.ts";
import { withDeltaRead } from "./think-time.ts";
import { variationView } from "./variation-view.ts";
import { createVariation, findVariation, parentOf, updateVariation } from "./write-variation.ts";

const base = "/products/{product_id}/variations";

export function variationRoutes(state: WooState): RestRoute[] {
  return [
    {
      methods: ["GET"],
      template: base,
      right: "list",
      args: variationListArgs,
      handle: (request) => list(state, request),
    },
    {
      methods: ["POST"],
      template: base,
      right: "create",
      args: variationWriteArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: `${base}/{id}`,
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(variationView(state, findVariation(state, params), params.context === "edit")),
    },
    {
      methods: editMethods,
      template: `${base}/{id}`,
      right: "edit",
      args: variationWriteArgs,
      handle: async ({ params }) =>
        ok(variationView(state, await updateVariation(state, await withDeltaRead(state, params)), true)),
    },
    {
      methods: ["DELETE"],
      template: `${base}/{id}`,
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
    { methods: editMethods, template: `${base}/batch`, right: "batch", handle: ({ params }) => batch(state, params) },
  ];
}

function list(state: WooState, { params, query }: RestRequest): RestReply {
  const parent = parentOf(state, params);
  const page = pageOf(params);
  const { home } = state.settings;
  const found = listVariations(state, parent.id, params);
  const shown = found.slice(page.offset, page.offset + page.perPage);
  const isEdit = params.context === "edit";
  const url = `${home}/wp-json/wc/v3/products/${parent.id}/variations`;
  const headers = pagingHeaders({ url, home, query, page, total: found.length });
  return { status: 200, headers, json: shown.map((variation) => variationView(state, variation, isEdit)) };
}

async function create(state: WooState, params: JsonObject): Promise<RestReply> {
  const variation = await createVariation(state, params);
  const location = `${state.settings.home}/wp-json/wc/v3/products/${variation.parentId}/variations/${variation.id}`;
  return { status: 201, headers: { Location: location }, json: variationView(state, variation, true) };
}

// Gone at once, with or without force, and nobody is told.
function remove(state: WooState, params: JsonObject): JsonObject {
  const variation = findVariation(state, params);
  const before = variationView(state, variation, true);
  state.products.remove(variation.id);
  state.orders.forgetWritten();
  return before;
}

function batch(state: WooState, params: JsonObject): Promise<RestReply> {
  const product_id = phpInt(params.product_id);
  return runBatch(params, {
    create: async (item) => variationView(state, await createVariation(state, { ...item, product_id }), true),
    update: async (item) => variationView(state, await updateVariation(state, { ...item, product_id }), true),
    remove: (id) => remove(state, { id, product_id }),
  });
}
