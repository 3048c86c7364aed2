// A hub with nothing but its door: accounts, users, tokens. Its clock stands still until a test moves it.
import { randomBytes } from "node:crypto";
import type { Permission, Role } from "@logix/api/permissions";
import fastify, { type InjectOptions } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { Kysely, PostgresDialect } from "kysely";
import { type Database, makeDatabase } from "../../src/database/database.ts";
import { makeSealer, type Sealer } from "../../src/database/sealing.ts";
import type { Tables } from "../../src/database/tables.ts";
import { authHook } from "../../src/http/auth.ts";
import { accountRoutes } from "../../src/http/hub/accounts.ts";
import { auditRoutes } from "../../src/http/hub/audit.ts";
import { authRoutes } from "../../src/http/hub/auth.ts";
import { tokenRoutes } from "../../src/http/hub/tokens.ts";
import { userRoutes } from "../../src/http/hub/users.ts";
import type { HubServer } from "../../src/http/hub-server.ts";
import { replyNotFound, replyWithProblem } from "../../src/http/problem-replies.ts";
import { type AccessServices, makeAccess } from "../../src/services/access/index.ts";
import type { GiveBack, Limiter } from "../../src/services/access/login-attempts.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

export const OWNER = { email: "owner@example.com", password: "correct horse battery" };

export type Clock = { now(): Date; passes(duration: { readonly ms: number }): void };

export type TestHub = {
  readonly access: AccessServices;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly pool: TestDatabase["pool"];
  readonly clock: Clock;
  readonly server: HubServer;
  /** A second process over the same database. */
  another(): AccessServices;
  close(): Promise<void>;
};

/** With `OWNER` as its first user. */
export async function openTestHub(): Promise<TestHub> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase);
  const clock = makeClock();
  const sealer = makeSealer({ current: Buffer.alloc(32, 7) });
  const limits = memoryLimits(clock);
  const another = () => makeAccess({ database, sealer, ...limits, now: clock.now, random: randomBytes });
  const access = another();
  await access.firstRun.ensureFirstUser(OWNER);
  const server = await openServer(access);
  const close = async () => {
    await server.close();
    await testDatabase.close();
  };
  return { access, database, sealer, pool: testDatabase.pool, clock, server, another, close };
}

export function openDatabase({ pool }: TestDatabase): Database {
  return makeDatabase(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
}

export function makeClock(): Clock {
  let at = Date.now();
  return {
    now: () => new Date(at),
    passes: ({ ms }) => {
      at += ms;
    },
  };
}

/** The engine's limiter in memory: a bucket that refills steadily. */
export function memoryLimits(clock: Clock): { limiter: Limiter; giveBack: GiveBack } {
  const busyUntil = new Map<string, number>();
  return {
    limiter: async (key, { requests, perMs, burst }) => {
      const at = clock.now().getTime();
      const next = Math.max(busyUntil.get(key) ?? 0, at) + perMs / requests;
      const waitMs = Math.max(0, next - (perMs / requests) * burst - at);
      if (waitMs === 0) busyUntil.set(key, next);
      return { allowed: waitMs === 0, retryAt: new Date(at + waitMs) };
    },
    giveBack: async (key, { requests, perMs }) => {
      busyUntil.set(key, (busyUntil.get(key) ?? 0) - perMs / requests);
    },
  };
}

async function openServer(access: AccessServices): Promise<HubServer> {
  const server = fastify().withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(replyWithProblem);
  server.setNotFoundHandler(replyNotFound);
  authHook({ login: access.login, apiTokens: access.apiTokens })(server);
  await server.register(
    async (hub: HubServer) => {
      for (const routes of [authRoutes, accountRoutes, userRoutes, tokenRoutes, auditRoutes]) routes(hub, access);
    },
    { prefix: "/api/v1" },
  );
  await server.ready();
  return server;
}

export type Reply = { readonly status: number; readonly body: unknown; readonly headers: Record<string, unknown> };

/** A client with a token, or with none. */
export function clientOf({ server }: TestHub, token?: string) {
  const call = async (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: unknown): Promise<Reply> => {
    const request: InjectOptions = {
      method,
      url: `/api/v1${url}`,
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
      headers: {
        ...(payload !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    };
    const reply = await server.inject(request);
    return { status: reply.statusCode, body: reply.payload === "" ? null : reply.json(), headers: reply.headers };
  };
  return {
    get: (url: string) => call("GET", url),
    post: (url: string, payload?: unknown) => call("POST", url, payload),
    patch: (url: string, payload: unknown) => call("PATCH", url, payload),
    delete: (url: string) => call("DELETE", url),
  };
}

export type Client = ReturnType<typeof clientOf>;

export async function loggedIn(hub: TestHub, who: { email: string; password: string } = OWNER): Promise<Client> {
  return clientOf(hub, await tokenOf(hub, who));
}

export async function tokenOf(hub: TestHub, who: { email: string; password: string } = OWNER): Promise<string> {
  const { token } = await hub.access.login.logIn({ ...who, address: "192.0.2.1" });
  return token;
}

let count = 0;

/** A further user of the first account, added by its owner. */
export async function aUser(
  hub: TestHub,
  { role }: { role: Role },
): Promise<{ id: string; email: string; password: string }> {
  count += 1;
  const who = { email: `user${count}@example.com`, password: "a password of mine" };
  const owner = await hub.access.login.principalOf(await tokenOf(hub));
  const { user } = await hub.access.users.create(owner, { ...who, name: `User ${count}`, role });
  return { id: user.id, ...who };
}

/** A further account with an owner of its own. */
export async function anotherAccount(hub: TestHub): Promise<{ email: string; password: string }> {
  count += 1;
  const who = { email: `owner${count}@example.com`, password: "a password of mine" };
  const owner = await hub.access.login.principalOf(await tokenOf(hub));
  await hub.access.accounts.create(owner, { ...who, name: `Shop ${count}` });
  return who;
}

/** An API token of the owner. */
export async function anApiToken(hub: TestHub, permissions: readonly Permission[]): Promise<string> {
  const owner = await hub.access.login.principalOf(await tokenOf(hub));
  const { secret } = await hub.access.apiTokens.create(owner, { name: "A program", permissions });
  return secret;
}
