// F03: with every webhook lost the hub still ends up with what the store has, and says how much nobody told it of.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { sweep } from "../support/sweep.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { later, openAlerts } from "../support/webhook-trouble.ts";

let hub: TestHub;
let shop: ConnectedStore;
let product: number;

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const noRunOpen = () =>
  eventually(
    async () => (await query("select 1 from runs where state in ('waiting', 'running')")).length === 0,
    "all runs ended",
  );

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 20, products: 15, customers: 5, webhooks: false });
  await shop.sync();
  for (const kind of ["customers"]) await hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind });
  await noRunOpen();
  await hub.call("POST", `${shop.path}/webhooks`, {});
  await hub.call("PATCH", shop.path, { auto_sync: true });
  // The webhooks are an hour old, and everything was read 20 minutes ago.
  await query("update webhook_wishes set since = now() - interval '1 hour'");
  await query("update cursors set read_until = now() - interval '20 minutes', updated_at = now() - interval '2 days'");
  shop.store.control.deliveryFaults.set({ kind: "drop" });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

test("the scheduled passes bring every domain to what the store has; both sides are then the same", async () => {
  const placed = shop.store.control.placeOrder({});
  product = Number(
    shop.store.control.products().find(({ type, manage_stock }) => type === "simple" && manage_stock === true)?.id,
  );
  shop.store.control.setStock(product, 333);
  await shop.store.control.deliveriesSettled();
  expect(await query("select 1 from deliveries")).toEqual([]);
  await hub.hub.upkeep.handle("test");
  await noRunOpen();
  expect(await shop.order(placed.id)).toMatchObject({ remote_status: placed.status });
  expect(await query("select stock_quantity from listings where remote_id = $1", [String(product)])).toEqual([
    { stock_quantity: "333.000000" },
  ]);
  const { domains } = await sweep(hub, shop.id, "orders", "products", "customers");
  for (const domain of ["orders", "products", "customers"])
    expect(domains[domain]).toMatchObject({ drift_before: 0, drift_after: 0 });
});

test("changes that a webhook should have told of are counted and alerted, and the webhooks are set up anew", async () => {
  // Late is not silent: a while has to pass.
  await later(hub, 60);
  expect((await openAlerts(hub)).filter(({ code }) => code === "webhooks_missed")).toEqual([]);
  await query("update runs set finished_at = finished_at - interval '6 minutes'");
  shop.store.control.resetCounts();
  await later(hub, 60);
  const [alert] = (await openAlerts(hub)).filter(({ code }) => code === "webhooks_missed");
  expect(alert?.detail).toMatch(/^Since 20\d\d-.* none came, but reading the store found [1-9]\d* changes/);
  const drift = (await hub.call("GET", `/api/v1/connections/${shop.id}/drift`)).body;
  expect(drift.changes_untold).toBeGreaterThanOrEqual(2);
  expect(shop.store.control.counts().requests["PUT /webhooks/{id}"]).toBeGreaterThan(0);
});

test("what was counted once is not counted again, and the alert ends when they speak", async () => {
  const before = (await hub.call("GET", `/api/v1/connections/${shop.id}/drift`)).body.changes_untold;
  shop.store.control.deliveryFaults.clear();
  const placed = shop.store.control.placeOrder({});
  await shop.settled();
  expect(await query("select 1 from deliveries where remote_id = $1", [String(placed.id)])).not.toEqual([]);
  await query("update cursors set updated_at = now() - interval '16 minutes' where kind = 'orders'");
  await hub.hub.upkeep.handle("test");
  await noRunOpen();
  await query("update runs set finished_at = finished_at - interval '6 minutes'");
  await later(hub, 60);
  expect((await openAlerts(hub)).filter(({ code }) => code === "webhooks_missed")).toEqual([]);
  const after = (await hub.call("GET", `/api/v1/connections/${shop.id}/drift`)).body.changes_untold;
  expect(after).toBe(before);
});
