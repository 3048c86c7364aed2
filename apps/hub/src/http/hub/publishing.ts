// Products carried to stores and back.
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import {
  carriedSchema,
  exportRequestSchema,
  forecastSchema,
  importRequestSchema,
  previewRequestSchema,
  previewSchema,
  productStoresSchema,
  runItemListSchema,
  runItemQuerySchema,
  undoneSchema,
} from "@logix/api/hub/publishing";
import { problemReplies } from "@logix/api/problem";
import { HubError } from "@logix/model";
import type { z } from "zod";
import type { Connections } from "../../services/connections/connections.ts";
import type { ExportDryRun } from "../../services/publishing/export-dry-run.ts";
import type { ExportUndo } from "../../services/publishing/export-undo.ts";
import type { ImportDryRun } from "../../services/publishing/import-dry-run.ts";
import type { ProductExports } from "../../services/publishing/product-exports.ts";
import type { ProductImports } from "../../services/publishing/product-imports.ts";
import type { ProductStores } from "../../services/publishing/product-stores.ts";
import type { RunItemList } from "../../services/publishing/run-item-list.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toForeseenExport, toForeseenImport, toRunItem, toStore } from "./publishing-replies.ts";

export type PublishingServices = {
  readonly connections: Connections;
  readonly productExports: ProductExports;
  readonly productImports: ProductImports;
  readonly exportDryRun: ExportDryRun;
  readonly importDryRun: ImportDryRun;
  readonly exportUndo: ExportUndo;
  readonly productStores: ProductStores;
  readonly runItemList: RunItemList;
  readonly patienceMs: number;
};

/** After the first batch the workers go on, so that whoever asked can watch. */
const AT_ONCE_MS = 200;

const tags = ["Publishing"];
const onConnection = { tags, params: connectionParamsSchema };
const toStores = { access: "integration:export" } as const;
const fromStores = { access: "integration:import" } as const;

const preview = {
  ...onConnection,
  operationId: "previewExport",
  summary: "Try a mapping out on one product",
  description: "What would be sent, beside what the store shows. Nothing is written or kept.",
  body: previewRequestSchema,
  response: { 200: previewSchema, ...problemReplies },
};
const forecastExport = {
  ...onConnection,
  operationId: "forecastExport",
  summary: "What an export would change in the store",
  body: exportRequestSchema,
  response: { 200: forecastSchema, ...problemReplies },
};
const startExport = {
  ...onConnection,
  operationId: "startExport",
  summary: "Export products to a store",
  description: "Goes on in the background; `GET /runs/{id}/items` tells what became of each product.",
  body: exportRequestSchema,
  response: { 202: carriedSchema, ...problemReplies },
};
const forecastImport = {
  ...onConnection,
  operationId: "forecastImport",
  summary: "What an import would change in the catalogue",
  body: importRequestSchema,
  response: { 200: forecastSchema, ...problemReplies },
};
const startImport = {
  ...onConnection,
  operationId: "startImport",
  summary: "Import products from a store",
  description: "Goes on in the background; `GET /runs/{id}/items` tells what became of each product.",
  body: importRequestSchema,
  response: { 202: carriedSchema, ...problemReplies },
};
const listItems = {
  tags,
  operationId: "listRunItems",
  summary: "What became of each product of an export or import",
  params: idParamsSchema,
  querystring: runItemQuerySchema,
  response: { 200: runItemListSchema, ...problemReplies },
};
const undo = {
  tags,
  operationId: "undoExport",
  summary: "Take an export back",
  description: "Each product gets back what the store had before, where the store still shows what was written.",
  params: idParamsSchema,
  response: { 200: undoneSchema, ...problemReplies },
};
const listStores = {
  tags,
  operationId: "listProductStores",
  summary: "One product in each store: what is there and what differs",
  description: "Asks the stores; one that does not answer is told of with its `problem`.",
  params: idParamsSchema,
  response: { 200: productStoresSchema, ...problemReplies },
};

