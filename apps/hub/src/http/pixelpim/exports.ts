// Products into a store.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import {
  exportReplySchema,
  exportRequestSchema,
  legacyExportRequestSchema,
  waitQuerySchema,
} from "@logix/api/pixelpim/products";
import { jobReplySchema } from "@logix/api/pixelpim/runs";
import type { FastifyReply } from "fastify";
import type { z } from "zod";
import type { DefaultConnections } from "../../services/connections/default-connection.ts";
import type { Connection } from "../../services/connections/stores.ts";
import type { ExportDryRun } from "../../services/publishing/export-dry-run.ts";
import type { ProductExports } from "../../services/publishing/product-exports.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toExportReply, toForecastReply } from "./export-replies.ts";
import { budgetOf, toJob } from "./jobs.ts";
import { type PimConnections, PLATFORM } from "./own-connection.ts";

export type PimExportServices = {
  readonly defaultConnections: DefaultConnections;
  readonly productExports: ProductExports;
  readonly exportDryRun: ExportDryRun;
  /** How long a caller is kept waiting. */
  readonly patienceMs: number;
};

const tags = ["PixelPim: products"];
const replies = { 200: exportReplySchema, 202: jobReplySchema, ...pimErrorReplies };

const exportProducts = {
  tags,
  operationId: "pimExportProducts",
  summary: "Export products to a store",
  description:
    "Each product has a result of its own. What takes longer than a caller waits goes on in the background: 202 with a job.",
  querystring: waitQuerySchema,
  body: exportRequestSchema,
  response: replies,
};
const exportToDefault = {
  tags,
  operationId: "pimLegacyExport",
  summary: "Export products to the default store",
  description: "As before there were several stores.",
  querystring: waitQuerySchema,
  body: legacyExportRequestSchema,
  response: replies,
};

type Body = z.output<typeof legacyExportRequestSchema>;

export function exportRoutes(server: HubServer, services: PimExportServices, own: PimConnections): void {
  const { defaultConnections, productExports, exportDryRun, patienceMs } = services;

  async function answer(
    reply: FastifyReply,
    connection: Connection,
    { productIds, fieldsToExport, partialUpdate, dryRun, wait }: Body,
    query: z.output<typeof waitQuerySchema>,
  ) {
    const request = { productIds, fieldsToExport, partialUpdate, mayCreate: true, cause: "request" } as const;
    const budgetMs = budgetOf(patienceMs, wait, query);
    if (dryRun) return toForecastReply(connection.id, await exportDryRun.foresee(connection, request, budgetMs));
    const outcome = await productExports.export(connection, request, budgetMs);
    if (outcome.isEnded) return toExportReply(connection.id, [outcome]);
    return reply.status(202).send(toJob(outcome.run));
  }

  server.post(
    "/connections/export",
    { config: { access: "integration:export" }, schema: exportProducts },
    async (request, reply) => {
      const { connectionId, ...body } = request.body;
      return answer(reply, await own.get(principalOf(request), connectionId), body, request.query);
    },
  );

  server.post(
    "/export",
    { config: { access: "integration:export" }, schema: exportToDefault },
    async (request, reply) => {
      const principal = principalOf(request);
      const { id } = await defaultConnections.getForWriting(principal, PLATFORM);
      return answer(reply, await own.get(principal, id), request.body, request.query);
    },
  );
}
