// Connected stores: connect, look, change, remove, test, give new credentials.
import {
  connectionChangeRequestSchema,
  connectionDetailSchema,
  connectionListSchema,
  connectionQuerySchema,
  connectionSchema,
  newConnectionRequestSchema,
  newCredentialsRequestSchema,
} from "@logix/api/hub/connections";
import { connectionParamsSchema } from "@logix/api/hub/ids";
import { platformListSchema } from "@logix/api/hub/platforms";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { ApiNotices } from "../../services/connections/api-notices.ts";
import type { ConnectionSetup } from "../../services/connections/connection-setup.ts";
import type { ConnectionChange, Connections } from "../../services/connections/connections.ts";
import type { Platforms } from "../../services/connections/platforms.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toConnection, toConnectionDetail, toPlatform } from "./connection-replies.ts";

export type ConnectionServices = {
  readonly connections: Connections;
  readonly setup: ConnectionSetup;
  readonly platforms: Platforms;
  readonly apiNotices: ApiNotices;
  readonly publicUrl: () => string;
};

const tags = ["Connections"];
const read = { access: "integration:read" } as const;
const create = { access: "integration:create" } as const;
const update = { access: "integration:update" } as const;
const remove = { access: "integration:delete" } as const;
const params = connectionParamsSchema;

const listPlatforms = {
  tags,
  operationId: "listPlatforms",
  summary: "The platforms that can be connected",
  description: "With the settings that each needs.",
  response: { 200: platformListSchema, ...problemReplies },
};

const listConnections = {
  tags,
  operationId: "listConnections",
  summary: "Your connected stores",
  description: "In the order in which they were connected.",
  querystring: connectionQuerySchema,
  response: { 200: connectionListSchema, ...problemReplies },
};

const createConnection = {
  tags,
  operationId: "createConnection",
  summary: "Connect a store",
  description: "Connects, authenticates and tests before anything is saved. A store can be connected once.",
  body: newConnectionRequestSchema,
  response: { 201: connectionSchema, ...problemReplies },
};

const readConnection = {
  tags,
  operationId: "readConnection",
  summary: "One connection",
  description: "By its number or its public id. Credentials are never shown.",
  params,
  response: { 200: connectionDetailSchema, ...problemReplies },
};

const changeConnection = {
  tags,
  operationId: "changeConnection",
  summary: "Change, pause or resume a connection",
  description: "What is left out stays as it is.",
  params,
  body: connectionChangeRequestSchema,
  response: { 200: connectionSchema, ...problemReplies },
};

const removeConnection = {
  tags,
  operationId: "removeConnection",
  summary: "Remove a connection",
  description: "Its credentials are destroyed and its work is dropped. Orders, customers and the audit trail stay.",
  params,
  response: { 204: z.null(), ...problemReplies },
};

const pauseConnection = {
  tags,
  operationId: "pauseConnection",
  summary: "Pause a connection",
  description:
    "The store is not asked for anything from now on. Its deliveries are still taken and kept, and what it shall be told " +
    "waits. Can be repeated.",
  params,
  response: { 200: connectionSchema, ...problemReplies },
};

const resumeConnection = {
  tags,
  operationId: "resumeConnection",
  summary: "Resume a connection",
  description: "Everything that waited goes on at once. Can be repeated.",
  params,
  response: { 200: connectionSchema, ...problemReplies },
};

const testConnection = {
  tags,
  operationId: "testConnection",
  summary: "Test a connection",
  description: "Asks the store who it is. A connection that was cut off comes back where its credentials work again.",
  params,
  response: { 200: connectionSchema, ...problemReplies },
};

const rotateCredentials = {
  tags,
  operationId: "rotateCredentials",
  summary: "Give a connection new credentials",
  description: "The old ones stay until the new ones have worked.",
  params,
  body: newCredentialsRequestSchema,
  response: { 200: connectionSchema, ...problemReplies },
};

export function connectionRoutes(
  server: HubServer,
  { connections, setup, platforms, apiNotices, publicUrl }: ConnectionServices,
): void {
  server.get("/platforms", { config: read, schema: listPlatforms }, async () => ({
    public_url: publicUrl(),
    platforms: platforms.list().map(toPlatform),
  }));
  server.get("/connections", { config: read, schema: listConnections }, async (request) => {
    const { items, nextCursor } = await connections.page(principalOf(request), request.query);
    return { connections: items.map(toConnection), next_cursor: nextCursor };
  });
  server.post("/connections", { config: create, schema: createConnection }, async (request, reply) => {
    const { platform, name, auto_sync: autoSync, settings: given } = request.body;
    const settings = platforms.toSettings(platform, given);
    const row = await setup.create(principalOf(request), { platform, name, autoSync, settings });
    return reply.status(201).send(toConnection(row));
  });
  server.get("/connections/:id", { config: read, schema: readConnection }, async (request) => {
    const principal = principalOf(request);
    const row = await connections.row(principal, request.params.id);
    return toConnectionDetail(row, await apiNotices.of(principal, row));
  });
  server.patch("/connections/:id", { config: update, schema: changeConnection }, async (request) =>
    toConnection(await connections.change(principalOf(request), request.params.id, toChange(request.body))),
  );
  server.delete("/connections/:id", { config: remove, schema: removeConnection }, async (request, reply) => {
    await connections.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  server.post("/connections/:id/pause", { config: update, schema: pauseConnection }, async (request) =>
    toConnection(await connections.change(principalOf(request), request.params.id, { paused: true })),
  );
  server.post("/connections/:id/resume", { config: update, schema: resumeConnection }, async (request) =>
    toConnection(await connections.change(principalOf(request), request.params.id, { paused: false })),
  );
  server.post("/connections/:id/test", { config: update, schema: testConnection }, async (request) => {
    const principal = principalOf(request);
    await setup.test(await connections.get(principal, request.params.id));
    return toConnection(await connections.row(principal, request.params.id));
  });
  server.post("/connections/:id/rotate", { config: update, schema: rotateCredentials }, async (request) => {
    const principal = principalOf(request);
    const connection = await connections.get(principal, request.params.id);
    const settings = platforms.toSettings(connection.platform, request.body.settings);
    return toConnection(await setup.rotate(principal, connection, settings));
  });
}

function toChange(body: z.output<typeof connectionChangeRequestSchema>): ConnectionChange {
  const { rate_limit: limit } = body;
  return {
    name: body.name,
    autoSync: body.auto_sync,
    syncIntervalMinutes: body.sync_interval_minutes,
    paused: body.paused,
    stockRole: body.stock_role,
    statusMap: body.status_map,
    orderFields: body.order_fields,
    rateLimit: limit && { requests: limit.requests, perMs: limit.per_ms, burst: limit.burst },
  };
}
