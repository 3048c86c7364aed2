// F16: what is new is found by when it was modified, not by when it was made or by its id.
import { startWooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
const YEAR_MS = 365 * 86_400_000;
/** How far the store's clock was behind when its orders were placed. */
let ago = 1.2 * YEAR_MS;

beforeAll(async () => {
  hub = await startTestHub();
  const store = await startWooStore({ orders: 40, products: 5, now: () => new Date(Date.now() - ago) });
  ago = 0;
  shop = await connectStore(hub, { running: store, webhooks: false });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

test("F16 a change of nothing but the status of an order more than a year old is picked up", async () => {
  await finishedRun(hub, shop.id, { kind: "orders" });
  const { rows } = await hub.database.pool.query(
    "select remote_id, placed_at from orders where remote_status = 'completed' order by placed_at desc limit 1",
  );
  const [old] = rows;
  expect(Date.now() - old.placed_at.getTime()).toBeGreaterThan(YEAR_MS);
  shop.store.control.setOrderStatus(Number(old.remote_id), "refunded");
  shop.store.control.resetCounts();
  const run = await finishedRun(hub, shop.id, { kind: "orders" });
  expect(run).toMatchObject({ state: "done", seen: 1 });
  expect(await shop.order(old.remote_id)).toMatchObject({ remote_status: "refunded" });
  const lists = shop.store.control.requests().filter(({ path }) => path.endsWith("/orders"));
  expect(lists.length).toBeGreaterThan(0);
  for (const { query } of lists) {
    expect(query).toMatchObject({ modified_after: expect.any(String) });
    expect(query).not.toHaveProperty("after");
  }
});

test("F16 the schedule finds it, too", async () => {
  await hub.call("PATCH", shop.path, { auto_sync: true });
  const { rows } = await hub.database.pool.query(
    "select remote_id from orders where remote_status = 'completed' order by placed_at limit 1",
  );
  shop.store.control.setOrderStatus(Number(rows[0].remote_id), "refunded");
  await hub.database.pool.query("update cursors set updated_at = now() - interval '16 minutes'");
  await hub.hub.upkeep.handle("test");
  await eventually(
    async () => (await shop.order(rows[0].remote_id)).remote_status === "refunded",
    "the change of the oldest order arrived",
  );
});
