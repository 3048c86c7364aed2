// F14: one bad row poisons neither the batch that it is in nor the queue behind it; it is parked with its reason and waits alone.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { poison } from "../support/poison.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
/** A hundred of everything takes its time on a busy machine. */
const BUSY_MS = 40_000;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 0, products: 8 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

afterEach(async () => {
  shop.store.control.faults.clear();
  shop.store.control.deliveryFaults.clear();
  await query("drop function if exists poisoned_orders cascade");
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const ordersHere = async () => (await query("select remote_id from orders")).map((row) => row.remote_id);
const parkedOf = async (remoteId: unknown) => {
  const { body } = await hub.call("GET", "/api/v1/parked?limit=100");
  return body.parked.filter((each: { remote_id: string }) => each.remote_id === String(remoteId));
};
/** `bad`: which of them cannot be stored. */
const place = (count: number, bad = -1) =>
  Array.from({ length: count }, (_, index) => shop.store.control.placeOrder(index === bad ? { note: "poison" } : {}));

test("F14 of 100 deliveries one cannot be stored: it is parked with its reason, the other 99 are applied", {
  timeout: 60_000,
}, async () => {
  const cure = await poison(hub, "orders");
  const placed = place(100, 40);
  const bad = placed[40];
  const good = placed.filter((order) => order !== bad).map((order) => String(order.id));
  await eventually(
    async () => {
      const here = new Set(await ordersHere());
      return good.every((id) => here.has(id));
    },
    "the other 99 arrived",
    BUSY_MS,
  );
  const [card] = await eventually(async () => {
    const cards = await parkedOf(bad?.id);
    return cards.length > 0 && cards;
  }, "the poisonous one was parked");
  expect(card).toMatchObject({
    source: "delivery",
    error: { message: "this row is poisonous", remedy: expect.any(String) },
  });
  expect(await ordersHere()).not.toContain(String(bad?.id));

  // Only that order waits: another goes on from step to step meanwhile.
  shop.store.control.setOrderStatus(Number(good[0]), "completed");
  await eventually(async () => (await shop.order(good[0])).remote_status === "completed", "a neighbour went on");

  await cure();
  expect(await hub.call("POST", `/api/v1/parked/${card.id}/retry`)).toMatchObject({ status: 200 });
  expect(await shop.order(bad?.id)).toMatchObject({ status: "PROCESSING" });
  expect(await parkedOf(bad?.id)).toEqual([]);
});

test("F14 on a page of a run: the run goes on behind it, and it is tried again by itself", {
  timeout: 60_000,
}, async () => {
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  const cure = await poison(hub, "orders");
  const placed = place(120, 70);
  const bad = placed[70];
  const run = await finishedRun(hub, shop.id, { kind: "orders" });
  expect(run).toMatchObject({ state: "done", failed: 1 });
  const here = new Set(await ordersHere());
  expect(placed.filter((order) => !here.has(String(order.id)))).toEqual([bad]);
  expect(await parkedOf(bad?.id)).toMatchObject([{ source: "page", error: { message: "this row is poisonous" } }]);
  // Read again alone, however many others are read again at the same time.
  const others = placed.slice(0, 5).map((order) => Number(order.id));
  for (const id of others) shop.store.control.editOrder(id, { customer_note: "ring twice" });
  await query(
    "insert into rereads (connection_id, account_id, kind, remote_id, reason) select id, account_id, 'order', unnest($1::text[]), 'hint' from connections",
    [others.map(String)],
  );
  await query("update rereads set due_at = now()");
  await hub.hub.upkeep.handle("test");
  for (const id of others)
    await eventually(async () => (await shop.order(id)).customer_note === "ring twice", "a neighbour was read again");
  await cure();
  await query("update rereads set due_at = now()");
  await hub.hub.upkeep.handle("test");
  expect(await shop.order(bad?.id)).toMatchObject({ status: "PROCESSING" });
  await eventually(async () => (await parkedOf(bad?.id)).length === 0, "its card healed");
});

test("F14 in a batch to the store: 99 numbers are written, the one that breaks the server is parked", {
  timeout: 60_000,
}, async () => {
  const skus = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      const sku = `BATCH-${index}`;
      const fields = { name: sku, type: "simple", regular_price: "9.00", manage_stock: true, stock_quantity: 5 };
      return { sku, id: Number((await shop.store.control.createProduct({ ...fields, sku })).id) };
    }),
  );
  await finishedRun(hub, shop.id, { kind: "products" });
  const bad = skus[37];
  shop.store.control.faults.set({
    kind: "status",
    status: 500,
    match: { method: "POST", path: "/products/batch", body: new RegExp(`"id":${bad?.id}\\b`) },
  });
  for (const { sku } of skus) await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 40 });
  const shown = (id: number) => shop.store.control.product(id).stock_quantity;
  await eventually(
    async () => skus.every(({ id }) => id === bad?.id || shown(id) === 40),
    "the other 99 show the new number",
    BUSY_MS,
  );
  expect(shown(bad?.id ?? 0)).toBe(5);
  await query("update outward_work set attempts = 9, due_at = now() where state = 'waiting' and remote_id = $1", [
    String(bad?.id),
  ]);
  await hub.hub.upkeep.handle("test");
  const [card] = await eventually(async () => {
    const cards = await parkedOf(bad?.id);
    return cards.length > 0 && cards;
  }, "it was parked");
  expect(card).toMatchObject({
    source: "outward",
    kind: "stock",
    error: { message: expect.stringContaining("failed") },
  });
  shop.store.control.faults.clear();
  await hub.call("POST", `/api/v1/parked/${card.id}/retry`);
  await eventually(async () => shown(bad?.id ?? 0) === 40, "it was written after all");
});

test("F14 an order whose write breaks the server does not hold the statuses behind it", {
  timeout: 60_000,
}, async () => {
  const orders = await Promise.all(place(12).map((placed) => shop.order(placed.id)));
  const [bad, ...others] = orders;
  shop.store.control.faults.set({
    kind: "status",
    status: 500,
    match: { method: "PUT", path: `/orders/${bad?.remote_id}` },
  });
  for (const { id } of orders) await hub.call("PATCH", `/api/v1/orders/${id}`, { status: "DELIVERED" });
  const status = (order?: { remote_id: string }) => shop.store.control.order(Number(order?.remote_id)).status;
  await eventually(async () => others.every((order) => status(order) === "completed"), "the others are completed");
  expect(status(bad)).toBe("processing");
  shop.store.control.faults.clear();
  await query("update outward_work set due_at = now() where state = 'waiting'");
  await hub.hub.upkeep.handle("test");
  await eventually(async () => status(bad) === "completed", "it follows once the server is well");
});
