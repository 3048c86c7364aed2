// The Logix dialect for WooCommerce, point by point: connecting, listing, changing, testing, removing.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anotherAccount, startTestHub, type TestHub } from "./support/test-hub.ts";

const BASE = "/api/v1/woocommerce/integrations";

let hub: TestHub;
const stores: WooStore[] = [];

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => {
  await Promise.all([hub?.close(), ...stores.map((store) => store.close())]);
});

async function aStore(options: WooStoreOptions = {}): Promise<WooStore> {
  const store = await startWooStore({ orders: 3, products: 3, ...options });
  stores.push(store);
  return store;
}

function credentialsOf(store: WooStore) {
  return { store_url: store.url, consumer_key: store.consumerKey, consumer_secret: store.consumerSecret };
}

describe("WOO-02 create", () => {
  test("answers 201 with the documented shape and without secrets", async () => {
    const store = await aStore();
    const reply = await hub.call("POST", BASE, {
      ...credentialsOf(store),
      integration_name: "My WooCommerce Store",
      auto_sync: false,
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({
      message: "WooCommerce integration created successfully",
      integration: {
        id: expect.stringMatching(/^integration_[0-9a-f]+$/),
        user_id: expect.stringMatching(/^user_/),
        platform: "woocommerce",
        store_url: store.url,
        integration_name: "My WooCommerce Store",
        auto_sync: false,
        status: "active",
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    });
    expect(JSON.stringify(reply.body)).not.toContain(store.consumerSecret);
  });

  test("takes the store's host for a name that is left out", async () => {
    const store = await aStore();
    const reply = await hub.call("POST", BASE, credentialsOf(store));
    expect(reply.body.integration.integration_name).toBe(new URL(store.url).host);
  });

  test("refuses a store that is connected already, in whatever spelling", async () => {
    const store = await aStore();
    await hub.call("POST", BASE, credentialsOf(store));
    const again = await hub.call("POST", BASE, { ...credentialsOf(store), store_url: `${store.url}/wp-json/` });
    expect(again).toMatchObject({ status: 409, body: { code: "store_connected", issues: [{ field: "store_url" }] } });
  });

  test("saves nothing of a store that does not let us in", async () => {
    const store = await aStore();
    const reply = await hub.call("POST", BASE, { ...credentialsOf(store), consumer_secret: "cs_wrong" });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: "wrong_secret", remedy: expect.stringContaining("secret") },
    });
    const list = await hub.call("GET", BASE);
    expect(JSON.stringify(list.body)).not.toContain(store.url);
  });

  test("sends nothing that was typed back in an error", async () => {
    const store = await aStore();
    const reply = await hub.call("POST", BASE, { ...credentialsOf(store), consumer_secret: "cs_very_secret_typo" });
    expect(JSON.stringify(reply.body)).not.toContain("cs_very_secret_typo");
  });
});

describe("WOO-08 advice for each failing case", () => {
  test.each<[string, WooStoreOptions, (store: WooStore) => object, string]>([
    ["a wrong key", {}, () => ({ consumer_key: "ck_wrong" }), "wrong_key"],
    [
      "a key that may only read",
      {},
      (store) => ({ consumer_key: store.readOnlyKey.consumerKey, consumer_secret: store.readOnlyKey.consumerSecret }),
      "key_read_only",
    ],
    ["plain permalinks", { permalinks: "plain" }, () => ({}), "permalinks_plain"],
  ])("%s", async (_name, options, change, code) => {
    const store = await aStore(options);
    const reply = await hub.call("POST", BASE, { ...credentialsOf(store), ...change(store) });
    expect(reply).toMatchObject({ status: 422, body: { code, remedy: expect.any(String) } });
  });

  test("a store that nobody answers at", async () => {
    const store = await startWooStore({ orders: 0 });
    await store.close();
    const reply = await hub.call("POST", BASE, credentialsOf(store));
    expect(reply).toMatchObject({ status: 422, body: { code: "refused" } });
  });

  test("an address inside a private network is refused", async () => {
    const reply = await hub.call("POST", BASE, {
      store_url: "https://10.0.0.1",
      consumer_key: "ck_1",
      consumer_secret: "cs_1",
    });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "address_blocked", remedy: expect.stringContaining("LOGIX_ALLOW_PRIVATE_HOSTS") },
    });
  });

  test("http is refused where it was not allowed", async () => {
    const reply = await hub.call("POST", BASE, {
      store_url: "http://shop.example.com",
      consumer_key: "ck_1",
      consumer_secret: "cs_1",
    });
    expect(reply).toMatchObject({ status: 400, body: { issues: [{ field: "store_url" }] } });
  });

  test("a store behind index.php works", async () => {
    const store = await aStore({ permalinks: "index" });
    expect((await hub.call("POST", BASE, credentialsOf(store))).status).toBe(201);
  });
});

describe("bad input is told by field", () => {
  test.each([
    ["a missing key", { store_url: "https://shop.example.com", consumer_secret: "cs" }, "consumer_key"],
    ["a number for an address", { store_url: 5, consumer_key: "ck", consumer_secret: "cs" }, "store_url"],
    ["no address at all", { store_url: "shop dot com", consumer_key: "ck", consumer_secret: "cs" }, "store_url"],
    [
      "a scheme that is no web",
      { store_url: "ftp://shop.example.com", consumer_key: "ck", consumer_secret: "cs" },
      "store_url",
    ],
    [
      "text for a switch",
      { store_url: "https://shop.example.com", consumer_key: "ck", consumer_secret: "cs", auto_sync: "yes" },
      "auto_sync",
    ],
  ])("%s", async (_name, body, field) => {
    const reply = await hub.call("POST", BASE, body);
    expect(reply.status).toBe(400);
    expect(reply.body.issues.map((issue: { field: string }) => issue.field)).toContain(field);
  });

  test("an unknown field is named", async () => {
    const reply = await hub.call("POST", BASE, { store_url: "https://shop.example.com", consumer_kex: "typo" });
    expect(reply.status).toBe(400);
    expect(reply.body.detail).toContain("consumer_kex");
  });

  test("broken JSON, a wrong content type and no body at all", async () => {
    expect((await hub.call("POST", BASE, '{"store_url": ')).status).toBe(400);
    expect((await hub.call("POST", BASE)).status).toBe(400);
  });
});

