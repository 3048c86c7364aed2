// Runs: reading a store, asked for or looked at.
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import {
  newRunRequestSchema,
  type Run,
  runFailureListSchema,
  runListSchema,
  runQuerySchema,
  runSchema,
} from "@logix/api/hub/runs";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { OwnRunRow } from "../../database/sync/runs-read.ts";
import type { Connections } from "../../services/connections/connections.ts";
import { maskedText } from "../../services/sync/redaction.ts";
import { runFilterSchema } from "../../services/sync/run-filter.ts";
import { type RunQueries, toResumeCursor } from "../../services/sync/run-queries.ts";
import type { Runs } from "../../services/sync/runs.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type RunServices = {
  readonly connections: Connections;
  readonly runs: Runs;
  readonly runQueries: RunQueries;
};

const tags = ["Runs"];
const read = { access: "integration:read" } as const;

const startRun = {
  tags,
  operationId: "startRun",
  summary: "Read a store now",
  description:
    "In the background, on from where the last run ended. Where such a run is under way already, that one is returned. " +
    "While the connection is paused or cut off the run waits.",
  params: connectionParamsSchema,
  body: newRunRequestSchema,
  response: { 202: runSchema, ...problemReplies },
};

const listRuns = {
  tags,
  operationId: "listRuns",
  summary: "Runs, newest first",
  description: "All that was read, published or given in bulk.",
  querystring: runQuerySchema,
  response: { 200: runListSchema, ...problemReplies },
};

const readRun = {
  tags,
  operationId: "readRun",
  summary: "One run",
  description: "Ask again to follow its counters.",
  params: idParamsSchema,
  response: { 200: runSchema, ...problemReplies },
};

const listFailures = {
  tags,
  operationId: "listRunFailures",
  summary: "What a run could not do",
  description: "The first 200, each with what helps, where something does.",
  params: idParamsSchema,
  response: { 200: runFailureListSchema, ...problemReplies },
};

export function runRoutes(server: HubServer, { connections, runs, runQueries }: RunServices): void {
  server.post(
    "/connections/:id/runs",
    { config: { access: "integration:import" }, schema: startRun },
    async (request, reply) => {
      const connection = await connections.get(principalOf(request), request.params.id);
      const { kind, since, limit: most, resume_cursor: cursor } = request.body;
      const filter = since && { since: since.toISOString() };
      const goesOn = cursor === undefined ? {} : await runQueries.toResume(connection, kind, cursor);
      const run = await runs.request({ connection, kind, cause: "request", filter, most, ...goesOn });
      return reply.status(202).send(toRun({ ...run, connection_public_id: connection.publicId }));
    },
  );
  server.get("/runs", { config: read, schema: listRuns }, async (request) => {
    const { connection_id: connection, ...page } = request.query;
    const { items, nextCursor } = await runQueries.list(principalOf(request), { ...page, connection });
    return { runs: items.map(toRun), next_cursor: nextCursor };
  });
  server.get("/runs/:id", { config: read, schema: readRun }, async (request) =>
    toRun(await runQueries.get(principalOf(request), request.params.id)),
  );
  server.get("/runs/:id/failures", { config: read, schema: listFailures }, async (request) => {
    const failures = await runQueries.failures(principalOf(request), request.params.id);
    return { failures: failures.map((failure) => ({ ...failure, message: maskedText(failure.message) })) };
  });
}

const errorSchema = z.object({
  kind: z.string(),
  code: z.string().nullable(),
  message: z.string(),
  remedy: z.string().nullable(),
  excerpt: z.string().nullable().default(null),
});

function toRun(row: OwnRunRow): Run {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    kind: row.kind,
    cause: row.cause,
    state: row.state,
    since: runFilterSchema.parse(row.filter).since ?? null,
    limit: row.most,
    total: row.total,
    seen: row.seen,
    created: row.created,
    updated: row.updated,
    unchanged: row.unchanged,
    ignored: row.ignored,
    failed: row.failed,
    attempts: row.attempts,
    error: row.error === null ? null : errorSchema.parse(row.error),
    ...toRest(row),
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

/** Of a run that met its limit before the end. */
function toRest({ id, state, most, total }: OwnRunRow): Pick<Run, "warning" | "resume_cursor"> {
  if (state !== "incomplete") return { warning: null, resume_cursor: null };
  const all = total === null ? "" : ` (the store has ${total})`;
  return {
    warning: `The limit of ${most ?? 0} records was reached before the end${all}. Start a run with resume_cursor to read on`,
    resume_cursor: toResumeCursor(id),
  };
}
