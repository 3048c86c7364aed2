// API tokens.
import { pageQuerySchema } from "@logix/api/hub/page";
import {
  type ApiToken as ApiTokenReply,
  apiTokenIdParamsSchema,
  apiTokenListSchema,
  newApiTokenRequestSchema,
  newApiTokenSchema,
} from "@logix/api/hub/tokens";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { ApiToken } from "../../services/access/api-tokens.ts";
import type { AccessServices } from "../../services/access/index.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

const tags = ["Tokens"];
const config = { access: "admin:tokens" } as const;

const createToken = {
  tags,
  summary: "Make an API token",
  description: "The token itself is in the reply, and only there. It cannot have permissions that you lack.",
  body: newApiTokenRequestSchema,
  response: { 201: newApiTokenSchema, ...problemReplies },
};

const listTokens = {
  tags,
  summary: "The API tokens of your account",
  querystring: pageQuerySchema,
  response: { 200: apiTokenListSchema, ...problemReplies },
};

const revokeToken = {
  tags,
  summary: "Revoke an API token",
  params: apiTokenIdParamsSchema,
  response: { 204: z.null(), ...problemReplies },
};

export function tokenRoutes(server: HubServer, { apiTokens }: Pick<AccessServices, "apiTokens">): void {
  server.post("/tokens", { config, schema: createToken }, async (request, reply) => {
    const { name, permissions, expires_at } = request.body;
    const expiresAt = expires_at ? new Date(expires_at) : undefined;
    const { token, secret } = await apiTokens.create(principalOf(request), { name, permissions, expiresAt });
    return reply.status(201).send({ ...toReply(token), token: secret });
  });
  server.get("/tokens", { config, schema: listTokens }, async (request) => {
    const { items, nextCursor } = await apiTokens.list(principalOf(request), request.query);
    return { tokens: items.map(toReply), next_cursor: nextCursor };
  });
  server.delete("/tokens/:id", { config, schema: revokeToken }, async (request, reply) => {
    await apiTokens.revoke(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
}

function toReply(token: ApiToken): ApiTokenReply {
  return {
    id: token.id,
    name: token.name,
    permissions: [...token.permissions],
    user_id: token.userId,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt?.toISOString() ?? null,
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
  };
}
