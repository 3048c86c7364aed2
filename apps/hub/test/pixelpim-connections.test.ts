// The PixelPim dialect's connections, point by point: made, listed, defaulted, changed, removed.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectionOf, MOMENT, PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { anotherAccount } from "./support/test-hub.ts";

let hub: PimHub;
let store: WooStore;
let second: WooStore;
let third: WooStore;

beforeAll(async () => {
  hub = await startPimHub();
  [store, second, third] = await Promise.all([hub.aStore(), hub.aStore(), hub.aStore({ storeName: "Third Store" })]);
});
afterAll(() => hub?.close());
beforeEach(async () => {
  for (const { id } of await hub.pim("GET", "/connections"))
    await hub.pim("DELETE", `/connections/${id}`, undefined, 204);
});

const connect = (to: WooStore, more: object = {}) =>
  hub.pim("POST", "/connections", { ...connectionOf(to), ...more }, 201);
const ids = async () => (await hub.pim("GET", "/connections")).map(({ id }: { id: number }) => id);
const defaults = async () =>
  (await hub.pim("GET", "/connections")).filter((each: { isDefault: boolean }) => each.isDefault);

describe("create", () => {
  test("answers 201 with the documented fields and nothing else", async () => {
    const made = await connect(store, { webhookSecret: "optional_webhook_secret", isDefault: true });
    expect(made).toEqual({
      id: expect.any(Number),
      storeName: "My Main Store",
      storeUrl: store.url,
      isActive: true,
      isDefault: true,
      lastSyncedAt: null,
      createdAt: MOMENT,
      updatedAt: MOMENT,
    });
  });

  test("is not the default and reads nothing by itself unless it is asked to", async () => {
    const { id, isDefault } = await connect(store);
    expect(isDefault).toBe(false);
    expect((await hub.call("GET", `/api/v1/connections/${id}`)).body).toMatchObject({ auto_sync: false });
  });

  test("a store that does not let us in is not saved", async () => {
    const reply = await hub.pim(
      "POST",
      "/connections",
      { ...connectionOf(store), consumerKey: "ck_nobody_has_this_key" },
      400,
    );
    expect(reply).toEqual({
      statusCode: 400,
      message: expect.stringContaining("Failed to connect to WooCommerce store: woocommerce_rest_"),
      error: "Bad Request",
    });
    expect(await ids()).toEqual([]);
  });

  test("an address that is connected already is a conflict, in whatever spelling", async () => {
    await connect(store);
    const reply = await hub.pim(
      "POST",
      "/connections",
      { ...connectionOf(store), storeUrl: `${store.url}/wp-json/` },
      409,
    );
    expect(reply).toEqual({
      statusCode: 409,
      message: expect.stringContaining("connected already"),
      error: "Conflict",
    });
  });

  test.each([
    ["storeName", { storeName: "" }],
    ["storeName", { storeName: undefined }],
    ["storeUrl", { storeUrl: undefined }],
    ["storeUrl", { storeUrl: "shop dot com" }],
    ["consumerKey", { consumerKey: "ck_2short" }],
    ["consumerSecret", { consumerSecret: "cs_2short" }],
    ["isDefault", { isDefault: "yes" }],
    ["storename", { storename: "x" }],
  ])("a wrong %s is named", async (field, change) => {
    const { statusCode, message } = await hub.pim("POST", "/connections", { ...connectionOf(store), ...change }, 400);
    expect(statusCode).toBe(400);
    expect(message).toContain(field);
  });
});

