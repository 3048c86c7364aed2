// F11: a warehouse counts, and its count must not bring back what is sold. What stores show is on hand, less what open orders
// hold, less the buffer, in whichever order the news came.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { allShow, aProduct } from "../support/stocked-products.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
let other: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  [shop, other] = await Promise.all([connectStore(hub), connectStore(hub, { seed: 2 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close(), other?.store.close()]);
});

type Deed = "count" | "order" | "buffer";

async function afterDeeds(deeds: readonly Deed[]) {
  const sku = deeds.join("-");
  const id = await aProduct(hub, shop, { sku });
  await aProduct(hub, other, { sku });
  // A buffer is kept of what was counted; before that there is nothing to keep it of.
  if (deeds[0] === "buffer") await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 3 });
  const does: Readonly<Record<Deed, () => Promise<unknown>>> = {
    count: () => hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 10 }),
    order: () => shop.order(shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 2 }] }).id),
    buffer: () => hub.call("PATCH", `/api/v1/stock/${sku}`, { buffer: 1 }),
  };
  for (const deed of deeds) await does[deed]();
  await hub.call("PATCH", `/api/v1/stock/${sku}`, { buffer: 1 });
  await allShow(sku, 7, shop, other);
  const { on_hand, reserved, buffer, available } = (await hub.call("GET", `/api/v1/stock/${sku}`)).body;
  return { on_hand, reserved, buffer, available };
}

test.each<readonly [readonly Deed[]]>([
  [["count", "order"]],
  [["order", "count"]],
  [["count", "buffer", "order"]],
  [["order", "count", "buffer"]],
  [["buffer", "order", "count"]],
  [["buffer", "count", "order"]],
])("F11 %j ends with the same number in the hub and in every store", async (deeds) => {
  expect(await afterDeeds(deeds)).toEqual({ on_hand: "10", reserved: "2", buffer: "1", available: "7" });
});

test("F11 a count that is pushed again and again never brings back what open orders hold", async () => {
  const id = await aProduct(hub, shop, { sku: "AGAIN" });
  await hub.call("PUT", "/api/v1/stock/AGAIN", { on_hand: 10 });
  await allShow("AGAIN", 10, shop);
  await shop.order(shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 4 }] }).id);
  for (let push = 0; push < 5; push += 1) {
    const { body } = await hub.call("PUT", "/api/v1/stock/AGAIN", { on_hand: 10 });
    expect(body.available).toBe("6");
    await shop.settled();
    await allShow("AGAIN", 6, shop);
  }
});

test("F11 an order that the hub has not heard of, but the store has taken, is held back all the same", async () => {
  const id = await aProduct(hub, shop, { sku: "UNHEARD" });
  await hub.call("PUT", "/api/v1/stock/UNHEARD", { on_hand: 10 });
  await allShow("UNHEARD", 10, shop);
  await shop.settled();
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 3 }] });
  await shop.settled();
  await hub.call("PUT", "/api/v1/stock/UNHEARD", { on_hand: 20 });
  await allShow("UNHEARD", 17, shop);
  expect((await hub.call("GET", "/api/v1/stock/UNHEARD")).body).toMatchObject({ on_hand: "20", reserved: "3" });
  shop.store.control.deliveryFaults.clear();
});
