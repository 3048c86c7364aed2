// Both sides compared: what was changed behind everybody's back is named, mended and counted.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { sweep } from "./support/sweep.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

const ORDERS = 2_000;

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: ORDERS, products: 40, customers: 20, webhooks: false });
  for (const kind of ["orders", "customers"]) await hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind });
  await eventually(
    async () => (await query("select 1 from runs where state = 'done'")).length === 3,
    "everything was read",
    40_000,
  );
}, 60_000);
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const liveOrders = () =>
  shop.store.control.orders().filter(({ status }) => !["trash", "checkout-draft"].includes(String(status)));
const simpleProducts = () =>
  shop.store.control.products().filter(({ type, manage_stock }) => type === "simple" && manage_stock === true);

test("where nothing differs 2,000 orders are compared with few requests and no row is fetched", async () => {
  shop.store.control.resetCounts();
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(domains.orders).toMatchObject({ drift_before: 0, drift_after: 0, ranges_apart: 0 });
  expect(domains.orders.listed).toBeGreaterThan(1_900);
  expect(rows).toEqual([]);
  const { requests } = shop.store.control.counts();
  expect(requests).toEqual({ "GET /orders": expect.any(Number) });
  expect(requests["GET /orders"]).toBeLessThanOrEqual(ORDERS / 100 + 4);
  const asked = shop.store.control.requests().map(({ query: { _fields } }) => _fields);
  expect(new Set(asked)).toEqual(new Set(["id,status,currency,total,date_modified_gmt"]));
});

test("an order changed behind our back is named with its fields, read again and counted", async () => {
  const order = liveOrders().find(({ status }) => status === "processing");
  shop.store.control.tamperOrder(Number(order?.id), { status: "completed" });
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(domains.orders).toMatchObject({ drift_before: 1, drift_after: 0, ranges_apart: 1 });
  expect(rows).toMatchObject([
    {
      remote_id: String(order?.id),
      finding: "different",
      fields: { status: { here: "processing", there: "completed" } },
      cure: "reread",
      outcome: "mended",
    },
  ]);
  expect(await shop.order(order?.id)).toMatchObject({ remote_status: "completed" });
});

test("an order deleted there without a word is gone here as well", async () => {
  const order = liveOrders().at(700);
  shop.store.control.deleteOrder(Number(order?.id));
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(domains.orders).toMatchObject({ drift_before: 1, drift_after: 0 });
  expect(rows).toMatchObject([{ remote_id: String(order?.id), finding: "missing_there", outcome: "mended" }]);
  expect(
    await query("select deleted_at is not null as gone from orders where remote_id = $1", [String(order?.id)]),
  ).toEqual([{ gone: true }]);
});

test("the newest order of a store, deleted there, is found though the list ends before it", async () => {
  const order = liveOrders().at(-1);
  shop.store.control.deleteOrder(Number(order?.id));
  const { rows } = await sweep(hub, shop.id, "orders");
  expect(rows).toMatchObject([{ remote_id: String(order?.id), finding: "missing_there", outcome: "mended" }]);
});

test("an order that we lack is fetched", async () => {
  const order = liveOrders().at(300);
  await query("delete from order_lines where order_id in (select id from orders where remote_id = $1)", [
    String(order?.id),
  ]);
  await query("delete from orders where remote_id = $1", [String(order?.id)]);
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(domains.orders).toMatchObject({ drift_before: 1, drift_after: 0 });
  expect(rows).toMatchObject([{ remote_id: String(order?.id), finding: "missing_here", outcome: "mended" }]);
  expect(await shop.order(order?.id)).toMatchObject({ remote_status: order?.status });
});

test("an order that was trashed unnoticed is told apart from one that is gone", async () => {
  const order = liveOrders().at(100);
  shop.store.control.tamperOrder(Number(order?.id), { status: "trash" });
  const { rows } = await sweep(hub, shop.id, "orders");
  expect(rows).toMatchObject([
    { remote_id: String(order?.id), finding: "different", fields: { status: { there: "trash" } }, outcome: "mended" },
  ]);
});

test("an order whose status no plugin knows any more is not drift: the store has it and lists it nowhere", async () => {
  shop.store.control.registerStatus("engraving");
  const order = liveOrders().at(50);
  shop.store.control.setOrderStatus(Number(order?.id), "engraving");
  await shop.sync();
  shop.store.control.unregisterStatus("engraving");
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(rows).toMatchObject([{ remote_id: String(order?.id), finding: "missing_there", outcome: "unlisted" }]);
  expect(domains.orders).toMatchObject({ drift_before: 0, drift_after: 0 });
  shop.store.control.registerStatus("engraving");
});

test("what changed after the last reading is mended but is no drift", async () => {
  await query("update cursors set read_until = now() - interval '1 hour' where kind = 'orders'");
  const order = liveOrders().find(({ status }) => status === "processing");
  shop.store.control.setOrderStatus(Number(order?.id), "completed");
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(rows).toMatchObject([{ remote_id: String(order?.id), in_flight: true, outcome: "mended" }]);
  expect(domains.orders).toMatchObject({ drift_before: 0, drift_after: 0, ranges_apart: 1 });
});