describe("WOO-03 and WOO-04", () => {
  test("without a token there is 401", async () => {
    expect(await hub.call("GET", BASE, undefined, null)).toMatchObject({
      status: 401,
      body: { code: "token_missing" },
    });
    expect(await hub.call("GET", BASE, undefined, "nonsense")).toMatchObject({ status: 401 });
  });

  test("the list has exactly the documented fields, and only the caller's stores", async () => {
    const store = await aStore();
    const other = await anotherAccount(hub);
    const created = await hub.call("POST", BASE, { ...credentialsOf(store), integration_name: "Theirs" }, other);
    const list = await hub.call("GET", BASE, undefined, other);
    expect(list.body).toEqual({
      integrations: [
        {
          id: created.body.integration.id,
          platform: "woocommerce",
          store_url: store.url,
          integration_name: "Theirs",
          status: "active",
          last_sync: null,
        },
      ],
      count: 1,
    });
    const mine = await hub.call("GET", BASE);
    expect(JSON.stringify(mine.body)).not.toContain("Theirs");
  });

  test("another account's integration is not found, whatever is asked of it", async () => {
    const store = await aStore();
    const other = await anotherAccount(hub);
    const id = (await hub.call("POST", BASE, credentialsOf(store), other)).body.integration.id;
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { integration_name: "mine now" }],
      ["DELETE", "", undefined],
      ["POST", "/test", {}],
      ["POST", "/rotate", { consumer_key: "ck", consumer_secret: "cs" }],
      ["POST", "/sync", {}],
      ["POST", "/products/sync", { sku: "A", quantity: 1 }],
      ["POST", "/webhooks", {}],
      ["GET", "/webhooks", undefined],
    ] as const) {
      expect([method, path, (await hub.call(method, `${BASE}/${id}${path}`, body)).status]).toEqual([
        method,
        path,
        404,
      ]);
    }
    expect((await hub.call("GET", `${BASE}/${id}`, undefined, other)).status).toBe(200);
  });
});

describe("X19: get, change, test, rotate, delete", () => {
  test("a name and an interval can be changed, and a connection paused", async () => {
    const store = await aStore();
    const id = (await hub.call("POST", BASE, credentialsOf(store))).body.integration.id;
    const changed = await hub.call("PATCH", `${BASE}/${id}`, {
      integration_name: "New name",
      sync_interval_minutes: 5,
      status: "paused",
    });
    expect(changed.body.integration).toMatchObject({
      integration_name: "New name",
      sync_interval_minutes: 5,
      status: "paused",
    });
    expect((await hub.call("PATCH", `${BASE}/${id}`, { sync_interval_minutes: 0 })).status).toBe(400);
  });

  test("the test says what the store is, and what is wrong", async () => {
    const store = await aStore();
    const id = (await hub.call("POST", BASE, credentialsOf(store))).body.integration.id;
    expect((await hub.call("POST", `${BASE}/${id}/test`)).body).toMatchObject({
      success: true,
      store: { currency: "USD", access: "read_write" },
    });
    const dry = await hub.call("POST", `${BASE}/test`, { ...credentialsOf(store), consumer_secret: "cs_wrong" });
    expect(dry).toMatchObject({ status: 200, body: { success: false, code: "wrong_secret" } });
  });

  test("new credentials count only once they have worked", async () => {
    const store = await aStore();
    const id = (await hub.call("POST", BASE, credentialsOf(store))).body.integration.id;
    const wrong = await hub.call("POST", `${BASE}/${id}/rotate`, { consumer_key: "ck_new", consumer_secret: "cs_new" });
    expect(wrong.status).toBe(422);
    expect((await hub.call("POST", `${BASE}/${id}/test`)).body.success).toBe(true);
    const right = await hub.call("POST", `${BASE}/${id}/rotate`, {
      consumer_key: store.consumerKey,
      consumer_secret: store.consumerSecret,
    });
    expect(right.status).toBe(200);
  });

  test("a deleted integration is gone, its store can be connected again, and the trail is kept", async () => {
    const store = await aStore();
    const id = (await hub.call("POST", BASE, credentialsOf(store))).body.integration.id;
    expect((await hub.call("DELETE", `${BASE}/${id}`)).status).toBe(200);
    expect((await hub.call("GET", `${BASE}/${id}`)).status).toBe(404);
    expect((await hub.call("POST", BASE, credentialsOf(store))).status).toBe(201);
    const audit = await hub.call("GET", `/api/v1/audit?subject=connection:${id}`);
    expect(audit.body.entries.map((entry: { action: string }) => entry.action)).toEqual([
      "connection.deleted",
      "connection.created",
    ]);
  });

  test("a deleted integration leaves no credentials behind", async () => {
    const { rows } = await hub.database.pool.query(
      "select settings_sealed from connections where deleted_at is not null",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.settings_sealed).toBe("");
  });
});
