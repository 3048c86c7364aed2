// F37: keys get through by whatever way the host leaves open, secrets travel in the open only where that was allowed, and what
// a key may do is tried out before anything is to be written with it.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { afterEach, expect, test } from "vitest";
import { settingsOf } from "../support/connected-hub.ts";
import { finishedRun } from "../support/finished-run.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub | undefined;
let store: WooStore | undefined;
afterEach(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

async function connect(options: WooStoreOptions, settings: (store: WooStore) => object = () => ({})) {
  store = await startWooStore({ orders: 3, products: 2, ...options });
  hub = await startTestHub({ ca: store.ca });
  const body = { platform: "woocommerce", auto_sync: false, settings: { ...settingsOf(store), ...settings(store) } };
  return { hub, store, reply: await hub.call("POST", "/api/v1/connections", body) };
}

/** How the requests that the store let in proved who we are. */
const waysOf = ({ control }: WooStore) =>
  new Set(
    control
      .requests()
      .filter(({ path, status }) => path.includes("/wc/v3/") && status === 200)
      .map(({ query }) => ("oauth_signature" in query ? "oauth" : "consumer_secret" in query ? "query" : "header")),
  );

test("F37 over https the keys go in the header", async () => {
  const { hub, store, reply } = await connect({ secure: true });
  expect(reply.status).toBe(201);
  await finishedRun(hub, reply.body.public_id, { kind: "orders" });
  expect(waysOf(store)).toEqual(new Set(["header"]));
});

test("F37 where the host drops the header they go in the query, and stay there", async () => {
  const { hub, store, reply } = await connect({ secure: true, stripAuthorizationHeader: true });
  expect(reply.status).toBe(201);
  store.control.resetCounts();
  expect(await finishedRun(hub, reply.body.public_id, { kind: "orders" })).toMatchObject({ state: "done" });
  expect(waysOf(store)).toEqual(new Set(["query"]));
  expect(store.control.requests().filter(({ status }) => status === 401)).toEqual([]);
  expect(JSON.stringify(await hub.call("GET", "/api/v1/runs"))).not.toContain(store.consumerSecret);
});

test("F37 over http every request is signed, and the secret never travels", async () => {
  const { hub, store, reply } = await connect({});
  expect(reply.status).toBe(201);
  expect(reply.body.store.warnings).toContainEqual(expect.stringContaining("unencrypted"));
  await finishedRun(hub, reply.body.public_id, { kind: "orders" });
  expect(waysOf(store)).toEqual(new Set(["oauth"]));
  expect(JSON.stringify(store.control.requests())).not.toContain(store.consumerSecret);
});

test("F37 over http nothing is sent at all where that is not allowed", async () => {
  const { store, reply } = await connect({}, () => ({ allow_insecure_http: false }));
  expect(reply).toMatchObject({ status: 400 });
  expect(JSON.stringify(reply.body)).toContain("https://");
  expect(store.control.requests()).toEqual([]);
});

test.each([
  ["may only read", (shop: WooStore) => shop.readOnlyKey, "key_read_only"],
  ["may only write", (shop: WooStore) => shop.writeOnlyKey, "key_write_only"],
])("F37 a key that %s is told from one that may do both, before it is used for anything", async (_, keyOf, code) => {
  const { hub, store, reply } = await connect({ secure: true }, (shop) => ({
    consumer_key: keyOf(shop).consumerKey,
    consumer_secret: keyOf(shop).consumerSecret,
  }));
  expect(reply).toMatchObject({ status: 422, body: { code, remedy: expect.stringContaining("Read/Write") } });
  expect((await hub.call("GET", "/api/v1/connections")).body.connections).toEqual([]);
  expect(store.control.counts().updates).toEqual({});
});

test("F37 the probe changes nothing in the store, and its outcome is shown", async () => {
  const { store, reply } = await connect({ secure: true });
  expect(reply.body.store).toMatchObject({ access: "read_write" });
  expect(store.control.counts().updates).toEqual({});
});

test.each([
  ["key", { consumer_key: "ck_0000000000000000000000000000000000000000" }, "wrong_key"],
  ["secret", { consumer_secret: "cs_0000000000000000000000000000000000000000" }, "wrong_secret"],
])("F37 a wrong %s is called that after both ways were tried, and is kept nowhere", async (_, wrong, code) => {
  const { hub, reply } = await connect({ secure: true }, () => wrong);
  expect(reply).toMatchObject({ status: 422, body: { code, remedy: expect.any(String) } });
  expect((await hub.call("GET", "/api/v1/connections")).body.connections).toEqual([]);
});

test("F37 credentials that may only read are not taken in place of better ones, which stay in use", async () => {
  const { hub, store, reply } = await connect({ secure: true });
  const { consumerKey, consumerSecret } = store.readOnlyKey;
  const rotated = await hub.call("POST", `/api/v1/connections/${reply.body.id}/rotate`, {
    settings: { consumer_key: consumerKey, consumer_secret: consumerSecret },
  });
  expect(rotated).toMatchObject({ status: 422, body: { code: "key_read_only" } });
  expect(await hub.call("POST", `/api/v1/connections/${reply.body.id}/test`)).toMatchObject({
    status: 200,
    body: { store: { access: "read_write" } },
  });
});
