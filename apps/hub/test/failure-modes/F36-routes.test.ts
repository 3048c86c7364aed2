// F36: where no REST API answers, both of its routes are tried and the setting that is wrong is named; what is no JSON is an
// error with its first 200 characters, never a crash.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { settingsOf } from "../support/connected-hub.ts";
import { connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
const stores: WooStore[] = [];
beforeAll(async () => {
  hub = await startTestHub();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});
afterAll(() => hub?.close());

async function aStore(options: WooStoreOptions = {}): Promise<WooStore> {
  const store = await startWooStore({ orders: 3, products: 3, ...options });
  stores.push(store);
  return store;
}
const connect = (store: WooStore) =>
  hub.call("POST", "/api/v1/connections", { platform: "woocommerce", auto_sync: false, settings: settingsOf(store) });
const askedPaths = (store: WooStore) =>
  store.control
    .requests()
    .map(({ path, query }) => (query.rest_route === undefined ? path : `?rest_route=${query.rest_route}`));

test("F36 with plain permalinks both routes are tried and the very setting is named", async () => {
  const store = await aStore({ permalinks: "plain" });
  const reply = await connect(store);
  expect(reply).toMatchObject({ status: 422, body: { code: "permalinks_plain" } });
  expect(reply.body.remedy).toContain("Settings > Permalinks");
  const paths = askedPaths(store);
  expect(paths.some((path) => path.startsWith("/wp-json/wc/v3"))).toBe(true);
  expect(paths.some((path) => path.startsWith("?rest_route="))).toBe(true);
  expect(JSON.stringify(reply.body)).not.toContain(store.consumerSecret);
});

test("F36 a store whose web server rewrites nothing works over its other route", async () => {
  const store = await aStore({ permalinks: "index" });
  const reply = await connect(store);
  expect(reply.status).toBe(201);
  expect(await finishedRun(hub, reply.body.public_id, { kind: "orders" })).toMatchObject({ state: "done", failed: 0 });
});

test("F36 a page with status 200 where the API should be is told with how it begins", async () => {
  const store = await aStore();
  store.control.faults.set({ kind: "html-404-200" });
  const reply = await connect(store);
  expect(reply).toMatchObject({
    status: 422,
    body: { code: "html_answer", remedy: expect.stringContaining("/wp-json/"), remote: { status: 200 } },
  });
  const { excerpt } = reply.body.remote;
  expect(excerpt).toMatch(/^<!DOCTYPE html>/);
  expect(excerpt.length).toBeLessThanOrEqual(200);
});

test.each([
  ["a missing route", { kind: "status", status: 404 }, "rest_unavailable"],
  ["a bot check", { kind: "cloudflare-403" }, "challenge"],
  ["a security plugin", { kind: "rest-closed" }, "rest_closed"],
  ["maintenance", { kind: "status", status: 503 }, "maintenance"],
] as const)("F36 %s is called by its name", async (_, fault, code) => {
  const store = await aStore();
  store.control.faults.set(fault);
  expect(await connect(store)).toMatchObject({
    body: { code, remedy: expect.any(String) },
  });
  expect((await hub.call("GET", "/healthz")).status).toBe(200);
});

test.each(["bom", "html-before-json"] as const)(
  "F36 a store that answers with %s is read all the same",
  async (kind) => {
    const store = await aStore();
    store.control.faults.set({ kind });
    const reply = await connect(store);
    expect(reply.status).toBe(201);
    const prints = expect.stringContaining("prints text");
    if (kind === "html-before-json") expect(reply.body.store.warnings).toContainEqual(prints);
    expect(await finishedRun(hub, reply.body.public_id, { kind: "orders" })).toMatchObject({
      state: "done",
      failed: 0,
    });
  },
);

test.each(["html-404-200", "truncate"] as const)(
  "F36 %s in the middle of work is put off with a typed error, and nothing is lost",
  async (kind) => {
    const running = await aStore({ orders: 0 });
    const shop = await connectStore(hub, { running, webhooks: false });
    const placed = running.control.placeOrder({});
    running.control.faults.set({ kind, times: 2 });
    const run = (await hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind: "orders" })).body;
    const { error } = await eventually(async () => {
      const { body } = await hub.call("GET", `/api/v1/runs/${run.id}`);
      return body.error !== null && body;
    }, "it was put off");
    expect(error).toMatchObject({ kind: "unreadable", code: "not_json" });
    expect(error.excerpt.length).toBeGreaterThan(0);
    expect(error.excerpt.length).toBeLessThanOrEqual(200);
    expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
  },
);
