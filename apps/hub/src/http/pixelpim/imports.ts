// Products out of a store.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { importReplySchema, importRequestSchema, waitQuerySchema } from "@logix/api/pixelpim/products";
import { jobReplySchema } from "@logix/api/pixelpim/runs";
import type { ImportDryRun } from "../../services/publishing/import-dry-run.ts";
import type { ProductImports } from "../../services/publishing/product-imports.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toImportForecast, toImportReply } from "./import-replies.ts";
import { budgetOf, toJob } from "./jobs.ts";
import type { PimConnections } from "./own-connection.ts";

export type PimImportServices = {
  readonly productImports: ProductImports;
  readonly importDryRun: ImportDryRun;
  /** How long a caller is kept waiting. */
  readonly patienceMs: number;
};

const importProducts = {
  tags: ["PixelPim: products"],
  operationId: "pimImportProducts",
  summary: "Import products from a store",
  description:
    "All, or those that are named. What takes longer than a caller waits goes on in the background: 202 with a job.",
  querystring: waitQuerySchema,
  body: importRequestSchema,
  response: { 200: importReplySchema, 202: jobReplySchema, ...pimErrorReplies },
};

export function importRoutes(server: HubServer, services: PimImportServices, own: PimConnections): void {
  const { productImports, importDryRun, patienceMs } = services;

  server.post(
    "/connections/import",
    { config: { access: "integration:import" }, schema: importProducts },
    async (request, reply) => {
      const principal = principalOf(request);
      const { connectionId, wooProductIds, updateExisting, useMapping, dryRun, wait } = request.body;
      const connection = await own.get(principal, connectionId);
      const budgetMs = budgetOf(patienceMs, wait, request.query);
      const wanted = { remoteIds: wooProductIds?.map(String), updateExisting, useMapping };
      if (dryRun) return toImportForecast(await importDryRun.foresee(principal, connection, wanted, budgetMs));
      const outcome = await productImports.import(principal, connection, wanted, budgetMs);
      return outcome.isEnded ? toImportReply(outcome) : reply.status(202).send(toJob(outcome.run));
    },
  );
}
