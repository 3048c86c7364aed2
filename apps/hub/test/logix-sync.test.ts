// The Logix dialect's syncs: orders with filters, stock by SKU, webhooks set up, against a whole store.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let store: WooStore;
let base: string;

beforeAll(async () => {
  [hub, store] = await Promise.all([startTestHub(), startWooStore({ orders: 120, products: 30 })]);
  const body = { store_url: store.url, consumer_key: store.consumerKey, consumer_secret: store.consumerSecret };
  const reply = await hub.call("POST", "/api/v1/woocommerce/integrations", body);
  base = `/api/v1/woocommerce/integrations/${reply.body.integration.id}`;
});
afterAll(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

describe("WOO-10 … WOO-20 orders", () => {
  test("a status filter reads only orders of that status and leaves the cursor alone", async () => {
    const reply = await hub.call("POST", `${base}/sync`, { status: "completed", limit: 1000 });
    expect(reply.body.result).toMatchObject({ failed: 0, errors: [], has_more: false });
    const { rows } = await hub.database.pool.query("select distinct remote_status, status from orders");
    expect(rows).toEqual([{ remote_status: "completed", status: "DELIVERED" }]);
    expect((await hub.database.pool.query("select read_until from cursors where kind = 'orders'")).rows).toEqual([]);
  });

  test("the hub's own word stands for every word of the store that means it", async () => {
    const reply = await hub.call("POST", `${base}/sync`, { status: "CANCELLED", limit: 1000 });
    expect(reply.status).toBe(200);
    const { rows } = await hub.database.pool.query(
      "select distinct remote_status from orders where status = 'CANCELLED'",
    );
    for (const row of rows) expect(["cancelled", "failed"]).toContain(row.remote_status);
  });

  test("no platform request asks for more than 100 orders", async () => {
    await hub.call("POST", `${base}/sync`, { limit: 10_000 });
    const sizes = store.control
      .requests()
      .flatMap((request) => (request.path.endsWith("/orders") ? [Number(request.query.per_page ?? 10)] : []));
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  });

  test("WOO-16 a second sync of everything finds nothing new", async () => {
    await hub.call("POST", `${base}/sync`, { limit: 10_000 });
    const again = await hub.call("POST", `${base}/sync`, { since: "2000-01-01T00:00:00", limit: 10_000 });
    expect(again.body.result).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(again.body.result.total_orders).toBe(again.body.result.synced);
    expect(again.body.result.synced).toBeGreaterThan(100);
  });

  test.each(["2025-10-01T00:00:00Z", "2025-10-01T00:00:00", "2025-10-01T00:00:00.123456", "2025-10-01T02:00:00+02:00"])(
    "WOO-14 since may be written %s",
    async (since) => {
      expect((await hub.call("POST", `${base}/sync`, { since, limit: 1 })).status).toBe(200);
    },
  );

  test.each([
    [{ since: "yesterday" }, "since"],
    [{ limit: 0 }, "limit"],
    [{ limit: "many" }, "limit"],
    [{ limit: 10_001 }, "limit"],
    [{ status: 7 }, "status"],
  ])("bad input %o names the field", async (body, field) => {
    const reply = await hub.call("POST", `${base}/sync`, body);
    expect(reply.status).toBe(400);
    expect(reply.body.issues[0].field).toBe(field);
  });

  test("a status that the store does not know is the store's own refusal, passed on", async () => {
    const reply = await hub.call("POST", `${base}/sync`, { status: "teleported" });
    expect(reply).toMatchObject({ status: 422, body: { remote: { code: "rest_invalid_param" } } });
  });

  test("WOO-20 an unknown integration is 404", async () => {
    expect((await hub.call("POST", "/api/v1/woocommerce/integrations/integration_abc123/sync", {})).status).toBe(404);
  });

  test("a store that fails for a moment is asked again", async () => {
    store.control.faults.set({ kind: "status", status: 500, times: 2 });
    const reply = await hub.call("POST", `${base}/sync`, {});
    expect(reply).toMatchObject({ status: 200, body: { result: { failed: 0 } } });
  });

  test("a store that stays away is 502 with what is wrong", async () => {
    store.control.faults.set({ kind: "drop" });
    const reply = await hub.call("POST", `${base}/sync`, {});
    store.control.faults.clear();
    expect(reply).toMatchObject({ status: 502, body: { code: expect.any(String) } });
  });
});

describe("WOO-40 … WOO-43 stock", () => {
  const productWith = (type: string) => {
    const all = store.control.products();
    const isUnique = (sku: unknown) => all.filter((product) => product.sku === sku).length === 1;
    const found = all.find(
      (product) =>
        product.type === type && product.sku !== "" && isUnique(product.sku) && product.manage_stock === true,
    );
    if (!found) throw new Error(`The sandbox has no ${type} product with stock`);
    return found;
  };

  test.each(["simple", "variation"])("sets the stock of a %s product by its SKU", async (type) => {
    const product = productWith(type);
    const reply = await hub.call("POST", `${base}/products/sync`, { sku: product.sku, quantity: 51 });
    expect(reply).toMatchObject({ status: 200, body: { result: { sku: product.sku, quantity: 51, changed: true } } });
    expect(store.control.productBySku(String(product.sku))).toMatchObject({ stock_quantity: 51 });
    const { rows } = await hub.database.pool.query("select on_hand::int from stock_levels where sku = $1", [
      product.sku,
    ]);
    expect(rows).toHaveLength(1);
  });

  test("WOO-41 an unknown SKU is told as such", async () => {
    const reply = await hub.call("POST", `${base}/products/sync`, { sku: "no-such-sku", quantity: 1 });
    expect(reply).toMatchObject({ status: 404, body: { code: "sku_not_found" } });
  });

  test("WOO-41 a product whose stock the store does not count is told as such", async () => {
    const product = await store.control.createProduct({
      name: "Uncounted",
      type: "simple",
      sku: "UNCOUNTED-1",
      regular_price: "5.00",
    });
    expect(product.manage_stock).toBe(false);
    const reply = await hub.call("POST", `${base}/products/sync`, { sku: "UNCOUNTED-1", quantity: 4 });
    expect(reply).toMatchObject({ status: 422, body: { code: "stock_unmanaged", remedy: expect.any(String) } });
  });

  test.each([
    [{ sku: "A" }, "quantity"],
    [{ sku: "A", quantity: 1.5 }, "quantity"],
    [{ sku: "A", quantity: -1 }, "quantity"],
    [{ sku: "A", quantity: "NaN" }, "quantity"],
    [{ quantity: 1 }, "sku"],
  ])("bad input %o names the field", async (body, field) => {
    const reply = await hub.call("POST", `${base}/products/sync`, body);
    expect(reply.status).toBe(400);
    expect(reply.body.issues[0].field).toBe(field);
  });
});

describe("WOO-50 … WOO-53 webhooks", () => {
  const topics = ["order.created", "order.updated", "product.updated"];

  test("are made in the store once, with our name pattern, however often it is asked", async () => {
    const delivery_url = `${hub.url}/api/v1/woocommerce/webhooks/receive`;
    const first = await hub.call("POST", `${base}/webhooks`, { topics, delivery_url });
    expect(first.status).toBe(201);
    expect(first.body.webhooks.map((webhook: { topic: string }) => webhook.topic).sort()).toEqual([...topics].sort());
    const second = await hub.call("POST", `${base}/webhooks`, { topics, delivery_url });
    expect(second.status).toBe(200);
    const inStore = store.control.webhooks().filter((webhook) => webhook.delivery_url === delivery_url);
    expect(inStore.map((webhook) => webhook.name).sort()).toEqual([
      "Logix - Order Created",
      "Logix - Order Updated",
      "Logix - Product Updated",
    ]);
  });

  test("an unknown topic is refused with those that there are", async () => {
    const reply = await hub.call("POST", `${base}/webhooks`, { topics: ["order.teleported"] });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "topic_unknown", remedy: expect.stringContaining("order.created") },
    });
  });
});
