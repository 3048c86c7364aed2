// Whatever happens, at the most talkative log level: no secret is in what the hub writes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startWooStore } from "@logix/sandbox/woocommerce";
import { afterEach, expect, test } from "vitest";
import { ENCRYPTION_KEY, endHubProcesses, onDatabase, startUsableHub, type UsableHub } from "./support/hub-process.ts";
import { connect, countOf, receiverOf } from "./support/same-orders.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { deliver, signed, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { createTestDatabase } from "./support/test-database.ts";
import { call, eventually, logIn, OWNER } from "./support/test-hub.ts";

const WRONG = {
  wrongPassword: "a-wrong-password",
  wrongKey: "ck_wrong_key",
  wrongSecret: "cs_wrong_secret",
  wrongToken: "lgx_a_wrong_token",
};

afterEach(endHubProcesses);

test.each(["debug", "trace"])(
  "at LOG_LEVEL=%s neither the terminal nor the log file holds a secret",
  async (level) => {
    const folder = mkdtempSync(join(scratchFolder(), "logix-process-secrets-"));
    const logFile = join(folder, "hub.log");
    const [database, store] = await Promise.all([createTestDatabase(), startWooStore({ orders: 30, products: 5 })]);
    const hub = await startUsableHub({ ...onDatabase(database.url), LOG_LEVEL: level, LOG_FILE: logFile });

    const token = await logIn(hub.url, OWNER);
    const integration = await connect(hub, store, { webhookSecret: WEBHOOK_SECRET });
    const path = `/api/v1/woocommerce/integrations/${integration}`;
    for (const step of ["/test", "/sync", "/webhooks"]) {
      expect(await hub.call("POST", path + step, {})).toMatchObject({ status: step === "/webhooks" ? 201 : 200 });
    }
    const { body: made } = await hub.call("POST", "/api/v1/tokens", {
      name: "A program",
      permissions: ["orders:read"],
    });
    const receiver = receiverOf(hub, integration);
    expect(await deliver(receiver, signed(store, store.control.placeOrder({})))).toBe(200);
    expect(await deliver(receiver, signed(store, store.control.placeOrder({}), "a-forger"))).toBe(401);
    await failInManyWays(hub, path, store.url);
    store.control.faults.set([
      { kind: "status", status: 500, times: 3 },
      { kind: "drop", times: 3 },
    ]);
    await hub.call("POST", `${path}/sync`, { limit: 1000 });
    const open = "deliveries where state in ('waiting', 'rereading')";
    await eventually(async () => (await countOf(database.pool, open)) === 0, "the deliveries are applied");
    await hub.signal("SIGTERM");

    const log = readFileSync(logFile, "utf8");
    expect(log).toContain("store called");
    expect(log).toContain(`${path}/sync`);
    const written = hub.output() + log;
    const secrets = {
      consumerKey: store.consumerKey,
      consumerSecret: store.consumerSecret,
      webhookSecret: WEBHOOK_SECRET,
      password: OWNER.password,
      encryptionKey: ENCRYPTION_KEY,
      databasePassword: new URL(database.url).password,
      login: token,
      apiToken: String(made.token),
      ...WRONG,
    };
    for (const [name, secret] of Object.entries(secrets)) {
      expect(secret.length, name).toBeGreaterThan(5);
      expect(written.includes(secret), `${name} was written`).toBe(false);
      expect(written.includes(encodeURIComponent(secret)), `${name} was written`).toBe(false);
    }
    await Promise.all([database.close(), store.close()]);
    rmSync(folder, { recursive: true, force: true });
  },
  60_000,
);

async function failInManyWays(hub: UsableHub, path: string, storeUrl: string): Promise<void> {
  const wrongKeys = { consumer_key: WRONG.wrongKey, consumer_secret: WRONG.wrongSecret };
  const login = { email: OWNER.email, password: WRONG.wrongPassword };
  const replies = [
    await call(hub.url, "POST", "/api/v1/auth/login", login, null),
    await call(hub.url, "POST", "/api/v1/auth/login", `{"password": "${WRONG.wrongPassword}"`, null),
    await call(hub.url, "GET", "/api/v1/auth/me", undefined, WRONG.wrongToken),
    await call(hub.url, "GET", `/api/v1/auth/me?token=${WRONG.wrongToken}`, undefined, null),
    await hub.call("POST", "/api/v1/woocommerce/integrations", { store_url: storeUrl, ...wrongKeys }),
    await hub.call("POST", "/api/v1/woocommerce/integrations", { store_url: "http://192.0.2.1", ...wrongKeys }),
    await hub.call("POST", `${path}/rotate`, wrongKeys),
    await hub.call("POST", "/api/v1/auth/password", { current_password: WRONG.wrongPassword, new_password: "short" }),
  ];
  for (const reply of replies) {
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    for (const secret of Object.values(WRONG)) expect(JSON.stringify(reply.body)).not.toContain(secret);
  }
  const tried = await hub.call("POST", "/api/v1/woocommerce/integrations/test", { store_url: storeUrl, ...wrongKeys });
  expect(tried).toMatchObject({ status: 200, body: { success: false } });
}
