// Connections, runs and webhooks over the hub's own API.
import { connectionListSchema, connectionSchema } from "@logix/api/hub/connections";
import { platformListSchema } from "@logix/api/hub/platforms";
import { runSchema } from "@logix/api/hub/runs";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, settingsOf, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
const stores: WooStore[] = [];
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 12, products: 3 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), ...stores.map((store) => store.close())]);
});

async function aStore(): Promise<WooStore> {
  const store = await startWooStore({ orders: 2, products: 2 });
  stores.push(store);
  return store;
}

async function connected(store: WooStore, fields: object = {}) {
  return hub.ask(
    "POST",
    "/connections",
    { platform: "woocommerce", auto_sync: false, settings: settingsOf(store), ...fields },
    201,
  );
}

test("a new connection tells about its store and keeps its credentials to itself", async () => {
  const store = await aStore();
  const made = await connected(store, { name: "Second shop" });
  expect(connectionSchema.parse(made)).toMatchObject({
    public_id: expect.stringMatching(/^integration_/),
    name: "Second shop",
    status: "active",
    auto_sync: false,
    store: { currency: "USD", platform_version: expect.any(String), access: "read_write" },
  });
  const shown = JSON.stringify([
    made,
    await hub.ask("GET", `/connections/${made.id}`),
    await hub.ask("GET", "/connections"),
  ]);
  expect(shown).not.toContain(store.consumerKey);
  expect(shown).not.toContain(store.consumerSecret);
});

test("a connection is found by its number and by its public id", async () => {
  const { id, publicId } = hub.connection;
  expect(await hub.ask("GET", `/connections/${id}`)).toMatchObject({ id, public_id: publicId });
  expect(await hub.ask("GET", `/connections/${publicId}`)).toMatchObject({ id, public_id: publicId });
  await hub.ask("GET", "/connections/99999999999999999999", undefined, 404);
});

test("connections are listed page by page, and by platform", async () => {
  await connected(await aStore());
  const listed = await allPages(hub, "/connections", "connections", 1);
  expect(listed.length).toBeGreaterThan(1);
  expect(new Set(listed.map((connection) => connection.id)).size).toBe(listed.length);
  const { connections } = connectionListSchema.parse(await hub.ask("GET", "/connections?platform=woocommerce"));
  expect(connections).toHaveLength(listed.length);
  expect((await hub.ask("GET", "/connections?platform=shopify")).connections).toEqual([]);
});

test("what a platform needs to know can be asked for", async () => {
  const { platforms } = platformListSchema.parse(await hub.ask("GET", "/platforms"));
  const woocommerce = platforms.find((each) => each.platform === "woocommerce");
  expect(woocommerce?.settings).toContainEqual({ name: "store_url", type: "string", required: true, secret: false });
  expect(woocommerce?.settings).toContainEqual({
    name: "consumer_secret",
    type: "string",
    required: true,
    secret: true,
  });
  expect(woocommerce?.topics).toContain("order.updated");
});

test("settings that a platform does not know are named, with those that it knows", async () => {
  const settings = { ...settingsOf(await aStore()), consumerKey: "ck_1" };
  expect(await hub.ask("POST", "/connections", { platform: "woocommerce", settings }, 400)).toMatchObject({
    issues: [{ field: "settings.consumerKey", remedy: expect.stringContaining("consumer_key") }],
  });
  expect(await hub.ask("POST", "/connections", { platform: "nowhere", settings }, 400)).toMatchObject({
    issues: [{ field: "platform", remedy: expect.stringContaining("woocommerce") }],
  });
});

test("wrong credentials are the store's no, with what helps, and nothing is saved", async () => {
  const store = await aStore();
  const settings = { ...settingsOf(store), consumer_secret: "cs_wrong" };
  const reply = await hub.call("POST", "/api/v1/connections", { platform: "woocommerce", settings });
  expect(reply).toMatchObject({ status: 422, body: { remedy: expect.any(String) } });
  expect(JSON.stringify(await hub.ask("GET", "/connections"))).not.toContain(store.url);
});

