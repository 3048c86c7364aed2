// Exports and imports that went on in the background, and taking an export back.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { runParamsSchema } from "@logix/api/pixelpim/ids";
import { type PimRun, pimRunSchema, type UndoReply, undoReplySchema } from "@logix/api/pixelpim/runs";
import { z } from "zod";
import type { RunRow } from "../../database/sync/runs.ts";
import type { ExportUndo, Undone } from "../../services/publishing/export-undo.ts";
import type { ProductExports } from "../../services/publishing/product-exports.ts";
import type { ProductImports } from "../../services/publishing/product-imports.ts";
import type { PublishingRuns } from "../../services/publishing/publishing-runs.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toExportReply } from "./export-replies.ts";
import { idOf } from "./ids.ts";
import { toImportReply } from "./import-replies.ts";
import type { PimConnections } from "./own-connection.ts";

export type PimRunServices = {
  readonly publishingRuns: PublishingRuns;
  readonly productExports: ProductExports;
  readonly productImports: ProductImports;
  readonly exportUndo: ExportUndo;
};

const tags = ["PixelPim: runs"];

const read = {
  tags,
  operationId: "pimReadRun",
  summary: "One export or import",
  description: "With its result as far as it has come, in the shape in which it would have been answered at once.",
  params: runParamsSchema,
  response: { 200: pimRunSchema, ...pimErrorReplies },
};
const undo = {
  tags,
  operationId: "pimUndoExport",
  summary: "Take an export back",
  description: "Each product gets back what the store had before, where the store still shows what was written.",
  params: runParamsSchema,
  response: { 200: undoReplySchema, ...pimErrorReplies },
};

export function runRoutes(server: HubServer, services: PimRunServices, own: PimConnections): void {
  const { publishingRuns, productExports, productImports, exportUndo } = services;
  const path = "/connections/:connectionId/runs/:runId";

  server.get(path, { config: { access: "integration:read" }, schema: read }, async (request): Promise<PimRun> => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const run = await publishingRuns.find(connection, idOf(request.params.runId, "Run"));
    if (run.kind === "import") {
      return { ...toImportReply(await productImports.outcomeOf(run)), ...toRun(run), kind: "import" };
    }
    return { ...toExportReply(connection.id, [await productExports.outcomeOf(run)]), ...toRun(run), kind: "export" };
  });

  server.post(`${path}/undo`, { config: { access: "integration:export" }, schema: undo }, async (request) => {
    const principal = principalOf(request);
    const connection = await own.get(principal, request.params.connectionId);
    const runId = idOf(request.params.runId, "Run");
    return toUndoReply(connection.id, runId, await exportUndo.undo(principal, connection, runId));
  });
}

const errorSchema = z.object({ message: z.string() });

export function toRun(run: RunRow) {
  return {
    jobId: run.id,
    connectionId: run.connection_id,
    state: run.state,
    total: run.total,
    message: errorSchema.safeParse(run.error).data?.message ?? null,
    createdAt: run.created_at.toISOString(),
    startedAt: run.started_at?.toISOString() ?? null,
    finishedAt: run.finished_at?.toISOString() ?? null,
  };
}

function toUndoReply(connectionId: number, jobId: number, undone: readonly Undone[]): UndoReply {
  const count = (status: string) => undone.filter(({ result }) => result.outcome === status).length;
  return {
    success: count("failed") + count("moved") === 0,
    connectionId,
    jobId,
    restoredCount: count("restored"),
    movedCount: count("moved"),
    goneCount: count("gone"),
    failedCount: count("failed"),
    results: undone.map(({ item, result }) => ({
      productId: item.product_id,
      wooProductId: Number(item.remote_id),
      status: result.outcome,
      ...(result.outcome === "failed" && { message: result.message }),
    })),
  };
}
