// Both sides of a Shopify shop compared: what changed without a word is named, mended and counted.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { sweep } from "./support/sweep.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectShop(hub, { orders: 150, products: 12, customers: 20, webhooks: false });
  await shop.read("orders");
  await shop.read("customers");
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const countOf = async (table: string) => Number((await query(`select count(*) as n from ${table}`))[0].n);
const isGone = async (table: string, id: string) =>
  (await query(`select deleted_at is not null as gone from ${table} where remote_id = $1`, [id]))[0]?.gone;
/** As if news of all that happened until now had come and been lost. */
const newsWasLost = () => query("update cursors set read_until = now() + interval '1 minute'");
const heldOrders = async (): Promise<string[]> =>
  (await query("select remote_id from orders where deleted_at is null order by length(remote_id), remote_id")).map(
    ({ remote_id }) => remote_id,
  );

test("where nothing differs every row is listed and none is fetched", async () => {
  const { domains, rows } = await sweep(hub, shop.id, "orders", "products", "customers");
  expect(rows).toEqual([]);
  for (const [domain, table] of [
    ["orders", "orders"],
    ["products", "listings"],
    ["customers", "customers where from_profile"],
  ] as const)
    expect(domains[domain]).toMatchObject({ listed: await countOf(table), drift_before: 0, drift_after: 0 });
  expect(domains.orders.ranges).toBeGreaterThan(1);
});

test("what happened to an order, a product and a customer while no news came is named and mended", async () => {
  const [first = "", second = ""] = (await heldOrders()).slice(-2);
  const before = (await shop.order(Number(first))).remote_status;
  shop.shop.control.cancelOrder(Number(first));
  shop.shop.control.deleteOrder(Number(second));
  await newsWasLost();
  const { domains, rows } = await sweep(hub, shop.id, "orders", "products", "customers");
  const ofOrder = rows.filter(({ domain }) => domain === "orders");
  expect(ofOrder).toHaveLength(2);
  expect(ofOrder).toContainEqual(
    expect.objectContaining({
      remote_id: first,
      finding: "different",
      fields: expect.objectContaining({ status: { here: before, there: "cancelled" } }),
      outcome: "mended",
    }),
  );
  expect(ofOrder).toContainEqual(
    expect.objectContaining({ remote_id: second, finding: "missing_there", outcome: "mended" }),
  );
  expect(await shop.order(Number(first))).toMatchObject({ remote_status: "cancelled" });
  expect(await isGone("orders", second)).toBe(true);
  // The goods of the cancelled order went back, and that is a change of its variants.
  const ofGoods = rows.filter(({ domain }) => domain === "products");
  expect(ofGoods.length).toBeGreaterThan(0);
  expect(ofGoods.every(({ remote_id, outcome }) => remote_id.startsWith("variant/") && outcome === "mended")).toBe(
    true,
  );
  expect(domains.products).toMatchObject({ drift_after: 0 });
});

test("what we lack is fetched: an order, a variant, a customer", async () => {
  const [order = ""] = (await heldOrders()).slice(20, 21);
  await query("delete from orders where remote_id = $1", [order]);
  const [variant] = await query(
    "delete from listings where remote_id = (select min(remote_id) from listings where kind = 'variant') returning remote_id",
  );
  const [customer] = await query(
    "delete from customers where id = (select min(id) from customers where from_profile) returning remote_id",
  );
  const { rows } = await sweep(hub, shop.id, "orders", "products", "customers");
  expect(rows.map(({ remote_id, finding, outcome }) => ({ remote_id, finding, outcome }))).toEqual(
    expect.arrayContaining(
      [order, variant.remote_id, customer.remote_id].map((remote_id) => ({
        remote_id,
        finding: "missing_here",
        outcome: "mended",
      })),
    ),
  );
  expect(rows).toHaveLength(3);
});

test("an order that the shop shows us no longer is not taken for deleted", async () => {
  const [oldest = "", next = ""] = await heldOrders();
  await shop.shop.control.deliveriesSettled();
  const open = "select 1 from rereads union all select 1 from deliveries where state in ('waiting', 'rereading')";
  await eventually(async () => (await query(open)).length === 0, "nothing waits to be read");
  // Nobody tells us: a delivery would have the order read at once, in vain.
  shop.shop.control.deliveryFaults.set({ kind: "drop" });
  shop.shop.control.editOrder(Number(oldest), { createdAt: new Date(Date.now() - 61 * 86_400_000) });
  const parkedBefore = await query("select id, kind, code, remote_id from parked_work order by id");
  const { domains, rows } = await sweep(hub, shop.id, "orders");
  expect(rows).toEqual([]);
  expect(domains.orders).toMatchObject({ drift_before: 0, listed: (await heldOrders()).length - 1 });
  expect([await isGone("orders", oldest), await isGone("orders", next)]).toEqual([false, false]);
  expect(await query("select id, kind, code, remote_id from parked_work order by id")).toEqual(parkedBefore);
});
