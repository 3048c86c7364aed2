// `logix reconcile` and `logix drift` against a whole hub.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../src/cli/program.ts";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "logix-cli-"));
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 20, webhooks: false });
  await shop.sync();
  expect(await logix("login", "--email", OWNER.email)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
  rmSync(home, { recursive: true, force: true });
});

async function logix(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runCli(args, {
    env: { HOME: home, LOGIX_URL: hub.url, LOGIX_PASSWORD: OWNER.password },
    fetch,
    out: (text) => (out += text),
    err: (text) => (err += text),
    progressStream: null,
    ask: () => Promise.reject(new Error("nobody is there to be asked")),
    askHidden: () => Promise.reject(new Error("nobody is there to be asked")),
    wait: () => wait(20),
  });
  return { code, out, err };
}

test("it compares, says which row differed and how, and what has become of it", async () => {
  const order = shop.store.control.orders().find(({ status }) => status === "processing");
  shop.store.control.tamperOrder(Number(order?.id), { status: "completed" });
  const { code, out } = await logix("reconcile", shop.id, "--only", "orders");
  expect(code).toBe(0);
  expect(out).toMatch(/^What +Listed +Ranges +Apart +Differed +Still\norders +\d+ +\d+ +1 +1 +0\n/);
  expect(out).toContain(`${order?.id}`);
  expect(out).toContain("status: processing here, completed there");
  expect(out).toContain("mended");
});

test("drift shows how it went, newest first", async () => {
  await logix("reconcile", shop.id, "--only", "orders");
  const { out } = await logix("drift", shop.id);
  const [, newest, first] = out.split("\n");
  expect(newest).toMatch(/orders +\d+ +0 +0 /);
  expect(first).toMatch(/orders +\d+ +1 +0 /);
});

test("a store that cannot be found is told", async () => {
  expect(await logix("reconcile", "integration_nobody")).toMatchObject({ code: 1 });
});
