// Reading a simulated shop: all orders by a file, changed ones in pages, single things by their ids.
import { expect, test } from "vitest";
import type { Checkpoint } from "../../connector-kit/contract.ts";
import { bulkPages } from "./bulk.ts";
import { allOf, aShop } from "./fixtures/sandbox.ts";

test("the shop says who it is, and what is missing", async () => {
  const { open, shop } = await aShop();
  expect(await open().authenticate()).toMatchObject({
    name: "Harbour & Pine",
    currency: "USD",
    access: "read_write",
    findings: { shopDomain: shop.shopDomain },
    warnings: [expect.stringContaining("last 60 days")],
  });
  shop.control.grantScopes(["read_orders", "read_products"]);
  const poor = await open().authenticate();
  expect(poor.access).toBe("read");
  expect(poor.warnings.join()).toContain("write_inventory");
});

test("it is said how much there is, as far as we may see it, without reading any of it", async () => {
  const { open, shop, http } = await aShop({ products: 10, customers: 5 });
  for (let count = 0; count < 3; count += 1) shop.control.placeOrder({});
  const expected = { orders: 3, products: shop.control.products().length, customers: shop.control.customers().length };
  expect(await open().totals?.()).toEqual(expected);
  expect(http.asked.map(({ body }) => String(body)).join()).not.toMatch(/bulkOperation|nodes/);
  shop.control.grantScopes(["read_orders", "read_products"]);
  expect(await open().totals?.()).toEqual({ ...expected, customers: null });
});

test("all orders come by a file and are the same as read one by one", async () => {
  // The clock stands: an order must not pass out of sight, 60 days old, between two looks.
  const at = new Date();
  const { open, shop } = await aShop({ orders: 60, now: () => at });
  const store = open();
  const placed = shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], country: "DE" });
  shop.control.refund(placed.id, { lines: [{ id: placed.lines[0]?.id ?? 0, quantity: 1 }] });
  const all = await allOf((resume) => store.syncOrders({}, resume));
  const ids = all.map(({ record }) => record.remoteId);
  expect(ids).toContain(String(placed.id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(20);
  const again = await store.again.orders(ids);
  for (const { record } of all) expect(again.get(record.remoteId)).toMatchObject({ record });
});

test("the file is read in slices, and from the middle of it after a stop", async () => {
  const at = new Date();
  const { shop, client } = await aShop({ orders: 40, now: () => at });
  const whole = await allOf((resume) => bulkPages(client, "shop", resume));
  const sliced = await allOf((resume) => bulkPages(client, "shop", resume, 4_000));
  expect(sliced).toEqual(whole);
  const checkpoints: Checkpoint[] = [];
  let resume: Checkpoint | undefined;
  for (let left = 3; left > 0; left -= 1)
    for await (const page of bulkPages(client, "shop", resume, 4_000)) {
      resume = page.checkpoint;
      checkpoints.push(page.checkpoint);
      if (page.comeAgainAfterMs !== undefined) break;
      if (checkpoints.length === 4) break;
    }
  const started = shop.control.requests().length;
  const rest = await allOf((again) => bulkPages(client, "shop", again ?? checkpoints[2], 4_000));
  expect(rest.length).toBeLessThan(whole.length);
  expect(whole.slice(-rest.length)).toEqual(rest);
  expect(started).toBeGreaterThan(0);
});

test("what has changed since a moment comes in pages, and what changes meanwhile is not lost", async () => {
  const { open, shop } = await aShop({ orders: 0 });
  const placed = Array.from({ length: 45 }, () => shop.control.placeOrder({}));
  const first = placed[0];
  const seen: string[] = [];
  for await (const page of open().syncOrders({ since: new Date(Date.now() - 60_000), pageSize: 20 })) {
    seen.push(...page.records.map(({ record }) => record.remoteId));
    if (seen.length === 20 && first) shop.control.cancelOrder(first.id);
  }
  expect(new Set(seen).size).toBe(45);
});

test("a hint of stock leads to the variant's product, and what is gone is told as gone", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const product = shop.control.createProduct({ title: "Lamp", skuStem: "LAMP" });
  const found = (await store.again.products([String(product.id)])).get(String(product.id));
  if (!Array.isArray(found)) throw new Error("no product");
  const [head, variant] = found.map(({ record }) => record);
  expect(head).toMatchObject({ kind: "product", stockKeeping: "none", name: "Lamp" });
  expect(variant).toMatchObject({ kind: "variant", parentRemoteId: String(product.id), stockKeeping: "own" });
  expect(variant?.stockByLocation).toHaveLength(2);
  const hint = `inventory-item/${variant?.stockRemoteId}`;
  const again = await store.again.products([hint, "inventory-item/1", "999"]);
  expect(again.get(hint)).toEqual(found);
  expect(again.get("inventory-item/1")).toEqual({ gone: true });
  expect(again.get("999")).toEqual({ gone: true });
});

test("F20 an order that is out of sight for its age is not taken for deleted", async () => {
  const { open, shop } = await aShop();
  const old = shop.control.placeOrder({});
  const young = shop.control.placeOrder({});
  const last = shop.control.placeOrder({});
  shop.control.editOrder(old.id, { createdAt: new Date(Date.now() - 61 * 24 * 60 * 60_000) });
  shop.control.deleteOrder(last.id);
  const found = await open().again.orders([old, young, last].map(({ id }) => String(id)));
  expect(found.get(String(old.id))).toMatchObject({ reason: expect.stringContaining("60 days") });
  expect(found.get(String(young.id))).toHaveProperty("record");
  expect(found.get(String(last.id))).toEqual({ gone: true });
});

test("an order of many lines is read to its last", async () => {
  const { open, shop } = await aShop({ products: 60 });
  const skus = (await allOf((resume) => open().syncProducts({}, resume))).flatMap(({ record }) => record.sku ?? []);
  const placed = shop.control.placeOrder({ lines: skus.slice(0, 60).map((sku) => ({ sku, quantity: 1 })) });
  shop.control.fulfilOrder(placed.id);
  const found = (await open().again.orders([String(placed.id)])).get(String(placed.id));
  if (!found || !("record" in found)) throw new Error("no order");
  expect(found.record.lines.filter(({ kind }) => kind === "product")).toHaveLength(60);
  expect(found.record.fulfilments.flatMap(({ lines }) => lines)).toHaveLength(60);
});

test("customers, locations and payouts are read", async () => {
  const { open, shop } = await aShop();
  shop.control.placeOrder({ payment: "paid" });
  const store = open();
  const customers = await allOf((resume) => store.customers?.sync({}, resume) ?? none());
  expect(customers).toHaveLength(5);
  expect(customers[0]?.record.email).toContain("@");
  const id = customers[0]?.record.remoteId ?? "";
  expect((await store.again.customers?.([id, "77"]))?.get("77")).toEqual({ gone: true });
  const [place] = (await store.locations?.list()) ?? [];
  shop.control.closeLocation(place?.name ?? "");
  const locations = (await store.locations?.list()) ?? [];
  expect(locations.map(({ active }) => active)).toContain(false);
  expect(locations[0]).toMatchObject({ remoteId: expect.stringMatching(/^\d+$/), country: "US" });
  const [payout] = await allOf((resume) => store.payouts?.sync({}, resume) ?? none());
  const { grossMinor = 0, feeMinor = 0, netMinor, transactions } = payout?.record ?? {};
  expect(netMinor).toBe(grossMinor - feeMinor);
  expect(transactions).toHaveLength(1);
});

async function* none() {}