describe("the default", () => {
  test("there is one at most", async () => {
    const first = await connect(store, { isDefault: true });
    const next = await connect(second, { isDefault: true });
    expect(await defaults()).toMatchObject([{ id: next.id }]);
    await hub.pim("PUT", `/connections/${first.id}`, { isDefault: true });
    expect(await defaults()).toMatchObject([{ id: first.id }]);
  });

  test("of many that are made the default at once, one is", async () => {
    const made = [await connect(store), await connect(second), await connect(third)];
    await Promise.all([...made, ...made].map(({ id }) => hub.pim("PUT", `/connections/${id}`, { isDefault: true })));
    expect(await defaults()).toHaveLength(1);
  });

  test("of many that are made as the default at once, one is", async () => {
    await Promise.all([store, second, third].map((each) => connect(each, { isDefault: true })));
    expect(await defaults()).toHaveLength(1);
    expect(await ids()).toHaveLength(3);
  });

  test("comes first in the list, then the newest", async () => {
    const oldest = await connect(store);
    const chosen = await connect(second, { isDefault: true });
    const newest = await connect(third);
    expect(await ids()).toEqual([chosen.id, newest.id, oldest.id]);
  });

  test("without one it is the newest that is active", async () => {
    const { id } = await connect(store);
    const newest = await connect(second);
    expect(await hub.pim("GET", "/connections/default")).toEqual(newest);
    await hub.pim("PUT", `/connections/${newest.id}`, { isActive: false });
    expect(await hub.pim("GET", "/connections/default")).toMatchObject({ id });
  });

  test("deactivating or deleting it takes the mark away", async () => {
    const { id } = await connect(store, { isDefault: true });
    expect(await hub.pim("PUT", `/connections/${id}`, { isActive: false })).toMatchObject({
      isActive: false,
      isDefault: false,
    });
    await hub.pim("PUT", `/connections/${id}`, { isActive: true, isDefault: true });
    await hub.pim("DELETE", `/connections/${id}`, undefined, 204);
    await connect(second, { isDefault: true });
    expect(await defaults()).toHaveLength(1);
  });

  test("pausing it in the hub dialect takes the mark away too", async () => {
    const { id } = await connect(store, { isDefault: true });
    await hub.call("PATCH", `/api/v1/connections/${id}`, { paused: true });
    expect(await hub.pim("GET", `/connections/${id}`)).toMatchObject({ isActive: false, isDefault: false });
  });

  test("must be active", async () => {
    const { id } = await connect(store);
    await hub.pim("PUT", `/connections/${id}`, { isActive: false });
    const reply = await hub.pim("PUT", `/connections/${id}`, { isDefault: true }, 400);
    expect(reply.message).toContain("Activate it first");
  });

  test("where nothing is active there is none", async () => {
    expect(await hub.pim("GET", "/connections/default", undefined, 404)).toEqual({
      statusCode: 404,
      message: "No active connections found",
      error: "Not Found",
    });
  });
});

