// F19: no order is missed or taken twice, however many share a second and whatever comes and goes while they are read.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
const stores: WooStore[] = [];

beforeAll(async () => {
  hub = await startTestHub();
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});
afterAll(() => hub?.close());

/** The store's clock stands still while orders are placed, then goes on. */
async function aShop(orders: number): Promise<{ readonly shop: ConnectedStore; readonly ids: readonly number[] }> {
  let stopped: Date | null = new Date();
  const store = await startWooStore({ orders: 0, products: 5, now: () => stopped ?? new Date() });
  stores.push(store);
  const ids = Array.from({ length: orders }, () => Number(store.control.placeOrder({}).id));
  stopped = null;
  return { shop: await connectStore(hub, { running: store, webhooks: false }), ids };
}

async function live({ id }: ConnectedStore): Promise<number[]> {
  const { rows } = await hub.database.pool.query(
    "select remote_id::int as id from orders o join connections c on c.id = o.connection_id where c.public_id = $1 and o.archived_at is null and o.deleted_at is null order by 1",
    [id],
  );
  return rows.map((row) => row.id);
}

test("F19 250 orders that share one second are all read, with pages of 100, and each once", async () => {
  const { shop, ids } = await aShop(250);
  const stamps = new Set(shop.store.control.orders().map((order) => order.date_modified_gmt));
  expect(stamps.size).toBe(1);
  shop.store.control.resetCounts();
  expect(await finishedRun(hub, shop.id, { kind: "orders" })).toMatchObject({ state: "done", seen: 250, created: 250 });
  expect(await live(shop)).toEqual(ids);
  const sizes = shop.store.control.requests().filter(({ path }) => path.endsWith("/orders"));
  expect(sizes[0]?.query).toMatchObject({ per_page: "100", orderby: "id", order: "asc" });
});

test("F19 what changes in the very second up to which was read is read by the next run", async () => {
  const { shop, ids } = await aShop(250);
  await finishedRun(hub, shop.id, { kind: "orders" });
  for (const id of ids) shop.store.control.editOrder(id, { customer_note: "same second" });
  await hub.database.pool.query(
    "update cursors k set read_until = (select max(modified_at) + interval '10 minutes' from (select to_timestamp($2) as modified_at) m) from connections c where c.id = k.connection_id and c.public_id = $1 and k.kind = 'orders'",
    [shop.id, Date.parse(`${shop.store.control.order(ids[0] ?? 0).date_modified_gmt}Z`) / 1000],
  );
  const run = await finishedRun(hub, shop.id, { kind: "orders" });
  expect(run).toMatchObject({ state: "done", updated: 250 });
});

test("F19 orders deleted while pages are turned take none of the others with them", async () => {
  const { shop, ids } = await aShop(260);
  const gone = ids.slice(0, 40);
  let pages = 0;
  shop.store.control.watch(({ path }) => {
    if (!path.endsWith("/orders")) return;
    pages += 1;
    if (pages === 2) for (const id of gone) shop.store.control.deleteOrder(id);
  });
  expect(await finishedRun(hub, shop.id, { kind: "orders" })).toMatchObject({ state: "done", failed: 0 });
  expect(pages).toBeGreaterThan(2);
  const found = await live(shop);
  expect(found.filter((id) => !gone.includes(id))).toEqual(ids.slice(40));
});

test("F19 orders placed, changed and binned while pages are turned are there in the end, as they are now", async () => {
  const { shop, ids } = await aShop(260);
  const placed: number[] = [];
  const binned = ids.slice(10, 13);
  let pages = 0;
  shop.store.control.watch(({ path, query }) => {
    if (!path.endsWith("/orders") || query.status === "trash") return;
    pages += 1;
    if (pages < 4) placed.push(Number(shop.store.control.placeOrder({}).id));
    if (pages === 2) for (const id of binned) shop.store.control.trashOrder(id);
    if (pages === 2) shop.store.control.editOrder(ids[0] ?? 0, { customer_note: "changed behind the reader" });
  });
  expect(await finishedRun(hub, shop.id, { kind: "orders" })).toMatchObject({ state: "done", failed: 0 });
  await finishedRun(hub, shop.id, { kind: "orders" });
  expect(await live(shop)).toEqual([...ids.filter((id) => !binned.includes(id)), ...placed]);
  expect(await shop.order(ids[0])).toMatchObject({ customer_note: "changed behind the reader" });
});
