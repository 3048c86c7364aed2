// The dashboard's own way to log in: the token goes into a cookie and never into the page.
import { acceptInvitationRequestSchema, loginRequestSchema, meSchema } from "@logix/api/hub/auth";
import { problemReplies } from "@logix/api/problem";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AccessServices } from "../../services/access/index.ts";
import type { Login } from "../../services/access/login-tokens.ts";
import type { HubServer } from "../hub-server.ts";
import { endSession, refuseForeignPage, setSession } from "../session-cookie.ts";
import { toMe } from "./auth.ts";

const tags = ["Login"];
const open = { access: "public" } as const;
const description = "Needs the header `X-Logix-Dashboard`. Programs use `POST /auth/login` instead.";

const openSession = {
  tags,
  operationId: "openSession",
  summary: "Log in by cookie",
  description,
  body: loginRequestSchema,
  response: { 200: meSchema, ...problemReplies },
};

const openSessionByInvitation = {
  tags,
  operationId: "openSessionByInvitation",
  summary: "Choose a password by a one-time link, and log in by cookie",
  description,
  body: acceptInvitationRequestSchema,
  response: { 200: meSchema, ...problemReplies },
};

const closeSession = {
  tags,
  operationId: "closeSession",
  summary: "Log out of this browser",
  response: { 204: z.null(), ...problemReplies },
};

export function sessionRoutes(server: HubServer, { login, ownUser }: Pick<AccessServices, "login" | "ownUser">): void {
  const enter = async (request: FastifyRequest, reply: FastifyReply, { token, expiresAt }: Login) => {
    const principal = await login.principalOf(token);
    setSession(request, reply, token, expiresAt);
    return toMe(await ownUser.me(principal), principal);
  };
  server.post("/session", { config: open, schema: openSession }, async (request, reply) => {
    refuseForeignPage(request);
    return enter(request, reply, await login.logIn({ ...request.body, address: request.ip }));
  });
  server.post("/session/invitation", { config: open, schema: openSessionByInvitation }, async (request, reply) => {
    refuseForeignPage(request);
    return enter(request, reply, await login.acceptInvitation(request.body));
  });
  server.delete("/session", { config: open, schema: closeSession }, async (request, reply) => {
    refuseForeignPage(request);
    endSession(request, reply);
    return reply.status(204).send(null);
  });
}
