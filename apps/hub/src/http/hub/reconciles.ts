// Both sides of a connection compared: started, followed, reported; and drift as a number.
import { Readable } from "node:stream";
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import {
  driftSchema,
  newReconcileRequestSchema,
  reconcileIntervalRequestSchema,
  reconcileListSchema,
  reconcileQuerySchema,
  reconcileRowListSchema,
  reconcileRowQuerySchema,
  reconcileSchema,
} from "@logix/api/hub/reconciles";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { Connections } from "../../services/connections/connections.ts";
import type { ReconcileQueries } from "../../services/reconcile/reconcile-queries.ts";
import type { Reconciles } from "../../services/reconcile/reconciles.ts";
import { csvReport } from "../../services/reconcile/report.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toDrift, toReconcile, toRow } from "./reconcile-replies.ts";

export type ReconcileServices = {
  readonly connections: Connections;
  readonly reconciles: Reconciles;
  readonly reconcileQueries: ReconcileQueries;
};

const tags = ["Reconcile"];
const read = { access: "integration:read" } as const;
const params = idParamsSchema;

const startReconcile = {
  tags,
  operationId: "startReconcile",
  summary: "Compare both sides now",
  description:
    "In the background. What differs is named, read again or told to the store, and looked at once more. Where one is under " +
    "way already, that one is returned.",
  params: connectionParamsSchema,
  body: newReconcileRequestSchema,
  response: { 202: reconcileSchema, ...problemReplies },
};

const setReconcileInterval = {
  tags,
  operationId: "setReconcileInterval",
  summary: "How often both sides are compared",
  description: "Once a day unless you say otherwise, each connection at a time of its own.",
  params: connectionParamsSchema,
  body: reconcileIntervalRequestSchema,
  response: { 200: driftSchema, ...problemReplies },
};

const readDrift = {
  tags,
  operationId: "readDrift",
  summary: "In how many rows a store and Logix differ",
  description: "As the last reconciles found it, before mending and after.",
  params: connectionParamsSchema,
  response: { 200: driftSchema, ...problemReplies },
};

const listReconciles = {
  tags,
  operationId: "listReconciles",
  summary: "Reconciles, newest first",
  querystring: reconcileQuerySchema,
  response: { 200: reconcileListSchema, ...problemReplies },
};

const readReconcile = {
  tags,
  operationId: "readReconcile",
  summary: "One reconcile",
  description: "Ask again to follow it.",
  params,
  response: { 200: reconcileSchema, ...problemReplies },
};

const listReconcileRows = {
  tags,
  operationId: "listReconcileRows",
  summary: "The rows that differed",
  description: "In the order in which they were found.",
  params,
  querystring: reconcileRowQuerySchema,
  response: { 200: reconcileRowListSchema, ...problemReplies },
};

const readReconcileReport = {
  tags,
  operationId: "readReconcileReport",
  summary: "The rows that differed, as CSV",
  description: "One line for each row and field.",
  params,
  produces: ["text/csv"],
  response: { 200: z.any().meta({ description: "text/csv" }), ...problemReplies },
};

export function reconcileRoutes(server: HubServer, services: ReconcileServices): void {
  const { connections, reconciles, reconcileQueries } = services;
  server.post(
    "/connections/:id/reconcile",
    { config: { access: "integration:import" }, schema: startReconcile },
    async (request, reply) => {
      const principal = principalOf(request);
      const connection = await connections.get(principal, request.params.id);
      const { id } = await reconciles.request(connection, "request", request.body.domains);
      return reply.status(202).send(toReconcile(await reconcileQueries.get(principal, id)));
    },
  );
  server.put(
    "/connections/:id/reconcile",
    { config: { access: "integration:update" }, schema: setReconcileInterval },
    async (request) => {
      const principal = principalOf(request);
      await reconcileQueries.setInterval(principal, request.params.id, request.body.interval_minutes);
      return toDrift(await reconcileQueries.drift(principal, request.params.id));
    },
  );
  server.get("/connections/:id/drift", { config: read, schema: readDrift }, async (request) =>
    toDrift(await reconcileQueries.drift(principalOf(request), request.params.id)),
  );
  server.get("/reconciles", { config: read, schema: listReconciles }, async (request) => {
    const { connection_id: connection, ...page } = request.query;
    const { items, nextCursor } = await reconcileQueries.list(principalOf(request), { ...page, connection });
    return { reconciles: items.map(toReconcile), next_cursor: nextCursor };
  });
  server.get("/reconciles/:id", { config: read, schema: readReconcile }, async (request) =>
    toReconcile(await reconcileQueries.get(principalOf(request), request.params.id)),
  );
  server.get("/reconciles/:id/rows", { config: read, schema: listReconcileRows }, async (request) => {
    const { items, nextCursor } = await reconcileQueries.rows(principalOf(request), request.params.id, request.query);
    return { rows: items.map(toRow), next_cursor: nextCursor };
  });
  server.get("/reconciles/:id/report.csv", { config: read, schema: readReconcileReport }, async (request, reply) => {
    const principal = principalOf(request);
    const { row } = await reconcileQueries.get(principal, request.params.id);
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="reconcile-${row.id}.csv"`)
      .send(Readable.from(csvReport(reconcileQueries.allRows(principal, row.id))));
  });
}
