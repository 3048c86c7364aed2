// F15: batches are small enough for the store, each of their answers is looked at, what is too much is halved, and a create
// whose answer was lost is looked up before it is tried again.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectStore } from "../support/connected-store.ts";
import { type PimHub, startPimHub } from "../support/pim-hub.ts";
import { aProduct, makeProducts } from "../support/pim-products.ts";
import { eventually } from "../support/test-hub.ts";

let hub: PimHub;
const stores: WooStore[] = [];

beforeAll(async () => {
  hub = await startPimHub();
});
afterAll(async () => {
  await Promise.all([hub?.close(), ...stores.map((store) => store.close())]);
});

/** Products whose stock is counted, listed in the hub. */
async function aShop(count: number) {
  const store = await hub.aStore();
  const products = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const sku = `S${stores.length}-${index}`;
      const fields = { name: sku, type: "simple", regular_price: "9.00", manage_stock: true, stock_quantity: 5 };
      return { sku, id: Number((await store.control.createProduct({ ...fields, sku })).id) };
    }),
  );
  stores.push(store);
  await connectStore(hub, { running: store, webhooks: false });
  store.control.resetCounts();
  return { store, products };
}

/** How many operations each batch held that reached the store, or was turned away by it. */
function batchSizes(store: WooStore): number[] {
  return store.control
    .requests()
    .filter(({ method, path }) => method === "POST" && path.endsWith("/products/batch"))
    .map(({ body }) => Object.values<unknown[]>(JSON.parse(body)).flat().length);
}

const setAll = async (products: readonly { sku: string }[], quantity: number) => {
  for (const { sku } of products) await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: quantity });
};
const shows = (store: WooStore, id: number) => store.control.product(id).stock_quantity;

test("F15 many things go in batches of 100 at most", { timeout: 60_000 }, async () => {
  const { store, products } = await aShop(130);
  const ids = products.map(({ sku }) => sku);
  await hub.database.pool.query("update connections set status = 'paused'");
  await setAll(products, 40);
  await hub.database.pool.query("update connections set status = 'active'");
  await hub.hub.upkeep.handle("test");
  await eventually(async () => products.every(({ id }) => shows(store, id) === 40), "all show the new number", 40_000);
  const sizes = batchSizes(store);
  expect(Math.max(...sizes)).toBe(100);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(ids.length);
});

test.each([413, 502, 504])(
  "F15 a server that answers %i to large batches gets smaller ones, down to what it bears",
  async (status) => {
    const { store, products } = await aShop(30);
    store.control.faults.set({ kind: "status", status, match: { method: "POST", path: /batch/, itemsOver: 4 } });
    await hub.database.pool.query("update connections set status = 'paused'");
    await setAll(products, 41);
    await hub.database.pool.query("update connections set status = 'active'");
    await hub.hub.upkeep.handle("test");
    await eventually(async () => products.every(({ id }) => shows(store, id) === 41), "all show the new number");
    const sizes = batchSizes(store);
    expect(sizes[0]).toBe(30);
    expect(Math.min(...sizes)).toBeLessThanOrEqual(4);
  },
);

test("F15 down to one, where the server bears no batch at all", async () => {
  const { store, products } = await aShop(5);
  store.control.faults.set({ kind: "status", status: 413, match: { method: "POST", path: /batch/, itemsOver: 1 } });
  await setAll(products, 42);
  await eventually(async () => products.every(({ id }) => shows(store, id) === 42), "all show the new number");
});

test("F15 an error that stands for one item within an answer of 200 is that item's own", async () => {
  const { store, products } = await aShop(10);
  const [gone, ...others] = products;
  // Deleted between our look and our write, so that only the batch's answer can tell.
  const end = store.control.watch(({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/products/batch")) return;
    end();
    store.control.deleteProduct(gone?.id ?? 0, { force: true });
  });
  await hub.database.pool.query("update connections set status = 'paused'");
  await setAll(products, 43);
  await hub.database.pool.query("update connections set status = 'active'");
  await hub.hub.upkeep.handle("test");
  await eventually(async () => others.every(({ id }) => shows(store, id) === 43), "the others show the new number");
  const card = await eventually(async () => {
    const { body } = await hub.call("GET", "/api/v1/parked");
    return body.parked.find((each: { remote_id: string }) => each.remote_id === String(gone?.id));
  }, "the one that is gone was parked");
  expect(card).toMatchObject({ kind: "stock", error: { code: "sku_missing", message: "Invalid ID." } });
});

let store: WooStore;
let connection: number;
beforeEach(async () => {
  ({ store, id: connection } = await hub.connected());
});
const exported = (productIds: readonly number[]) =>
  hub.pim("POST", "/connections/export", {
    connectionId: connection,
    productIds,
    fieldsToExport: ["name", "sku", "price"],
  });

test.each(["save-then-500", "save-then-504", "save-then-drop"] as const)(
  "F15 a create whose answer was lost (%s) is looked up, not made again",
  async (kind) => {
    const ids = await makeProducts(hub, [aProduct(), aProduct(), aProduct()]);
    store.control.faults.set({ kind, times: 1, match: { method: "POST", path: /batch/ } });
    expect(await exported(ids)).toMatchObject({ success: true, syncedCount: 3 });
    expect(store.control.products()).toHaveLength(3);
  },
);

test("F15 a batch of creates that the server finds too large is sent in smaller ones", async () => {
  const products = Array.from({ length: 40 }, () => aProduct());
  const ids = await makeProducts(hub, products);
  store.control.faults.set({ kind: "status", status: 413, match: { method: "POST", path: /batch/, itemsOver: 12 } });
  expect(await exported(ids)).toMatchObject({ success: true, syncedCount: 40 });
  expect(store.control.products()).toHaveLength(40);
});
