// F13: stock is written where the store counts it: at the variation, at the parent that counts for its variations, or nowhere.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { allShow, aProduct, listed, shown, stockWrites } from "../support/stocked-products.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { numberIn } from "../support/woo-sender.ts";

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

/** A product with two variations, `NAME-S` and `NAME-M`. */
async function aFamily(
  name: string,
  parent: object,
  variation: object,
): Promise<{ readonly id: number; readonly ids: readonly number[] }> {
  const { control } = shop.store;
  const attributes = [{ name: "Size", variation: true, options: ["S", "M"] }];
  const id = Number((await control.createProduct({ name, type: "variable", sku: name, attributes, ...parent })).id);
  const ids: number[] = [];
  for (const size of ["S", "M"]) {
    const made = await control.createVariation(id, { sku: `${name}-${size}`, regular_price: "9.00", ...variation });
    ids.push(Number(made.id));
  }
  control.editProduct(id, { description: "saved" });
  for (const size of ["S", "M"]) await listed(hub, shop, `${name}-${size}`);
  await shop.settled();
  shop.store.control.resetCounts();
  return { id, ids };
}

const set = (sku: string, quantity: number, more: object = {}) =>
  hub.call("POST", `${shop.path}/products/sync`, { sku, quantity, ...more });

test("F13 a variation that counts for itself is written as a variation; its parent and its sister keep their stock", async () => {
  const { id } = await aFamily("OWN", {}, { manage_stock: true, stock_quantity: 2 });
  await hub.call("PUT", "/api/v1/stock/OWN-S", { on_hand: 17 });
  await allShow("OWN-S", 17, shop);
  await shop.settled();
  expect(stockWrites(shop)).toEqual(["POST /products/{product_id}/variations/batch"]);
  const [write] = shop.store.control.requests().filter(({ method }) => method === "POST");
  expect(write?.path).toContain(`/products/${id}/variations/batch`);
  expect(shown(shop, "OWN-M")).toBe(2);
  expect(shop.store.control.product(id)).toMatchObject({ manage_stock: false, stock_quantity: null });
});

test("F13 stock that the parent counts is one pool, and is written once, at the parent", async () => {
  const { id } = await aFamily("POOL", { manage_stock: true, stock_quantity: 3 }, { manage_stock: false });
  for (const sku of ["POOL-S", "POOL-M"]) await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 9 });
  await eventually(async () => shop.store.control.product(id).stock_quantity === 9, "the parent shows 9");
  await shop.settled();
  expect(stockWrites(shop)).toEqual(["POST /products/batch"]);
  expect(shop.store.control.counts().requests["POST /products/batch"]).toBe(1);
  expect(shop.store.control.product(id)).toMatchObject({ manage_stock: true, stock_quantity: 9 });
  for (const sku of ["POOL-S", "POOL-M"])
    expect(shop.store.control.productBySku(sku)).toMatchObject({ manage_stock: "parent", stock_quantity: 9 });
});

test("F13 where the store does not count, setting stock is refused with 422 and a remedy, and nothing is written", async () => {
  await aProduct(hub, shop, { sku: "UNCOUNTED", manage_stock: false, stock_quantity: null });
  await shop.settled();
  shop.store.control.resetCounts();
  const reply = await set("UNCOUNTED", 6);
  expect(reply).toMatchObject({
    status: 422,
    body: {
      code: "stock_unmanaged",
      detail: expect.stringMatching(/does not count/),
      remedy: expect.stringMatching(/Track stock/),
    },
  });
  await shop.settled();
  expect(stockWrites(shop)).toEqual([]);
  expect(shop.store.control.productBySku("UNCOUNTED")).toMatchObject({ manage_stock: false });
});

test("F13 unless the caller wants it to count from now on", async () => {
  const id = await aProduct(hub, shop, { sku: "TURNED-ON", manage_stock: false, stock_quantity: null });
  expect(await set("TURNED-ON", 6, { enable_stock_management: true })).toMatchObject({
    status: 200,
    body: { result: { changed: true } },
  });
  expect(shop.store.control.product(id)).toMatchObject({ manage_stock: true, stock_quantity: 6 });
  await shop.settled();
  await hub.call("PUT", "/api/v1/stock/TURNED-ON", { on_hand: 8 });
  await allShow("TURNED-ON", 8, shop);
});

test("F13 a write that the store confirmed is looked at again; where it shows the old number, it is told once more", async () => {
  const id = await aProduct(hub, shop, { sku: "CACHED" });
  await shop.settled();
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  await hub.call("PUT", "/api/v1/stock/CACHED", { on_hand: 40 });
  await allShow("CACHED", 40, shop);
  const waits = "rereads where reason = 'written' and remote_id = $1";
  await eventually(async () => (await numberIn(hub, waits, [String(id)])) === 1, "a look at the write was asked for");
  // As if a cache had taken the write and forgotten it, without a word.
  shop.store.control.setStock(id, 5);
  const noticed = "listings where sku = 'CACHED' and stock_quantity = 5";
  await eventually(async () => (await numberIn(hub, noticed)) === 1, "the look found the old number");
  expect(
    await numberIn(hub, "outward_work where cause = 'drift' and state = 'waiting' and wish->>'sku' = 'CACHED'"),
  ).toBe(1);
  await hub.database.pool.query("update outward_work set due_at = now() where state = 'waiting'");
  await hub.hub.upkeep.handle("test");
  await allShow("CACHED", 40, shop);
  shop.store.control.deliveryFaults.clear();
});
