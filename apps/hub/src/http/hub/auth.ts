// Logging in, and a signed-in user's own affairs.
import {
  acceptInvitationRequestSchema,
  loginRequestSchema,
  loginSchema,
  type Me as MeReply,
  meChangeRequestSchema,
  meSchema,
  passwordChangeRequestSchema,
} from "@logix/api/hub/auth";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { AccessServices } from "../../services/access/index.ts";
import type { Login } from "../../services/access/login-tokens.ts";
import type { Me } from "../../services/access/own-user.ts";
import type { Principal } from "../../services/principal.ts";
import { principalOf, tokenOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toAccount } from "./accounts.ts";

const tags = ["Login"];
const open = { access: "public" } as const;
const signedIn = { access: "signed-in" } as const;

const logIn = {
  tags,
  summary: "Log in",
  description: "After 10 failures for one e-mail address, or 30 from one visitor, there is a pause.",
  body: loginRequestSchema,
  response: { 200: loginSchema, ...problemReplies },
};

const acceptInvitation = {
  tags,
  summary: "Choose a password by a one-time link",
  body: acceptInvitationRequestSchema,
  response: { 200: loginSchema, ...problemReplies },
};

const changePassword = {
  tags,
  summary: "Change your password",
  body: passwordChangeRequestSchema,
  response: { 200: loginSchema, ...problemReplies },
};

const me = { tags, summary: "Who am I?", response: { 200: meSchema, ...problemReplies } };

const changeMe = {
  tags,
  operationId: "changeMe",
  summary: "Change your own name",
  description: "Needs a login; an API token is not enough.",
  body: meChangeRequestSchema,
  response: { 200: meSchema, ...problemReplies },
};

const logOut = {
  tags,
  operationId: "logOut",
  summary: "End this login",
  description: "Its token is worthless from then on. Other logins and API tokens are not touched.",
  response: { 204: z.null(), ...problemReplies },
};

const logOutEverywhere = {
  tags,
  summary: "End all of your logins",
  description: "API tokens are not touched.",
  response: { 204: z.null(), ...problemReplies },
};

export function authRoutes(server: HubServer, { login, ownUser }: Pick<AccessServices, "login" | "ownUser">): void {
  server.post("/auth/login", { config: open, schema: logIn }, async ({ body, ip }) =>
    toLogin(await login.logIn({ ...body, address: ip })),
  );
  server.post("/auth/accept-invitation", { config: open, schema: acceptInvitation }, async ({ body }) =>
    toLogin(await login.acceptInvitation(body)),
  );
  server.post("/auth/password", { config: signedIn, schema: changePassword }, async (request) => {
    const { current_password: current, new_password: next } = request.body;
    return toLogin(await ownUser.changePassword(principalOf(request), { current, next, address: request.ip }));
  });
  server.get("/auth/me", { config: signedIn, schema: me }, async (request) => {
    const principal = principalOf(request);
    return toMe(await ownUser.me(principal), principal);
  });
  server.patch("/auth/me", { config: signedIn, schema: changeMe }, async (request) => {
    const principal = principalOf(request);
    return toMe(await ownUser.rename(principal, request.body.name), principal);
  });
  server.post("/auth/logout", { config: signedIn, schema: logOut }, async (request, reply) => {
    await ownUser.logOut(principalOf(request), tokenOf(request));
    return reply.status(204).send(null);
  });
  server.post("/auth/logout-everywhere", { config: signedIn, schema: logOutEverywhere }, async (request, reply) => {
    await ownUser.logOutEverywhere(principalOf(request));
    return reply.status(204).send(null);
  });
}

function toLogin({ token, expiresAt }: Login) {
  return { token, expires_at: expiresAt.toISOString() };
}

export function toMe({ user, account, permissions }: Me, { administrator, via }: Principal): MeReply {
  return {
    user: { id: user.id, email: user.email, name: user.name },
    account: toAccount(account),
    role: user.role,
    permissions: [...permissions],
    administrator,
    via,
  };
}
