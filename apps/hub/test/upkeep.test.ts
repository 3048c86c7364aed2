// What the hub does by itself every minute: reads what is due, finds lost work, tries again where it was turned away, forgets.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 30, webhooks: false });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const aMinutePasses = () => hub.hub.upkeep.handle("test");
const ordersHere = async () => Number((await query("select count(*) from orders"))[0].count);

test("WOO-18 an automatic connection is read when its interval has passed, and not before", async () => {
  await hub.call("PATCH", shop.path, { auto_sync: true });
  await aMinutePasses();
  await eventually(
    async () =>
      (await query("select 1 from runs where kind = 'orders' and state = 'done' and cause = 'schedule'")).length > 0,
    "the first run ended",
  );
  expect(await ordersHere()).toBeGreaterThan(20);
  await aMinutePasses();
  expect(await query("select 1 from runs where kind = 'orders' and cause = 'schedule'")).toHaveLength(1);
  const placed = shop.store.control.placeOrder({});
  await query("update cursors set updated_at = now() - interval '16 minutes'");
  await aMinutePasses();
  expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
});

test("F03 with every webhook lost the scheduled pass brings orders and products up to date", async () => {
  const placed = shop.store.control.placeOrder({});
  const product = await shop.store.control.createProduct({
    name: "Late",
    type: "simple",
    sku: "LATE-1",
    regular_price: "1.00",
    manage_stock: true,
    stock_quantity: 3,
  });
  await query("update cursors set updated_at = now() - interval '3 hours'");
  await aMinutePasses();
  expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
  await eventually(
    async () => (await query("select 1 from listings where remote_id = $1", [String(product.id)])).length > 0,
    "the product is listed",
  );
});

test("a delivery whose job got lost is worked off", async () => {
  const placed = shop.store.control.placeOrder({});
  const [connection] = await query("select id, account_id from connections");
  await query(
    `insert into deliveries (account_id, connection_id, topic, kind, remote_id, delivery_id, signed, body, body_hash, received_at)
     values ($1, $2, 'order.created', 'order', $3, 'lost', true, $4, '\\x00', now() - interval '1 minute')`,
    [connection.account_id, connection.id, String(placed.id), JSON.stringify(placed)],
  );
  await aMinutePasses();
  expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
});

test("a store that turned us away is tried again, and what waited goes on", async () => {
  await query("update connections set status = 'disconnected', updated_at = now() - interval '20 minutes'");
  const placed = shop.store.control.placeOrder({});
  await query(
    "insert into rereads (connection_id, account_id, kind, remote_id, reason) select id, account_id, 'order', $1, 'hint' from connections",
    [String(placed.id)],
  );
  await aMinutePasses();
  expect(await query("select status from connections")).toEqual([{ status: "active" }]);
  expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
});

test("deliveries and runs are forgotten when they are old, open ones are not", async () => {
  const before = Number((await query("select count(*) from deliveries"))[0].count);
  expect(before).toBeGreaterThan(0);
  await query("update deliveries set received_at = now() - interval '40 days'");
  await query("update runs set finished_at = now() - interval '100 days' where finished_at is not null");
  await query(
    "insert into deliveries (account_id, connection_id, topic, kind, remote_id, delivery_id, signed, body, body_hash, state, received_at) select account_id, id, 'order.updated', 'order', '1', 'open', true, '{}', '\\x01', 'rereading', now() - interval '40 days' from connections",
  );
  await aMinutePasses();
  expect(await query("select delivery_id from deliveries")).toEqual([{ delivery_id: "open" }]);
  expect(await query("select 1 from runs where finished_at < now() - interval '90 days'")).toEqual([]);
});