export function publishingRoutes(server: HubServer, services: PublishingServices): void {
  const { connections, productExports, productImports, exportDryRun, importDryRun, runItemList, patienceMs } = services;
  const { exportUndo, productStores } = services;
  const at = (path: string) => `/connections/:id/${path}`;

  server.post(at("export-preview"), { config: { access: "integration:read" }, schema: preview }, async (request) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    const { product_id: productId, selected_fields: selectedFields, field_mappings: fieldMappings } = request.body;
    const seen = await productStores.tryOut(connection, { productId, selectedFields, fieldMappings });
    return {
      remote_id: seen?.remoteId ?? null,
      problem: seen?.problem ?? null,
      warnings: [...(seen?.warnings ?? [])],
      fields: [...(seen?.compared ?? [])],
    };
  });

  server.post(at("exports/forecast"), { config: toStores, schema: forecastExport }, async (request) => {
    const principal = principalOf(request);
    const connection = await connections.get(principal, request.params.id);
    const { items, isWhole } = await exportDryRun.foresee(connection, toExport(request.body), patienceMs);
    const ids = items.map(({ productId }) => productId);
    const titles = await runItemList.titles(principal, ids);
    return { items: items.map((item) => toForeseenExport(item, titles)), complete: isWhole };
  });
  server.post(at("exports"), { config: toStores, schema: startExport }, async (request, reply) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    const { run, isEnded } = await productExports.export(connection, toExport(request.body), AT_ONCE_MS);
    return reply.status(202).send({ run_id: run.id, ended: isEnded });
  });

  server.post(at("imports/forecast"), { config: fromStores, schema: forecastImport }, async (request) => {
    const principal = principalOf(request);
    const connection = await connections.get(principal, request.params.id);
    const { items, isWhole } = await importDryRun.foresee(principal, connection, toImport(request.body), patienceMs);
    const ids = items.flatMap(({ productId }) => productId ?? []);
    const titles = await runItemList.titles(principal, ids);
    return { items: items.map((item) => toForeseenImport(item, titles)), complete: isWhole };
  });
  server.post(at("imports"), { config: fromStores, schema: startImport }, async (request, reply) => {
    const principal = principalOf(request);
    const connection = await connections.get(principal, request.params.id);
    const { run, isEnded } = await productImports.import(principal, connection, toImport(request.body), AT_ONCE_MS);
    return reply.status(202).send({ run_id: run.id, ended: isEnded });
  });

  server.get("/runs/:id/items", { config: { access: "integration:read" }, schema: listItems }, async (request) => {
    const { items, nextCursor } = await runItemList.page(principalOf(request), request.params.id, request.query);
    return { items: items.map(toRunItem), next_cursor: nextCursor };
  });
  server.post("/runs/:id/undo", { config: toStores, schema: undo }, async (request) => {
    const principal = principalOf(request);
    const run = await runItemList.runOf(principal, request.params.id);
    if (run.kind !== "export" || run.connection_public_id === null) {
      throw new HubError("invalid", "Only exports can be undone", { code: "not_an_export" });
    }
    const connection = await connections.get(principal, run.connection_public_id);
    const undone = await exportUndo.undo(principal, connection, run.id);
    const count = (outcome: string) => undone.filter(({ result }) => result.outcome === outcome).length;
    return { restored: count("restored"), moved: count("moved"), gone: count("gone"), failed: count("failed") };
  });

  server.get("/products/:id/stores", { config: { access: "products:read" }, schema: listStores }, async (request) => ({
    stores: (await productStores.of(principalOf(request), request.params.id)).map(toStore),
  }));
}

function toExport(body: z.output<typeof exportRequestSchema>) {
  const { product_ids: productIds, fields: fieldsToExport, only_changes: partialUpdate } = body;
  return { productIds, fieldsToExport, partialUpdate, mayCreate: true, cause: "request" } as const;
}

function toImport(body: z.output<typeof importRequestSchema>) {
  const { remote_ids: remoteIds, update_existing: updateExisting, use_mapping: useMapping } = body;
  return { remoteIds, updateExisting, useMapping };
}
