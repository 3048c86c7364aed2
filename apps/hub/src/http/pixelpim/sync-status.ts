// How each product stands with a store: as a list, live, and tried again where it failed.
import { Readable } from "node:stream";
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { connectionParamsSchema } from "@logix/api/pixelpim/ids";
import { exportReplySchema } from "@logix/api/pixelpim/products";
import { jobReplySchema } from "@logix/api/pixelpim/runs";
import {
  retryRequestSchema,
  type SyncStatus,
  syncStatusQuerySchema,
  syncStatusSchema,
} from "@logix/api/pixelpim/sync-status";
import { z } from "zod";
import type { ProductLinkRow } from "../../database/catalogue/product-links.ts";
import type { SyncNews, SyncStatuses } from "../../services/publishing/sync-statuses.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toExportReply } from "./export-replies.ts";
import { toJob } from "./jobs.ts";
import type { PimConnections } from "./own-connection.ts";
import { toRun } from "./runs.ts";

export type PimSyncStatusServices = { readonly syncStatuses: SyncStatuses; readonly patienceMs: number };

const tags = ["PixelPim: sync status"];

const list = {
  tags,
  operationId: "pimSyncStatus",
  summary: "How each product stands with a store",
  params: connectionParamsSchema,
  querystring: syncStatusQuerySchema,
  response: { 200: z.array(syncStatusSchema), ...pimErrorReplies },
};
const events = {
  tags,
  operationId: "pimSyncStatusEvents",
  summary: "The same, live",
  description:
    "Server-sent events: `status` for a product whose state changed, `run` for an export's or import's progress.",
  params: connectionParamsSchema,
  produces: ["text/event-stream"],
  response: { 200: z.unknown().meta({ description: "event: status" }), ...pimErrorReplies },
};
const retry = {
  tags,
  operationId: "pimRetryFailed",
  summary: "Try again what failed",
  description: "All products that failed, or those that are named; in the way in which they were asked for last.",
  params: connectionParamsSchema,
  body: retryRequestSchema.nullish(),
  response: { 200: exportReplySchema, 202: jobReplySchema, ...pimErrorReplies },
};

export function syncStatusRoutes(server: HubServer, services: PimSyncStatusServices, own: PimConnections): void {
  const { syncStatuses, patienceMs } = services;
  const path = "/connections/:connectionId/sync-status";
  const closing = new AbortController();
  // Nobody who watches must keep the server from closing.
  server.addHook("preClose", async () => closing.abort());

  server.get(path, { config: { access: "integration:read" }, schema: list }, async (request) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    return (await syncStatuses.list(connection, request.query.syncStatus ?? null)).map(toSyncStatus);
  });

  server.get(`${path}/events`, { config: { access: "integration:read" }, schema: events }, async (request, reply) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const gone = new AbortController();
    reply.raw.once("close", () => gone.abort());
    const news = syncStatuses.watch(connection, AbortSignal.any([closing.signal, gone.signal]));
    // What goes wrong before the first event is still told as an error.
    const first = await news.next();
    void reply.header("cache-control", "no-store").header("x-accel-buffering", "no").type("text/event-stream");
    return reply.send(Readable.from(toEvents(first, news), { objectMode: false }));
  });

  server.post(`${path}/retry`, { config: { access: "integration:export" }, schema: retry }, async (request, reply) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const outcomes = await syncStatuses.retry(connection, request.body?.productIds, patienceMs);
    const open = outcomes.find((outcome) => !outcome.isEnded);
    return open ? reply.status(202).send(toJob(open.run)) : toExportReply(connection.id, outcomes);
  });
}

async function* toEvents(first: IteratorResult<SyncNews>, news: AsyncGenerator<SyncNews>): AsyncGenerator<string> {
  yield "retry: 2000\n: watching\n\n";
  if (!first.done) yield toText(first.value);
  for await (const each of news) yield toText(each);
}

/** A line even where nothing happened: it keeps the way open. */
function toText({ links, runs }: SyncNews): string {
  const events = [
    ...runs.map(
      (run) =>
        `event: run\ndata: ${JSON.stringify({ ...toRun(run), kind: run.kind, seen: run.seen, failed: run.failed })}`,
    ),
    ...links.map((link) => `event: status\nid: ${link.id}\ndata: ${JSON.stringify(toSyncStatus(link))}`),
  ];
  return events.length === 0 ? ": \n\n" : `${events.join("\n\n")}\n\n`;
}

function toSyncStatus(link: ProductLinkRow): SyncStatus {
  return {
    id: link.id,
    connectionId: link.connection_id,
    productId: link.product_id,
    wooProductId: Number(link.remote_id ?? 0),
    lastExportedAt: link.last_exported_at?.toISOString() ?? null,
    lastImportedAt: link.last_imported_at?.toISOString() ?? null,
    lastModifiedFields: link.last_modified_fields,
    syncStatus: link.sync_status,
    errorMessage: link.sync_status === "error" ? inWords(link) : null,
    createdAt: link.created_at.toISOString(),
    updatedAt: link.updated_at.toISOString(),
  };
}

/** What the store said, and what helps. */
function inWords({ error_message: message, error_remedy: remedy }: ProductLinkRow): string {
  return [message ?? "It failed", ...(remedy === null ? [] : [remedy])].join(". ");
}
