// Fields that changed here and in a store: listed, looked for, decided.
import {
  type Conflict,
  conflictListSchema,
  conflictLookSchema,
  conflictPolicyRequestSchema,
  conflictPolicySchema,
  conflictQuerySchema,
  conflictResolutionSchema,
  conflictSchema,
} from "@logix/api/hub/conflicts";
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import type { ConflictRow } from "../../database/publishing/conflicts.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { ConflictLook } from "../../services/publishing/conflict-look.ts";
import { domainOf } from "../../services/publishing/conflict-policy.ts";
import type { Conflicts } from "../../services/publishing/conflicts.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type ConflictServices = {
  readonly connections: Connections;
  readonly conflicts: Conflicts & Pick<ConflictLook, "look">;
};

const tags = ["Conflicts"];
const params = connectionParamsSchema;

const list = {
  tags,
  operationId: "listConflicts",
  summary: "Fields that changed here and in a store, newest first",
  querystring: conflictQuerySchema,
  response: { 200: conflictListSchema, ...problemReplies },
};
const resolve = {
  tags,
  operationId: "resolveConflict",
  summary: "Decide which value counts",
  description: "On both sides: theirs is taken over here, ours or another value is sent to the store at once.",
  params: idParamsSchema,
  body: conflictResolutionSchema,
  response: { 200: conflictSchema, ...problemReplies },
};
const look = {
  tags,
  operationId: "lookForConflicts",
  summary: "Compare a store's products with yours now",
  description: "Nothing is written on either side.",
  params,
  response: { 200: conflictLookSchema, ...problemReplies },
};
const readPolicy = {
  tags,
  operationId: "readConflictPolicy",
  summary: "Who is right where both sides changed a field",
  params,
  response: { 200: conflictPolicySchema, ...problemReplies },
};
const changePolicy = {
  tags,
  operationId: "changeConflictPolicy",
  summary: "Decide once for a kind of field",
  description: "What is left out stays as it is.",
  params,
  body: conflictPolicyRequestSchema,
  response: { 200: conflictPolicySchema, ...problemReplies },
};

export function conflictRoutes(server: HubServer, { connections, conflicts }: ConflictServices): void {
  server.get("/conflicts", { config: { access: "products:read" }, schema: list }, async (request) => {
    const { connection_id: connection, ...query } = request.query;
    const { items, nextCursor } = await conflicts.list(principalOf(request), { ...query, connection });
    return { conflicts: items.map(toConflict), next_cursor: nextCursor };
  });
  server.post(
    "/conflicts/:id/resolve",
    { config: { access: "integration:export" }, schema: resolve },
    async (request) => toConflict(await conflicts.resolve(principalOf(request), request.params.id, request.body)),
  );
  const policyPath = "/connections/:id/conflict-policy";
  server.get(policyPath, { config: { access: "integration:read" }, schema: readPolicy }, async (request) =>
    conflicts.policy(await connections.get(principalOf(request), request.params.id)),
  );
  server.put(policyPath, { config: { access: "integration:update" }, schema: changePolicy }, async (request) => {
    const principal = principalOf(request);
    return conflicts.setPolicy(principal, await connections.get(principal, request.params.id), request.body);
  });
  server.post(
    "/connections/:id/conflicts/look",
    { config: { access: "integration:import" }, schema: look },
    async (request) => conflicts.look(await connections.get(principalOf(request), request.params.id)),
  );
}

function toConflict(row: ConflictRow): Conflict {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    product_id: row.product_id,
    sku: row.sku,
    name: row.name,
    remote_id: row.remote_id,
    field: row.field,
    domain: domainOf(row.field),
    base: row.base,
    ours: row.ours,
    theirs: row.theirs,
    state: row.state,
    resolution: row.resolution,
    actor: row.actor,
    opened_at: row.opened_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
  };
}
