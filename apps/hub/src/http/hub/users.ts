// The people of an account.
import { pageQuerySchema } from "@logix/api/hub/page";
import {
  invitationSchema,
  newUserRequestSchema,
  newUserSchema,
  type User as UserReply,
  userChangeRequestSchema,
  userIdParamsSchema,
  userListSchema,
  userSchema,
} from "@logix/api/hub/users";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { AccessServices } from "../../services/access/index.ts";
import type { Invitation } from "../../services/access/invitations.ts";
import type { User } from "../../services/access/user.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

const tags = ["Users"];
const config = { access: "admin:users" } as const;

const listUsers = {
  tags,
  summary: "The users of your account",
  querystring: pageQuerySchema,
  response: { 200: userListSchema, ...problemReplies },
};

const createUser = {
  tags,
  summary: "Add a user",
  description: "With a password, or with an invitation: its one-time link is in the reply, and only there.",
  body: newUserRequestSchema,
  response: { 201: newUserSchema, ...problemReplies },
};

const changeUser = {
  tags,
  summary: "Change, disable or enable a user",
  params: userIdParamsSchema,
  body: userChangeRequestSchema,
  response: { 200: userSchema, ...problemReplies },
};

const removeUser = {
  tags,
  summary: "Disable a user",
  description: "Users are not deleted, because histories name them.",
  params: userIdParamsSchema,
  response: { 204: z.null(), ...problemReplies },
};

const inviteUser = {
  tags,
  summary: "Make a new one-time link for a user",
  description: "For an invitation that expired, or a password that was lost.",
  params: userIdParamsSchema,
  response: { 201: invitationSchema, ...problemReplies },
};

export function userRoutes(server: HubServer, { users }: Pick<AccessServices, "users">): void {
  server.get("/users", { config, schema: listUsers }, async (request) => {
    const { items, nextCursor } = await users.list(principalOf(request), request.query);
    return { users: items.map(toReply), next_cursor: nextCursor };
  });
  server.post("/users", { config, schema: createUser }, async (request, reply) => {
    const { user, invitation } = await users.create(principalOf(request), request.body);
    return reply.status(201).send({ user: toReply(user), invitation: invitation && toInvitation(invitation) });
  });
  server.patch("/users/:id", { config, schema: changeUser }, async (request) =>
    toReply(await users.change(principalOf(request), request.params.id, request.body)),
  );
  server.delete("/users/:id", { config, schema: removeUser }, async (request, reply) => {
    await users.change(principalOf(request), request.params.id, { disabled: true });
    return reply.status(204).send(null);
  });
  server.post("/users/:id/invitation", { config, schema: inviteUser }, async (request, reply) => {
    const invitation = await users.inviteAgain(principalOf(request), request.params.id);
    return reply.status(201).send(toInvitation(invitation));
  });
}

function toReply({ hasPassword, createdAt, ...user }: User): UserReply {
  return { ...user, has_password: hasPassword, created_at: createdAt.toISOString() };
}

function toInvitation({ path, expiresAt }: Invitation) {
  return { path, expires_at: expiresAt.toISOString() };
}
