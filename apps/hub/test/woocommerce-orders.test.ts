// A store's orders come in by pages and deliveries; a status set here goes back, and its echo changes nothing.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let store: WooStore;
let integration: string;

beforeAll(async () => {
  [hub, store] = await Promise.all([startTestHub(), startWooStore({ orders: 250, products: 20 })]);
  const { consumerKey: consumer_key, consumerSecret: consumer_secret, url: store_url } = store;
  const reply = await hub.call("POST", "/api/v1/woocommerce/integrations", {
    store_url,
    consumer_key,
    consumer_secret,
    integration_name: "My store",
  });
  expect(reply).toMatchObject({ status: 201, body: { message: "WooCommerce integration created successfully" } });
  integration = reply.body.integration.id;
});
afterAll(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

test("a manual sync reads up to its limit, says that more is waiting, and goes on", async () => {
  const first = await hub.call("POST", `/api/v1/woocommerce/integrations/${integration}/sync`, {});
  expect(first).toMatchObject({
    status: 200,
    body: { message: "Sync completed", result: { integration_id: integration, failed: 0, has_more: true } },
  });
  const rest = await hub.call("POST", `/api/v1/woocommerce/integrations/${integration}/sync`, { limit: 10_000 });
  expect(rest.body.result).toMatchObject({ failed: 0, has_more: false });
  const { rows } = await hub.database.pool.query(
    "select count(*)::int as orders, count(distinct remote_id)::int as different from orders",
  );
  expect(rows[0].orders).toBe(rows[0].different);
  expect(rows[0].orders).toBeGreaterThan(200);
});

test("a delivery of a new order is there a moment later, and a second sync finds nothing new", async () => {
  const webhooks = await hub.call("POST", `/api/v1/woocommerce/integrations/${integration}/webhooks`, {});
  expect(webhooks.status).toBe(201);
  const placed = await store.control.placeOrder({});
  const id = String(placed.id);
  const order = await eventually(
    async () => (await hub.database.pool.query("select * from orders where remote_id = $1", [id])).rows[0],
    "the order arrived",
  );
  expect(order).toMatchObject({ status: "PROCESSING", remote_status: "processing" });
  const again = await hub.call("POST", `/api/v1/woocommerce/integrations/${integration}/sync`, { limit: 10_000 });
  expect(again.body.result).toMatchObject({ created: 0, updated: 0, failed: 0 });
});

test("WOO-63 a merchant's own fields are taken from each order, and a wrong path is refused by name", async () => {
  const path = `/api/v1/connections/${integration}`;
  const refused = await hub.call("PATCH", path, { order_fields: { vat: "meta_data[" } });
  expect(refused).toMatchObject({ status: 400, body: { issues: [{ field: "order_fields.vat" }] } });
  await hub.call("PATCH", path, { order_fields: { note: "customer_note", vat: "meta_data[_vat_number]" } });
  const placed = store.control.placeOrder({ note: "ring twice" });
  store.control.editOrder(Number(placed.id), { meta_data: [{ key: "_vat_number", value: "DE123" }] });
  const order = await eventually(async () => {
    const { rows } = await hub.database.pool.query("select id, custom from orders where remote_id = $1", [
      String(placed.id),
    ]);
    return rows[0]?.custom?.vat === "DE123" && rows[0];
  }, "the fields arrived");
  const { body } = await hub.call("GET", `/api/v1/orders/${order.id}`);
  expect(body.custom_fields).toEqual({ note: "ring twice", vat: "DE123" });
});
