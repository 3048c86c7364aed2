// Accounts: one's own, and further ones made by the installation's administrator.
import {
  type Account,
  accountChangeRequestSchema,
  accountSchema,
  newAccountRequestSchema,
  newAccountSchema,
} from "@logix/api/hub/accounts";
import { problemReplies } from "@logix/api/problem";
import type { AccountRow } from "../../database/access/accounts.ts";
import type { AccessServices } from "../../services/access/index.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

const tags = ["Accounts"];
const signedIn = { access: "signed-in" } as const;
/** Who decides about the people of an account also names it. */
const owners = { access: "admin:users" } as const;

const createAccount = {
  tags,
  summary: "Make an account with its first owner",
  description: "For administrators of this installation.",
  body: newAccountRequestSchema,
  response: { 201: newAccountSchema, ...problemReplies },
};

const readAccount = { tags, summary: "Your own account", response: { 200: accountSchema, ...problemReplies } };

const changeAccount = {
  tags,
  operationId: "changeAccount",
  summary: "Rename your own account",
  description: "For its owners.",
  body: accountChangeRequestSchema,
  response: { 200: accountSchema, ...problemReplies },
};

export function accountRoutes(server: HubServer, { accounts }: Pick<AccessServices, "accounts">): void {
  server.post("/accounts", { config: signedIn, schema: createAccount }, async (request, reply) => {
    const { account, user } = await accounts.create(principalOf(request), request.body);
    const owner = { id: user.public_id, email: user.email, role: "owner" } as const;
    return reply.status(201).send({ account: toAccount(account), user: owner });
  });
  server.get("/account", { config: signedIn, schema: readAccount }, async (request) =>
    toAccount(await accounts.own(principalOf(request))),
  );
  server.patch("/account", { config: owners, schema: changeAccount }, async (request) =>
    toAccount(await accounts.rename(principalOf(request), request.body.name)),
  );
}

export function toAccount({ id, name, created_at }: AccountRow): Account {
  return { id, name, created_at: created_at.toISOString() };
}