test("what is changed stays changed, and the rest stays as it was", async () => {
  const { id, name } = await connected(await aStore());
  const rate_limit = { requests: 5, per_ms: 1000, burst: 2 };
  const status_map = { inbound: { packed: "PACKED" }, outbound: { PACKED: "packed" } };
  const changed = await hub.ask("PATCH", `/connections/${id}`, {
    rate_limit,
    status_map,
    stock_role: "none",
    sync_interval_minutes: 60,
  });
  expect(changed).toMatchObject({ name, rate_limit, status_map, stock_role: "none", sync_interval_minutes: 60 });
  expect(await hub.ask("PATCH", `/connections/${id}`, { rate_limit: null, name: " Renamed " })).toMatchObject({
    name: "Renamed",
    rate_limit: null,
    status_map,
  });
  expect(await hub.ask("PATCH", `/connections/${id}`, { paused: true })).toMatchObject({ status: "paused" });
  expect(await hub.ask("PATCH", `/connections/${id}`, { paused: false })).toMatchObject({ status: "active" });
});

test("a removed connection is gone, and its store can be connected again", async () => {
  const store = await aStore();
  const { id } = await connected(store);
  expect(await hub.ask("DELETE", `/connections/${id}`, undefined, 204)).toBe("");
  await hub.ask("GET", `/connections/${id}`, undefined, 404);
  await hub.ask("DELETE", `/connections/${id}`, undefined, 404);
  expect((await connected(store)).id).not.toBe(id);
});

test("a test asks the store anew", async () => {
  const store = await aStore();
  const { id } = await connected(store);
  store.control.faults.set({ kind: "status", status: 500 });
  expect(await hub.call("POST", `/api/v1/connections/${id}/test`)).toMatchObject({ status: 502 });
  store.control.faults.set([]);
  expect(await hub.ask("POST", `/connections/${id}/test`)).toMatchObject({
    id,
    status: "active",
    store: { currency: "USD" },
  });
});

test("new credentials replace the old ones only once they have worked", async () => {
  const store = await aStore();
  const { id } = await connected(store);
  const wrong = await hub.call("POST", `/api/v1/connections/${id}/rotate`, {
    settings: { consumer_secret: "cs_wrong" },
  });
  expect(wrong.status).toBe(422);
  await hub.ask("POST", `/connections/${id}/test`);
  expect(await hub.ask("POST", `/connections/${id}/rotate`, { settings: settingsOf(store) })).toMatchObject({ id });
});

test("a run is asked for, followed, and found among the others", async () => {
  const { id, publicId } = hub.connection;
  const started = await hub.ask(
    "POST",
    `/connections/${publicId}/runs`,
    { kind: "orders", since: "2020-01-01T00:00:00", limit: 5 },
    202,
  );
  expect(runSchema.parse(started)).toMatchObject({
    connection_id: id,
    connection_public_id: publicId,
    kind: "orders",
    cause: "request",
    since: "2020-01-01T00:00:00.000Z",
    limit: 5,
  });
  const ended = await eventually(async () => {
    const run = await hub.ask("GET", `/runs/${started.id}`);
    return run.finished_at !== null && run;
  }, "the run ended");
  expect(ended).toMatchObject({ state: "incomplete", seen: 5, failed: 0, error: null });
  const runs = await allPages(hub, `/runs?connection_id=${id}`, "runs", 2);
  expect(runs.map((run) => run.id)).toContain(started.id);
  expect(runs.map((run) => run.id)).toEqual(runs.map((run) => run.id).sort((one, other) => other - one));
});

test("webhooks are set up once, listed, and told from those that deliver elsewhere", async () => {
  const { id } = hub.connection;
  const made = await hub.ask("POST", `/connections/${id}/webhooks`, {});
  expect(made.webhooks.length).toBeGreaterThan(5);
  expect(made.webhooks.every((webhook: { created: boolean; own: boolean }) => webhook.created && webhook.own)).toBe(
    true,
  );
  const again = await hub.ask("POST", `/connections/${id}/webhooks`, { topics: ["order.created"] });
  expect(again.webhooks).toMatchObject([{ topic: "order.created", created: false }]);
  const elsewhere = `${hub.url}/elsewhere`;
  await hub.ask("POST", `/connections/${id}/webhooks`, { topics: ["order.updated"], delivery_url: elsewhere });
  const { webhooks } = await hub.ask("GET", `/connections/${id}/webhooks`);
  expect(webhooks).toHaveLength(made.webhooks.length + 1);
  expect(webhooks.filter((webhook: { own: boolean }) => !webhook.own)).toMatchObject([{ delivery_url: elsewhere }]);
  expect(await hub.ask("POST", `/connections/${id}/webhooks`, { topics: ["order.eaten"] }, 400)).toMatchObject({
    issues: [{ field: "topics" }],
  });
});
