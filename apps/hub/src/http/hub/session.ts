// The dashboard's own way to log in: the token goes into a cookie and never into the page.
import {
  acceptInvitationRequestSchema,
  loginRequestSchema,
  meSchema,
  passwordChangeRequestSchema,
} from "@logix/api/hub/auth";
import { problemReplies } from "@logix/api/problem";
import { isHubError } from "@logix/model";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { AccessServices } from "../../services/access/index.ts";
import type { Login } from "../../services/access/login-tokens.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { endSession, refuseForeignPage, sessionToken, setSession } from "../session-cookie.ts";
import { toMe } from "./auth.ts";

const tags = ["Login"];
const open = { access: "public" } as const;
const signedIn = { access: "signed-in" } as const;
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

const changePasswordOfSession = {
  tags,
  operationId: "changePasswordOfSession",
  summary: "Change your password, and stay logged in by cookie",
  description,
  body: passwordChangeRequestSchema,
  response: { 200: meSchema, ...problemReplies },
};

const closeSession = {
  tags,
  operationId: "closeSession",
  summary: "Log out of this browser",
  description: "The cookie is taken away, and a copy of it is worthless from then on.",
  response: { 204: z.null(), ...problemReplies },
};

export function sessionRoutes(server: HubServer, { login, ownUser }: Pick<AccessServices, "login" | "ownUser">): void {
  const enter = async (request: FastifyRequest, reply: FastifyReply, { token, expiresAt }: Login) => {
    const principal = await login.principalOf(token);
    setSession(request, reply, token, expiresAt);
    return toMe(await ownUser.me(principal), principal);
  };
  const leave = async (token: string) => ownUser.logOut(await login.principalOf(token), token);
  server.post("/session", { config: open, schema: openSession }, async (request, reply) => {
    refuseForeignPage(request);
    return enter(request, reply, await login.logIn({ ...request.body, address: request.ip }));
  });
  server.post("/session/invitation", { config: open, schema: openSessionByInvitation }, async (request, reply) => {
    refuseForeignPage(request);
    return enter(request, reply, await login.acceptInvitation(request.body));
  });
  server.post("/session/password", { config: signedIn, schema: changePasswordOfSession }, async (request, reply) => {
    refuseForeignPage(request);
    const { current_password: current, new_password: next } = request.body;
    const change = { current, next, address: request.ip };
    return enter(request, reply, await ownUser.changePassword(principalOf(request), change));
  });
  server.delete("/session", { config: open, schema: closeSession }, async (request, reply) => {
    refuseForeignPage(request);
    const token = sessionToken(request);
    if (token !== undefined) await leave(token).catch(unlessWorthless);
    endSession(request, reply);
    return reply.status(204).send(null);
  });
}

/** The cookie goes away also where its token was of no use any more. */
function unlessWorthless(error: unknown): void {
  if (!isHubError(error) || error.kind !== "unauthenticated") throw error;
}
