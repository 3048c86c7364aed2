// F12: WooCommerce knows no compare-and-set. A sale between our look and our write, or before both, must not be overwritten for good.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { allShow, aProduct, shown } from "../support/stocked-products.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
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

const level = async (sku: string) => (await hub.call("GET", `/api/v1/stock/${sku}`)).body;

/** Sells `quantity` at the moment when our write has been sent and the store has not yet taken it. */
function sellDuringTheWrite(productId: number, quantity: number): () => number {
  let sales = 0;
  const end = shop.store.control.watch(({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/products/batch")) return;
    end();
    sales += 1;
    shop.store.control.placeOrder({ lines: [{ productId, quantity }] });
  });
  return () => sales;
}

async function aCountedProduct(sku: string): Promise<number> {
  const id = await aProduct(hub, shop, { sku });
  await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 10 });
  await allShow(sku, 10, shop);
  await shop.settled();
  return id;
}

test("F12 a sale between our look and our write is in the number that the store ends with", async () => {
  const id = await aCountedProduct("BETWEEN");
  const sales = sellDuringTheWrite(id, 2);
  await hub.call("PUT", "/api/v1/stock/BETWEEN", { on_hand: 40 });
  await allShow("BETWEEN", 38, shop);
  await shop.settled();
  expect([sales(), shown(shop, "BETWEEN")]).toEqual([1, 38]);
  expect(await level("BETWEEN")).toMatchObject({ on_hand: "40", reserved: "2", available: "38" });
});

test("F12 the same where its webhooks are lost: the next reading of the orders puts it right", async () => {
  const id = await aCountedProduct("SILENT");
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  const sales = sellDuringTheWrite(id, 2);
  await hub.call("PUT", "/api/v1/stock/SILENT", { on_hand: 40 });
  await shop.settled();
  await allShow("SILENT", 40, shop);
  expect(sales()).toBe(1);
  await shop.sync();
  await allShow("SILENT", 38, shop);
  shop.store.control.deliveryFaults.clear();
  expect(await level("SILENT")).toMatchObject({ available: "38" });
});

test("F12 a number that nobody told the store is not overwritten before its orders are read", async () => {
  const id = await aCountedProduct("BEFORE");
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 3 }] });
  await shop.settled();
  shop.store.control.resetCounts();
  await hub.call("PUT", "/api/v1/stock/BEFORE", { on_hand: 40 });
  await allShow("BEFORE", 37, shop);
  shop.store.control.deliveryFaults.clear();
  // The sale was known before the first write: the store never showed it as unsold.
  expect(quantitiesTold(id)).toEqual([37]);
  expect(await level("BEFORE")).toMatchObject({ on_hand: "40", reserved: "3", available: "37" });
});

test("F12 sales in the midst of many writes are all there in the end", async () => {
  const id = await aCountedProduct("BUSY");
  let sold = 0;
  const end = shop.store.control.watch(({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/products/batch") || sold >= 8) return;
    sold += 1;
    shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 1 }] });
  });
  for (let count = 100; count < 110; count += 1) {
    await hub.call("PUT", "/api/v1/stock/BUSY", { on_hand: count });
    await shop.settled();
  }
  end();
  await shop.settled();
  await allShow("BUSY", 109 - sold, shop);
  expect(sold).toBe(8);
  expect(await level("BUSY")).toMatchObject({ reserved: String(sold), available: String(109 - sold) });
  expect(await numberIn(hub, "outward_work where state = 'waiting'")).toBe(0);
});

type Batch = { readonly update?: readonly { readonly id: number; readonly stock_quantity: number }[] };

/** Every number that the store was told of this product. */
function quantitiesTold(id: number): readonly number[] {
  const batches = shop.store.control
    .requests()
    .filter(({ method, path }) => method === "POST" && path.endsWith("/batch"));
  return batches
    .flatMap(({ body }) => {
      const batch: Batch = JSON.parse(body);
      return batch.update ?? [];
    })
    .filter((each) => Number(each.id) === id)
    .map((each) => each.stock_quantity);
}
