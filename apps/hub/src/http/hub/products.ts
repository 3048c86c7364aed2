// The catalogue: products and their variants, looked at, made, changed and removed.
import { idParamsSchema } from "@logix/api/hub/ids";
import { pageQuerySchema } from "@logix/api/hub/page";
import {
  newProductRequestSchema,
  newVariantRequestSchema,
  productChangeRequestSchema,
  productDetailSchema,
  productHistorySchema,
  productListSchema,
  productQuerySchema,
} from "@logix/api/hub/products";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { ProductEdits } from "../../services/catalogue/product-edits.ts";
import { toProductChange, toProductUnit } from "../../services/catalogue/product-request.ts";
import type { Products } from "../../services/catalogue/products.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toFilter } from "./products-filter.ts";
import { toHistory, toListedProduct, toProductDetail } from "./products-replies.ts";

export type ProductServices = { readonly products: Products; readonly productEdits: ProductEdits };

const tags = ["Products"];
const read = { access: "products:read" } as const;
const write = { access: "products:write" } as const;
const params = idParamsSchema;

const listProducts = {
  tags,
  operationId: "listProducts",
  summary: "Products, newest first",
  description: "Variants are listed with their product; only `sku` finds them by themselves.",
  querystring: productQuerySchema,
  response: { 200: productListSchema, ...problemReplies },
};

const createProduct = {
  tags,
  operationId: "createProduct",
  summary: "Make a product",
  description:
    "With its variants, all or none. A variant inherits what it does not have; a `sale_price` only together with the price. " +
    "Prices are decimal texts; numbers are taken too and never calculated with.",
  body: newProductRequestSchema,
  response: { 201: productDetailSchema, ...problemReplies },
};

const readProduct = {
  tags,
  operationId: "readProduct",
  summary: "One product with its variants and where it is listed",
  params,
  response: { 200: productDetailSchema, ...problemReplies },
};

const changeProduct = {
  tags,
  operationId: "changeProduct",
  summary: "Change a product or a variant",
  description:
    "What is left out stays as it is, null clears. Prices, attributes and options change by name, lists as a whole.",
  params,
  body: productChangeRequestSchema,
  response: { 200: productDetailSchema, ...problemReplies },
};

const removeProduct = {
  tags,
  operationId: "removeProduct",
  summary: "Remove a product with its variants, or one variant",
  description: "Its SKU is free again. Its history stays, and stores keep what they have.",
  params,
  response: { 204: z.null(), ...problemReplies },
};

const addVariant = {
  tags,
  operationId: "addVariant",
  summary: "Add a variant to a product",
  description: "Variants are changed and removed like products, by their own ids.",
  params,
  body: newVariantRequestSchema,
  response: { 201: productDetailSchema, ...problemReplies },
};

const readHistory = {
  tags,
  operationId: "readProductHistory",
  summary: "Every change of a product and its variants, newest first",
  params,
  querystring: pageQuerySchema.strict(),
  response: { 200: productHistorySchema, ...problemReplies },
};

export function productRoutes(server: HubServer, { products, productEdits }: ProductServices): void {
  server.get("/products", { config: read, schema: listProducts }, async (request) => {
    const { limit, cursor, ...filters } = request.query;
    const { items, nextCursor } = await products.list(principalOf(request), {
      limit,
      cursor,
      filter: toFilter(filters),
    });
    return { products: items.map(toListedProduct), next_cursor: nextCursor };
  });
  server.post("/products", { config: write, schema: createProduct }, async (request, reply) => {
    const principal = principalOf(request);
    const id = await productEdits.create(principal, toProductUnit({ ...request.body, parent_sku: null }));
    return reply.status(201).send(toProductDetail(await products.get(principal, id)));
  });
  server.get("/products/:id", { config: read, schema: readProduct }, async (request) =>
    toProductDetail(await products.get(principalOf(request), request.params.id)),
  );
  server.patch("/products/:id", { config: write, schema: changeProduct }, async (request) => {
    const principal = principalOf(request);
    const { sku, version, ...content } = request.body;
    await productEdits.change(principal, request.params.id, { sku, version, change: toProductChange(content) });
    return toProductDetail(await products.get(principal, request.params.id));
  });
  server.delete("/products/:id", { config: write, schema: removeProduct }, async (request, reply) => {
    await productEdits.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  server.post("/products/:id/variants", { config: write, schema: addVariant }, async (request, reply) => {
    const principal = principalOf(request);
    const { sku, ...content } = request.body;
    const variant = { sku, change: toProductChange(content) };
    const id = await productEdits.addVariant(principal, request.params.id, variant);
    return reply.status(201).send(toProductDetail(await products.get(principal, id)));
  });
  server.get("/products/:id/history", { config: read, schema: readHistory }, async (request) => {
    const { items, nextCursor } = await products.history(principalOf(request), request.params.id, request.query);
    return { history: items.map(toHistory), next_cursor: nextCursor };
  });
}