test("a stock number and a variation's price changed there are found, though no date tells of them", async () => {
  const simple = simpleProducts()[0];
  const variation = shop.store.control.products().find(({ type }) => type === "variation");
  shop.store.control.tamperProduct(Number(simple?.id), { stock: 77 });
  shop.store.control.tamperProduct(Number(variation?.id), { price: "123.45" });
  const { domains, rows } = await sweep(hub, shop.id, "products");
  const found = new Map(rows.map((row) => [row.remote_id, row]));
  expect(found.get(String(simple?.id))).toMatchObject({
    finding: "different",
    fields: { stock_quantity: { here: String(simple?.stock_quantity), there: "77" } },
    outcome: "mended",
  });
  expect(found.get(String(variation?.id))).toMatchObject({
    parent_remote_id: String(variation?.parent_id),
    fields: { price: { there: "123.45" } },
    outcome: "mended",
  });
  expect(domains.products.drift_before).toBe(rows.length);
  expect(domains.products.drift_after).toBe(0);
});

test("a follower that shows another number than there is to sell, and that nobody is about to tell, is told", async () => {
  const product = simpleProducts().at(-1);
  const sku = String(product?.sku);
  await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: "141", reason: "counted" });
  await shop.settled();
  // Less what open orders hold.
  const { stock_quantity: shown } = shop.store.control.product(Number(product?.id));
  expect(shown).toBeGreaterThan(100);
  await query("update stock_levels set on_hand = on_hand - 1 where sku = $1", [sku]);
  const { domains, rows } = await sweep(hub, shop.id, "products");
  const left = Number(shown) - 1;
  expect(rows).toMatchObject([
    { cure: "wish", fields: { stock_to_show: { here: String(left), there: String(shown) } }, outcome: "mended" },
  ]);
  expect(domains.products).toMatchObject({ drift_before: 1, drift_after: 0 });
  expect(shop.store.control.product(Number(product?.id))).toMatchObject({ stock_quantity: left });
});

test("a customer whose record differs is found, for which WooCommerce has no filter by time", async () => {
  const [{ remote_id: id, email }] = await query(
    "select remote_id, email from customers where from_profile order by id limit 1",
  );
  await query("update customers set email = 'old@example.com', hash = '\\x00' where remote_id = $1", [id]);
  const { domains, rows } = await sweep(hub, shop.id, "customers");
  expect(rows).toMatchObject([
    { remote_id: id, fields: { email: { here: "old@example.com", there: email } }, outcome: "mended" },
  ]);
  expect(domains.customers).toMatchObject({ drift_before: 1, drift_after: 0 });
  expect(await query("select email from customers where remote_id = $1", [id])).toEqual([{ email }]);
});

test("what cannot be read again stays apart, counts as drift and is told; once it can be read that is over", async () => {
  await query("update cursors set read_until = now() where kind = 'orders'");
  const order = liveOrders().findLast(({ status }) => status === "processing");
  shop.store.control.tamperOrder(Number(order?.id), { status: "completed" });
  shop.store.control.faults.set({ kind: "status", status: 413, match: { method: "GET", path: /\/orders\/\d+/ } });
  const failed = await sweep(hub, shop.id, "orders");
  expect(failed.domains.orders).toMatchObject({ drift_before: 1, drift_after: 1 });
  expect(failed.rows).toMatchObject([{ remote_id: String(order?.id), outcome: "apart" }]);
  const alerts = "select code, subject from alerts where code = 'drift' and settled_at is null";
  expect(await query(alerts)).toEqual([{ code: "drift", subject: "orders" }]);
  shop.store.control.faults.clear();
  const healed = await sweep(hub, shop.id, "orders");
  expect(healed.domains.orders).toMatchObject({ drift_before: 1, drift_after: 0 });
  expect(await query(alerts)).toEqual([]);
});

test("the report comes as CSV and as JSON, the number stands in /metrics and in the history", async () => {
  const { body } = await hub.call("GET", `/api/v1/reconciles?connection_id=${shop.id}&limit=200`);
  const withRow = body.reconciles.find(
    (each: { domains: { drift_before: number }[] }) => each.domains[0]?.drift_before === 1,
  );
  const csv = await hub.call("GET", `/api/v1/reconciles/${withRow.id}/report.csv`);
  expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
  expect(csv.body.split("\r\n")[0]).toBe(
    "domain,remote_id,parent_remote_id,finding,field,here,there,in_flight,cure,outcome,found_at,settled_at",
  );
  expect(csv.body.trim().split("\r\n").length).toBeGreaterThan(1);
  const drift = (await hub.call("GET", `/api/v1/connections/${shop.id}/drift`)).body;
  expect(drift.latest.map(({ domain }: { domain: string }) => domain).toSorted()).toEqual([
    "customers",
    "orders",
    "products",
  ]);
  expect(drift.history.length).toBeGreaterThan(8);
  const metrics = (await hub.call("GET", "/metrics", undefined, null)).body;
  expect(metrics).toContain(`logix_drift_rows{connection="${shop.id}",domain="products",when="after"} 0`);
});

test("its interval can be set, and it comes by itself when its turn has come", async () => {
  const set = await hub.call("PUT", `/api/v1/connections/${shop.id}/reconcile`, { interval_minutes: 60 });
  expect(set.body).toMatchObject({ interval_minutes: 60 });
  await query("update reconciles set created_at = now() - interval '3 hours'");
  await hub.hub.upkeep.handle("test");
  expect(await query("select 1 from reconciles where cause = 'schedule'")).toEqual([]);
  await query("update connections set auto_sync = true");
  await hub.hub.upkeep.handle("test");
  await hub.hub.upkeep.handle("test");
  expect(await query("select 1 from reconciles where cause = 'schedule'")).toHaveLength(1);
});
