// The catalogue in bulk: taken from JSON or CSV in the background, watched, and given out as a file.
import { Readable } from "node:stream";
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  type BulkError,
  type BulkRun,
  bulkDetailSchema,
  bulkQuerySchema,
  bulkRowListSchema,
  bulkStartedSchema,
} from "@logix/api/hub/product-bulk";
import { productExportQuerySchema } from "@logix/api/hub/products";
import { problemReplies } from "@logix/api/problem";
import { HubError } from "@logix/model";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { BulkResult, BulkRunRow } from "../../database/catalogue/product-bulk.ts";
import type { ProductBulk } from "../../services/catalogue/bulk.ts";
import type { ProductExport } from "../../services/catalogue/product-export.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toFilter } from "./products-filter.ts";

export type ProductBulkServices = { readonly productBulk: ProductBulk; readonly productExport: ProductExport };

const MOST_BYTES = 50 * 1024 * 1024;

const tags = ["Products"];
const read = { access: "products:read" } as const;
const write = { access: "products:write" } as const;
const params = idParamsSchema;

const startBulk = {
  tags,
  operationId: "importProductsInBulk",
  summary: "Make and change many products",
  description:
    "By SKU: what is there is changed, what is not is made. Rows that are wrong do not stop the others. JSON: a list, or " +
    "`{products: […]}`. CSV (Content-Type: text/csv): the columns of an export, of which only `sku` must be there; an empty cell " +
    "takes a value away, a column that is left out changes nothing. At most 20,000 rows and 50 MB.",
  consumes: ["application/json", "text/csv"],
  body: z.unknown().meta({ example: [{ sku: "MUG-BLUE", name: "Blue mug", price: "19.90" }] }),
  response: { 202: bulkStartedSchema, ...problemReplies },
};

const readBulk = {
  tags,
  operationId: "readBulkRun",
  summary: "A bulk run with the rows that failed",
  params,
  querystring: bulkQuerySchema,
  response: { 200: bulkDetailSchema, ...problemReplies },
};

const readRows = {
  tags,
  operationId: "listBulkRows",
  summary: "What became of each row of a bulk run",
  description: "Kept for 30 days.",
  params,
  querystring: bulkQuerySchema,
  response: { 200: bulkRowListSchema, ...problemReplies },
};

const watchBulk = {
  tags,
  operationId: "watchBulkRun",
  summary: "The progress of a bulk run as server-sent events",
  description: "An event `progress` with the run for each change, and `end` with it when it is over.",
  produces: ["text/event-stream"],
  params,
  response: { 200: z.unknown(), ...problemReplies },
};

const exportProducts = {
  tags,
  operationId: "exportProducts",
  summary: "Products as a file",
  description:
    "With the filters of the list. CSV: `sku, parent_sku, name, description, short_description, status, stock_status, categories, " +
    "tags, weight, length, width, height, images, image_alts, image_names`, then `option:NAME`, `price:NAME` and `attribute:NAME` " +
    "(`attribute:NAME:number`, `:boolean`, `:list` for what is no text). Lists are joined by ` | `, categories by ` > `; these signs " +
    "within a text have a backslash before them. What a spreadsheet would take for a formula has an apostrophe before it. " +
    "JSON: what the bulk import takes. Importing an export changes nothing.",
  produces: ["text/csv", "application/json"],
  querystring: productExportQuerySchema,
  response: { 200: z.unknown(), ...problemReplies },
};

export function productBulkRoutes(server: HubServer, { productBulk, productExport }: ProductBulkServices): void {
  // Open lines would keep the server from closing.
  const closing = new AbortController();
  server.addHook("preClose", async () => closing.abort());

  server.get("/products/export", { config: read, schema: exportProducts }, async (request, reply) => {
    const { format, ...filters } = request.query;
    const pieces = productExport[format](principalOf(request), toFilter(filters));
    return reply
      .type(format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="products.${format}"`)
      .send(Readable.from(pieces));
  });
  server.get("/products/bulk/:id", { config: read, schema: readBulk }, async (request) => {
    const principal = principalOf(request);
    const run = await productBulk.get(principal, request.params.id);
    const { items, nextCursor } = await productBulk.results(principal, run.id, { ...request.query, onlyFailed: true });
    return { run: toRun(run), errors: items.map(toError), next_cursor: nextCursor };
  });
  server.get("/products/bulk/:id/rows", { config: read, schema: readRows }, async (request) => {
    const principal = principalOf(request);
    const { id } = await productBulk.get(principal, request.params.id);
    const { items, nextCursor } = await productBulk.results(principal, id, { ...request.query, onlyFailed: false });
    return { rows: items.map(toRow), next_cursor: nextCursor };
  });
  server.get("/products/bulk/:id/events", { config: read, schema: watchBulk }, async (request, reply) => {
    const principal = principalOf(request);
    const { id } = await productBulk.get(principal, request.params.id);
    return reply
      .type("text/event-stream")
      .header("cache-control", "no-cache")
      .header("x-accel-buffering", "no")
      .send(Readable.from(toEvents(productBulk.watch(principal, id, closing.signal))));
  });
  void server.register(async (scope: HubServer) => bulkInputRoute(scope, productBulk));
}

/** In a scope of its own: here bodies are large and stay bytes. */
function bulkInputRoute(scope: HubServer, productBulk: ProductBulk): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ["application/json", "text/csv"],
    { parseAs: "buffer", bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  );
  const options = { config: write, schema: startBulk, bodyLimit: MOST_BYTES };
  scope.post("/products/bulk", options, async (request, reply) => {
    const isCsv = /^text\/csv\b/i.test(request.headers["content-type"] ?? "");
    const run = await productBulk.start(principalOf(request), isCsv ? "csv" : "json", bodyOf(request));
    return reply.status(202).send({ run: toRun(run) });
  });
}

function bodyOf({ body }: FastifyRequest): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw new HubError("invalid", "There is no body", {
    remedy: "Send products as JSON or CSV",
    issues: [{ field: "body", problem: "is missing" }],
  });
}

async function* toEvents(runs: AsyncIterable<BulkRunRow>): AsyncGenerator<string> {
  for await (const run of runs) {
    const event = run.finished_at === null ? "progress" : "end";
    yield `event: ${event}\ndata: ${JSON.stringify({ run: toRun(run) })}\n\n`;
  }
}

const errorSchema = z.object({ message: z.string() });

function toRun(row: BulkRunRow): BulkRun {
  const { id, state, total, seen, created, updated, unchanged, failed } = row;
  return {
    ...{ id, state, total, seen, created, updated, unchanged, failed },
    error: row.error === null ? null : errorSchema.parse(row.error),
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

function toError({ row, sku, message, field }: BulkResult): BulkError {
  return { row, sku, message: message ?? "failed", field };
}

function toRow({ row, sku, productId, outcome, message, field }: BulkResult) {
  return { row, sku, outcome, product_id: productId, message, field };
}
