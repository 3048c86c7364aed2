// A store that shows a web page in place of its answers (maintenance, a firewall's mood): an hour of it is borne without a person,
// whatever was tried before; what lasts longer is parked.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
let sku: string;
beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 1, products: 15 });
  sku = String(shop.store.control.products().find((each) => each.manage_stock === true)?.sku);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const query = async (text: string) => (await hub.database.pool.query(text)).rows;
const work = async () =>
  (await query("select state, attempts, unreadable_since from outward_work where kind = 'stock'"))[0];
const makeDue = (change = "") =>
  query(`update outward_work set due_at = now() ${change} where state = 'waiting'`).then(() =>
    hub.hub.upkeep.handle("test"),
  );
const shown = () => shop.store.control.productBySku(sku)?.stock_quantity;

let count = 40;
beforeEach(async () => {
  shop.store.control.faults.clear();
  await shop.settled();
  shop.store.control.faults.set({ kind: "html-404-200" });
  count += 1;
  await hub.call("PUT", `/api/v1/stock/${encodeURIComponent(sku)}`, { on_hand: count });
  await eventually(async () => (await work())?.attempts > 0, "it was tried");
});

test("pages after a hundred other failures are tried again, and the number arrives when they end", async () => {
  await makeDue(", attempts = 100, unreadable_since = null");
  const tried = await eventually(async () => {
    const row = await work();
    return row.attempts > 100 && row;
  }, "it was tried once more");
  expect(tried).toMatchObject({ state: "waiting", unreadable_since: expect.any(Date) });
  shop.store.control.faults.clear();
  await makeDue();
  await eventually(async () => shown() === count, "the number arrived");
});

test("pages for more than an hour are a person's matter", async () => {
  await makeDue(", attempts = 20, unreadable_since = now() - interval '61 minutes'");
  await eventually(async () => (await work()).state === "parked", "it was parked");
  const { body } = await hub.call("GET", "/api/v1/parked?state=open");
  expect(body.parked).toEqual([
    expect.objectContaining({ kind: "stock", error: expect.objectContaining({ code: "not_json" }) }),
  ]);
  shop.store.control.faults.clear();
  expect((await hub.call("POST", `/api/v1/parked/${body.parked[0].id}/retry`)).status).toBeLessThan(300);
  await eventually(async () => shown() === count, "the number arrived");
});

test("a failure of another kind begins the hour anew", async () => {
  shop.store.control.faults.set({ kind: "status", status: 500 });
  await makeDue(", attempts = 20, unreadable_since = now() - interval '61 minutes'");
  await eventually(async () => (await work()).unreadable_since === null, "the hour was forgotten");
  expect(await work()).toMatchObject({ state: "waiting" });
});
