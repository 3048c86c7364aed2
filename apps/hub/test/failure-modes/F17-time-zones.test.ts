// F17: whatever the clock and the time zone of the store, "modified since" means the moment that we mean.
import { startWooStore } from "@logix/sandbox/woocommerce";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
const shops: ConnectedStore[] = [];

beforeAll(async () => {
  hub = await startTestHub();
});
afterEach(async () => {
  await Promise.all(shops.splice(0).map((shop) => shop.store.close()));
});
afterAll(() => hub?.close());

/** Read once. `skewMs`: how far the store's clock is ahead of ours. */
async function aShop(offsetMinutes: number, { orders = 30, skewMs = 0 } = {}): Promise<ConnectedStore> {
  const now = () => new Date(Date.now() + skewMs);
  const running = await startWooStore({ orders, products: 5, timezoneOffsetMinutes: offsetMinutes, now });
  const shop = await connectStore(hub, { running, webhooks: false });
  shops.push(shop);
  await readNew(shop);
  shop.store.control.resetCounts();
  return shop;
}

const readNew = (shop: ConnectedStore) => finishedRun(hub, shop.id, { kind: "orders" });

async function heldOf(shop: ConnectedStore): Promise<{ remote_id: string; placed_at: Date; modified_at: Date }[]> {
  const { rows } = await hub.database.pool.query(
    "select remote_id, placed_at, modified_at from orders o join connections c on c.id = o.connection_id where c.public_id = $1 order by remote_id::bigint",
    [shop.id],
  );
  return rows;
}

/** A new order and a change of the oldest one: exactly these two are news. */
async function expectOnlyNewsRead(shop: ConnectedStore): Promise<void> {
  const [oldest] = await heldOf(shop);
  const customer_note = `changed in ${shop.id} at ${performance.now()}`;
  const placed = shop.store.control.placeOrder({});
  shop.store.control.editOrder(Number(oldest?.remote_id), { customer_note });
  const run = await readNew(shop);
  expect(run).toMatchObject({ state: "done", failed: 0, created: 1, updated: 1 });
  // Orders of the last ten minutes are read once more; the generated ones are older.
  expect(run.seen).toBeLessThan(6);
  expect(await shop.order(placed.id)).toMatchObject({ status: "PROCESSING" });
  expect(await shop.order(oldest?.remote_id)).toMatchObject({ customer_note });
}

test.each([
  ["UTC-12", -720],
  ["UTC", 0],
  ["UTC+14", 840],
])("F17 a store at %s is read from the moment that is meant, which is asked for in GMT", async (_, offsetMinutes) => {
  const shop = await aShop(offsetMinutes);
  await expectOnlyNewsRead(shop);
  const lists = shop.store.control.requests().filter(({ path }) => path.endsWith("/orders"));
  for (const { query } of lists) expect(query).toMatchObject({ dates_are_gmt: "true" });
  const [one] = await heldOf(shop);
  const theirs = shop.store.control.order(Number(one?.remote_id));
  expect(one?.placed_at).toEqual(new Date(`${theirs.date_created_gmt}Z`));
  expect(one?.modified_at).toEqual(new Date(`${theirs.date_modified_gmt}Z`));
});

test.each([
  ["springs forward", -300, -240],
  ["falls back", 120, 60],
])("F17 nothing is missed where the clock %s between two runs", async (_, before, after) => {
  const shop = await aShop(before);
  shop.store.control.setTimeZone(after);
  await expectOnlyNewsRead(shop);
});

test("F17 nothing is missed, shifted or read twice where the time zone is changed during a run", async () => {
  const shop = await aShop(-720, { orders: 260 });
  const before = await heldOf(shop);
  for (const { remote_id } of before) shop.store.control.editOrder(Number(remote_id), { customer_note: "all changed" });
  let lists = 0;
  shop.store.control.watch(({ path }) => {
    if (path.endsWith("/orders")) lists += 1;
    if (lists === 2) shop.store.control.setTimeZone(840);
  });
  const run = await readNew(shop);
  expect(lists).toBeGreaterThan(2);
  expect(run).toMatchObject({ state: "done", updated: before.length, failed: 0 });
  const after = await heldOf(shop);
  expect(after.map((order) => order.placed_at)).toEqual(before.map((order) => order.placed_at));
  for (const { modified_at } of after) expect(Math.abs(Date.now() - modified_at.getTime())).toBeLessThan(60_000);
});

test.each([-10, 10])(
  "F17 a clock that is %i minutes off is covered: what is read looks back that far",
  async (minutes) => {
    const shop = await aShop(-300, { skewMs: minutes * 60_000 });
    await expectOnlyNewsRead(shop);
    await expectOnlyNewsRead(shop);
  },
);
