// Work that failed for good: looked at, tried again, or put away with a reason.
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  dismissRequestSchema,
  type Parked as ParkedReply,
  parkedDetailSchema,
  parkedListSchema,
  parkedPayloadSchema,
  parkedQuerySchema,
  parkedSchema,
  retriedLikeSchema,
} from "@logix/api/hub/parked";
import { problemReplies } from "@logix/api/problem";
import type { ParkedRow } from "../../database/sync/parked-work.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { Parked } from "../../services/sync/parked.ts";
import { remediesOf, titleOfCard } from "../../services/sync/parked-words.ts";
import { canBeReadAlone } from "../../services/sync/parking.ts";
import { maskedText } from "../../services/sync/redaction.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type ParkedServices = { readonly connections: Connections; readonly parked: Parked };

const tags = ["Parked work"];
const read = { access: "integration:read" } as const;
const update = { access: "integration:update" } as const;
const params = idParamsSchema;

const listParked = {
  tags,
  operationId: "listParked",
  summary: "Parked work, newest first",
  description: "What is open, unless `state` says otherwise.",
  querystring: parkedQuerySchema,
  response: { 200: parkedListSchema, ...problemReplies },
};

const readParked = {
  tags,
  operationId: "readParked",
  summary: "One piece of parked work with its payload",
  params,
  response: { 200: parkedDetailSchema, ...problemReplies },
};

const retryParked = {
  tags,
  operationId: "retryParked",
  summary: "Try parked work again",
  description: "Where it fails again, it is parked anew.",
  params,
  response: { 200: parkedDetailSchema, ...problemReplies },
};

const retryLike = {
  tags,
  operationId: "retryParkedLike",
  summary: "Try everything again that failed for the same reason",
  description: "Within the same connection.",
  params,
  response: { 200: retriedLikeSchema, ...problemReplies },
};

const readPayload = {
  tags,
  operationId: "readParkedPayload",
  summary: "The payload with the personal data in it",
  description: "Secrets stay hidden. Who looked is kept in the audit log.",
  params,
  response: { 200: parkedPayloadSchema, ...problemReplies },
};

const reopenParked = {
  tags,
  operationId: "reopenParked",
  summary: "Take back what was dismissed",
  params,
  response: { 200: parkedDetailSchema, ...problemReplies },
};

const dismissParked = {
  tags,
  operationId: "dismissParked",
  summary: "Put parked work away",
  description: "The reason is kept with it.",
  params,
  body: dismissRequestSchema,
  response: { 200: parkedDetailSchema, ...problemReplies },
};

export function parkedRoutes(server: HubServer, { connections, parked }: ParkedServices): void {
  server.get("/parked", { config: read, schema: listParked }, async (request) => {
    const { connection_id: connection, state, ...page } = request.query;
    const connectionId = await connections.idOf(principalOf(request), connection);
    const wanted = { ...page, connectionId, isOpen: state === "open" };
    const { items, nextCursor } = await parked.page(principalOf(request), wanted);
    return { parked: items.map(toParked), next_cursor: nextCursor };
  });
  server.get("/parked/:id", { config: read, schema: readParked }, async (request) =>
    toDetail(await parked.get(principalOf(request), request.params.id)),
  );
  server.get("/parked/:id/payload", { config: { access: "customers:read" }, schema: readPayload }, async (request) => ({
    payload: await parked.payload(principalOf(request), request.params.id),
  }));
  server.post("/parked/:id/reopen", { config: update, schema: reopenParked }, async (request) => {
    await parked.reopen(principalOf(request), request.params.id);
    return toDetail(await parked.get(principalOf(request), request.params.id));
  });
  server.post("/parked/:id/retry", { config: update, schema: retryParked }, async (request) => {
    await parked.retry(principalOf(request), request.params.id);
    return toDetail(await parked.get(principalOf(request), request.params.id));
  });
  server.post("/parked/:id/retry-like", { config: update, schema: retryLike }, async (request) => ({
    retried: await parked.retryLike(principalOf(request), request.params.id),
  }));
  server.post("/parked/:id/dismiss", { config: update, schema: dismissParked }, async (request) => {
    await parked.dismiss(principalOf(request), request.params.id, request.body.reason);
    return toDetail(await parked.get(principalOf(request), request.params.id));
  });
}

function toDetail(row: ParkedRow) {
  return { ...toParked(row), payload: row.payload };
}

function toParked(row: ParkedRow): ParkedReply {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    source: row.source,
    kind: row.kind,
    remote_id: row.remote_id,
    title: titleOfCard(row),
    detail: maskedText(row.message),
    remedies: [...remediesOf(row, !canBeReadAlone(row))],
    error: { kind: row.error_kind, code: row.code, message: maskedText(row.message), remedy: row.remedy },
    times: row.times,
    state: row.resolved_at === null ? "open" : "resolved",
    parked_at: row.parked_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
    resolution: parkedSchema.shape.resolution.parse(row.resolution),
    resolved_by: row.resolved_by,
    reason: row.reason,
  };
}
