// https://woocommerce.github.io/woocommerce-rest-api-docs/#products
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { runBatch } from "../wordpress/batch.ts";
import { type JsonObject, jsonList, phpJson } from "../wordpress/json.ts";
import { singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { listProducts } from "./list-products.ts";
import { productListArgs, productWriteArgs } from "./product-args.ts";
import type { AnyProduct, ProductRecord } from "./product-record.ts";
import { productView } from "./product-view.ts";
import { withDeltaRead } from "./think-time.ts";
import { createProduct, eraseProduct, trashProduct, updateProduct } from "./write-product.ts";

export function productRoutes(state: WooState): RestRoute[] {
  return [
    {
      methods: ["GET"],
      template: "/products",
      right: "list",
      args: productListArgs,
      handle: (request) => list(state, request),
    },
    {
      methods: ["POST"],
      template: "/products",
      right: "create",
      args: productWriteArgs,
      handle: ({ params }) => create(state, params),
    },
    {
      methods: ["GET"],
      template: "/products/{id}",
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(productView(state, findProduct(state, params.id), contextOf(params))),
    },
    {
      methods: editMethods,
      template: "/products/{id}",
      right: "edit",
      args: productWriteArgs,
      handle: async ({ params }) => {
        const product = await updateProduct(state, await withDeltaRead(state, params));
        return ok(productView(state, product, { written: true }));
      },
    },
    {
      methods: ["DELETE"],
      template: "/products/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params.id, params.force === true)),
    },
    { methods: editMethods, template: "/products/batch", right: "batch", handle: ({ params }) => batch(state, params) },
  ];
}

function list(state: WooState, { params, query }: RestRequest): RestReply {
  const page = pageOf(params);
  const { home } = state.settings;
  const found = listProducts(state, params);
  const shown = found.slice(page.offset, page.offset + page.perPage);
  const headers = pagingHeaders({ url: `${home}/wp-json/wc/v3/products`, home, query, page, total: found.length });
  const context = contextOf(params);
  if (params._fields !== undefined || context.written)
    return { status: 200, headers, json: shown.map((product) => productView(state, product, context)) };
  return { status: 200, headers, bytes: jsonList(shown.map((product) => bytesOf(state, product))) };
}

function contextOf({ context }: JsonObject): { written: boolean } {
  return { written: context === "edit" };
}

function bytesOf(state: WooState, product: AnyProduct): Buffer {
  const write = () => phpJson(productView(state, product));
  return product.kind === "product" ? state.products.bytesOf(product, write) : Buffer.from(write(), "latin1");
}

async function create(state: WooState, params: JsonObject): Promise<RestReply> {
  const product = await createProduct(state, params);
  const headers = { Location: `${state.settings.home}/wp-json/wc/v3/products/${product.id}` };
  return { status: 201, headers, json: productView(state, product, { written: true }) };
}

function findProduct(state: WooState, id: unknown): AnyProduct {
  const product = state.products.get(phpInt(id));
  if (product) return product;
  throw new RestError("woocommerce_rest_product_invalid_id", "Invalid ID.", 404);
}

function remove(state: WooState, id: unknown, force: boolean): JsonObject {
  const product = findProduct(state, id);
  if (product.kind === "variation") {
    throw new RestError(
      "woocommerce_rest_invalid_product_id",
      "To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.",
      404,
    );
  }
  return removeProduct(state, product, force);
}

// The answer shows the product as it was before.
function removeProduct(state: WooState, product: ProductRecord, force: boolean): JsonObject {
  const before = productView(state, product, { written: true });
  if (force) eraseProduct(state, product);
  else trashProduct(state, product);
  return before;
}

function batch(state: WooState, params: JsonObject): Promise<RestReply> {
  return runBatch(params, {
    create: async (item) => productView(state, await createProduct(state, item), { written: true }),
    update: async (item) => productView(state, await updateProduct(state, item), { written: true }),
    remove: (id) => remove(state, id, true),
  });
}
