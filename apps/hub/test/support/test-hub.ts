// A whole hub for a test: its own database, its workers, its HTTP side on a free port of the loopback.
import { randomBytes } from "node:crypto";
import { HubError } from "@logix/model";
import type { Logger } from "pino";
import { type Hub, type HubOptions, makeHub } from "../../src/app.ts";
import { makeLog } from "../../src/log.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

export const OWNER = { email: "owner@example.com", password: "a long password" };

export type TestHub = {
  readonly hub: Hub;
  readonly url: string;
  readonly database: TestDatabase;
  /** Of the first user. */
  readonly token: string;
  /** As somebody else, or as nobody with null. */
  call(method: string, path: string, body?: unknown, token?: string | null): Promise<Reply>;
  close(): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: a test looks into replies of any shape
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: any };

export type TestHubOptions = {
  readonly role?: "all" | "api" | "worker";
  readonly storeRate?: number;
  readonly ca?: string;
  readonly patienceMs?: number;
  /** Instead of where it listens. */
  readonly publicUrl?: string;
  readonly database?: TestDatabase;
  /** Where the log shall go; nowhere by default. */
  readonly log?: Logger;
  readonly connectors?: HubOptions["connectors"];
  readonly mail?: HubOptions["mail"];
  /** In place of the real clock. */
  readonly now?: () => Date;
};

export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const database = options.database ?? (await createTestDatabase());
  let url = "http://127.0.0.1:0";
  const hub = await makeHub({
    databaseUrl: database.url,
    role: options.role ?? "all",
    publicUrl: () => options.publicUrl ?? url,
    encryptionKey: Buffer.alloc(32, 7),
    allowPrivateHosts: ["127.0.0.1", "localhost"],
    storeRequestsPerSecond: options.storeRate ?? 1000,
    ca: options.ca,
    patienceMs: options.patienceMs,
    log: options.log ?? makeLog({ level: process.env.TEST_LOG_LEVEL ?? "silent" }),
    now: options.now ?? (() => new Date()),
    mail: options.mail,
    connectors: options.connectors,
  });
  await hub.services.firstRun.ensureFirstUser(OWNER);
  await hub.start();
  url = await hub.server.listen({ host: "127.0.0.1", port: 0 });
  const token = await logIn(url, OWNER);
  return {
    hub,
    url,
    database,
    token,
    call: (method, path, body, as = token) => call(url, method, path, body, as),
    close: async () => {
      await hub.stop();
      if (!options.database) await database.close();
    },
  };
}

export async function logIn(url: string, who: { readonly email: string; readonly password: string }): Promise<string> {
  const { body } = await call(url, "POST", "/api/v1/auth/login", who, null);
  return String(body.token);
}

/** A further account with its first user; returns that user's token. */
export async function anotherAccount(hub: TestHub): Promise<string> {
  const who = { email: `${randomBytes(4).toString("hex")}@example.com`, password: "another long password" };
  const reply = await hub.call("POST", "/api/v1/accounts", { name: "Another shop", ...who });
  if (reply.status !== 201) throw new HubError("conflict", JSON.stringify(reply.body));
  return logIn(hub.url, who);
}

/** One request with a JSON body, as somebody or as nobody. */
export async function call(
  url: string,
  method: string,
  path: string,
  body: unknown,
  token: string | null,
): Promise<Reply> {
  const reply = await fetch(url + path, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: jsonOrText(text) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Looks until `look` finds something; for what happens by itself in the background. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false>,
  what: string,
  withinMs = 15_000,
): Promise<T> {
  const ends = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > ends) throw new Error(`It never happened that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