describe("update", () => {
  test("changes what is given and answers the whole", async () => {
    const made = await connect(store);
    const changed = await hub.pim("PUT", `/connections/${made.id}`, { storeName: "Updated Store Name" });
    expect(changed).toEqual({ ...made, storeName: "Updated Store Name", updatedAt: MOMENT });
    expect(changed.updatedAt > made.updatedAt).toBe(true);
  });

  test("what it answered can be sent back", async () => {
    const made = await connect(store);
    const changed = await hub.pim("PUT", `/connections/${made.id}`, made);
    expect(changed).toEqual({ ...made, updatedAt: MOMENT });
  });

  test("moves to another store with that store's keys, and not without them", async () => {
    const { id } = await connect(store);
    await hub.pim("PUT", `/connections/${id}`, { storeUrl: second.url, consumerSecret: "cs_not_the_secret" }, 400);
    expect(await hub.pim("GET", `/connections/${id}`)).toMatchObject({ storeUrl: store.url });
    const { storeName: _, ...there } = connectionOf(second);
    expect(await hub.pim("PUT", `/connections/${id}`, there)).toMatchObject({ storeUrl: second.url });
    await connect(store);
  });

  test("to an address that is connected already is a conflict, and changes nothing", async () => {
    await connect(store);
    const { id } = await connect(second);
    const { storeName: _, ...there } = connectionOf(store);
    expect(await hub.pim("PUT", `/connections/${id}`, { ...there, storeName: "Lost" }, 409)).toMatchObject({
      error: "Conflict",
    });
    expect(await hub.pim("GET", `/connections/${id}`)).toMatchObject({
      storeUrl: second.url,
      storeName: "My Main Store",
    });
  });

  test("of two that move to one address at once, one does", async () => {
    const { storeName: _, ...there } = connectionOf(third);
    const made = [await connect(store), await connect(second)];
    const replies = await Promise.all(made.map(({ id }) => hub.call("PUT", `${PIM}/connections/${id}`, there)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test("a webhook secret alone needs no proof", async () => {
    const { id } = await connect(store);
    store.control.resetCounts();
    await hub.pim("PUT", `/connections/${id}`, { webhookSecret: "a new secret" });
    expect(store.control.counts().requests).toEqual({});
  });
});

describe("delete", () => {
  test("takes mappings along and leaves the address free", async () => {
    const { id } = await connect(store);
    const mapping = await hub.pim(
      "POST",
      `/connections/${id}/export-mappings`,
      { selectedFields: ["name", "sku"] },
      201,
    );
    await hub.pim("DELETE", `/connections/${id}`, undefined, 204);
    await hub.pim("GET", `/connections/${id}`, undefined, 404);
    await hub.pim("PUT", `/connections/export-mappings/${mapping.id}`, { isActive: false }, 404);
    await connect(store);
  });

  test("answers without a body", async () => {
    const { id } = await connect(store);
    const reply = await hub.call("DELETE", `${PIM}/connections/${id}`);
    expect([reply.status, reply.body]).toEqual([204, ""]);
  });
});

describe("one record, several dialects", () => {
  test("made here it is there", async () => {
    const { id } = await connect(store);
    const { body } = await hub.call("GET", "/api/v1/woocommerce/integrations");
    expect(body.integrations).toMatchObject([{ store_url: store.url, integration_name: "My Main Store" }]);
    expect((await hub.call("GET", `/api/v1/connections/${id}`)).body).toMatchObject({ name: "My Main Store" });
  });

  test("made there it is here, and what is changed here shows there", async () => {
    const {
      storeName: _,
      storeUrl: store_url,
      consumerKey: consumer_key,
      consumerSecret: consumer_secret,
    } = connectionOf(store);
    const body = { store_url, consumer_key, consumer_secret, integration_name: "From Logix" };
    const made = await hub.call("POST", "/api/v1/woocommerce/integrations", body);
    const [shown] = await hub.pim("GET", "/connections");
    expect(shown).toMatchObject({ storeName: "From Logix", storeUrl: store.url, isActive: true });
    await hub.pim("PUT", `/connections/${shown.id}`, { storeName: "From PixelPim", isActive: false });
    const there = await hub.call("GET", `/api/v1/woocommerce/integrations/${made.body.integration.id}`);
    expect(there.body.integration).toMatchObject({ integration_name: "From PixelPim", status: "paused" });
  });
});

test("secrets come out of no reply", async () => {
  const { id } = await connect(store, { webhookSecret: "the webhook secret" });
  const replies = [
    await hub.pim("GET", "/connections"),
    await hub.pim("GET", `/connections/${id}`),
    await hub.pim("PUT", `/connections/${id}`, { consumerSecret: "cs_wrong_but_secret" }, 400),
  ];
  for (const secret of [store.consumerKey, store.consumerSecret, "the webhook secret", "cs_wrong_but_secret"]) {
    expect(JSON.stringify(replies)).not.toContain(secret);
  }
});

test("another account has connections of its own to the same store", async () => {
  const { id } = await connect(store, { isDefault: true });
  const stranger = await anotherAccount(hub);
  const reply = await hub.call("POST", `${PIM}/connections`, { ...connectionOf(store), isDefault: true }, stranger);
  expect(reply).toMatchObject({ status: 201, body: { isDefault: true } });
  expect(await defaults()).toMatchObject([{ id }]);
});
