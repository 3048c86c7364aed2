// Whatever happens, at the most talkative log level: no secret is in what the hub writes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  ENCRYPTION_KEY,
  endHubProcesses,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startUsableHub,
  type UsableHub,
} from "./support/hub-process.ts";
import { connect, countOf, receiverOf } from "./support/same-orders.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { deliver, signed, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { call, eventually, logIn, OWNER } from "./support/test-hub.ts";

const WRONG = {
  wrongPassword: "a-wrong-password",
  wrongKey: "ck_wrong_key",
  wrongSecret: "cs_wrong_secret",
  wrongToken: "lgx_a_wrong_token",
};

let folder: string;
let database: TestDatabase;
let store: WooStore;

beforeEach(async () => {
  folder = mkdtempSync(join(scratchFolder(), "logix-process-secrets-"));
  [database, store] = await Promise.all([createTestDatabase(), startWooStore({ orders: 30, products: 5 })]);
});
afterEach(async () => {
  await endHubProcesses();
  await Promise.all([database.close(), store.close()]);
  rmSync(folder, { recursive: true, force: true });
});

test(
  "at LOG_LEVEL=trace neither the terminal nor the log file holds a secret",
  async () => {
    const logFile = join(folder, "hub.log");
    const hub = await startUsableHub({ ...onDatabase(database.url), LOG_LEVEL: "trace", LOG_FILE: logFile });
    const login = await logIn(hub.url, OWNER);
    const { body: made } = await hub.call("POST", "/api/v1/tokens", {
      name: "A program",
      permissions: ["orders:read"],
    });
    const integration = await connect(hub, store, { webhookSecret: WEBHOOK_SECRET });
    const path = `/api/v1/woocommerce/integrations/${integration}`;
    await useEverything(hub, path, receiverOf(hub, integration));
    await failInManyWays(hub, path);
    await hub.signal("SIGTERM");

    const log = readFileSync(logFile, "utf8");
    for (const line of ["store called", `${path}/sync`, "/auth/login"]) expect(log).toContain(line);
    const secrets = {
      consumerKey: store.consumerKey,
      consumerSecret: store.consumerSecret,
      webhookSecret: WEBHOOK_SECRET,
      password: OWNER.password,
      encryptionKey: ENCRYPTION_KEY,
      ...databasePasswordOf(database.url),
      login,
      apiToken: String(made.token),
      ...WRONG,
    };
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret.length, name).toBeGreaterThan(5);
      for (const form of [secret, encodeURIComponent(secret)]) {
        expect((hub.output() + log).includes(form), `${name} was written`).toBe(false);
      }
    }
  },
  PATIENCE_MS,
);

/** A server that trusts everybody is reached without one. */
function databasePasswordOf(url: string): { readonly databasePassword?: string } {
  const { password } = new URL(url);
  return password === "" ? {} : { databasePassword: password };
}

async function useEverything(hub: UsableHub, path: string, receiver: string): Promise<void> {
  for (const [step, status] of Object.entries({ test: 200, sync: 200, webhooks: 201 })) {
    expect(await hub.call("POST", `${path}/${step}`, {})).toMatchObject({ status });
  }
  expect(await deliver(receiver, signed(store, store.control.placeOrder({})))).toBe(200);
  expect(await deliver(receiver, signed(store, store.control.placeOrder({}), "a-forger"))).toBe(401);
  const open = "deliveries where state in ('waiting', 'rereading')";
  await eventually(async () => (await countOf(database.pool, open)) === 0, "the deliveries are applied", SETTLE_MS);
}

async function failInManyWays(hub: UsableHub, path: string): Promise<void> {
  const keys = { consumer_key: WRONG.wrongKey, consumer_secret: WRONG.wrongSecret };
  const login = { email: OWNER.email, password: WRONG.wrongPassword };
  const change = { current_password: WRONG.wrongPassword, new_password: "short" };
  const replies = [
    await call(hub.url, "POST", "/api/v1/auth/login", login, null),
    await call(hub.url, "POST", "/api/v1/auth/login", `{"password": "${WRONG.wrongPassword}"`, null),
    await call(hub.url, "GET", "/api/v1/auth/me", undefined, WRONG.wrongToken),
    await call(hub.url, "GET", `/api/v1/auth/me?token=${WRONG.wrongToken}`, undefined, null),
    await hub.call("POST", "/api/v1/woocommerce/integrations", { store_url: store.url, ...keys }),
    await hub.call("POST", "/api/v1/woocommerce/integrations", { store_url: "http://192.0.2.1", ...keys }),
    await hub.call("POST", `${path}/rotate`, keys),
    await hub.call("POST", "/api/v1/auth/password", change),
  ];
  for (const { status, body } of replies) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    for (const secret of Object.values(WRONG)) expect(JSON.stringify(body)).not.toContain(secret);
  }
  const tried = await hub.call("POST", "/api/v1/woocommerce/integrations/test", { store_url: store.url, ...keys });
  expect(tried).toMatchObject({ status: 200, body: { success: false } });
  store.control.faults.set([
    { kind: "status", status: 500, times: 3 },
    { kind: "drop", times: 3 },
  ]);
  await hub.call("POST", `${path}/sync`, { limit: 1000 });
}
