// Two platforms sell the same goods: what one sells the other no longer shows, and the last unit sold twice is told.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { aProduct, shown } from "./support/stocked-products.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

/** "Within seconds" is the promise; a busy machine gets more. */
const SECONDS_MS = 15_000;

let hub: TestHub;
let woo: ConnectedStore;
let shopify: ConnectedShop;
/** The one of the shop's places that stands for ours. */
let place: number;

beforeAll(async () => {
  hub = await startTestHub();
  [woo, shopify] = await Promise.all([
    connectStore(hub, { products: 3, orders: 0 }),
    connectShop(hub, { products: 3, orders: 0 }),
  ]);
  place = await linkFirstPlace();
});
afterAll(async () => {
  await Promise.all([hub?.close(), woo?.store.close(), shopify?.shop.close()]);
});

async function linkFirstPlace(): Promise<number> {
  const path = `/api/v1/connections/${shopify.id}/locations`;
  await hub.call("POST", `${path}/refresh`);
  const { store_locations: places } = (await hub.call("GET", path)).body;
  const [ours] = (await hub.call("GET", "/api/v1/locations")).body.locations;
  const ids: string[] = places.map(({ remote_id }: { remote_id: string }) => remote_id);
  const links = ids.map((remote_id, index) => ({ remote_id, location_id: index === 0 ? ours.id : null }));
  const reply = await hub.call("PUT", path, { links });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return Number(ids[0]);
}

/** Listed in both stores; the id is the first store's. */
async function inBoth(sku: string, onHand: number): Promise<number> {
  shopify.shop.control.createProduct({ title: `The thing ${sku}`, skuStem: sku });
  const id = await aProduct(hub, woo, { sku });
  await eventually(async () => (await listings(sku)) === 2, `${sku} is listed twice`);
  await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: onHand });
  await bothShow(sku, onHand);
  await Promise.all([woo.settled(), shopify.settled()]);
  return id;
}

async function listings(sku: string): Promise<number> {
  const { rows } = await hub.database.pool.query("select count(*)::int as count from listings where sku = $1", [sku]);
  return rows[0].count;
}

function shownThere(sku: string): number | undefined {
  return shopify.shop.control.stock(sku).find(({ locationId }) => locationId === place)?.available;
}

async function bothShow(sku: string, quantity: number): Promise<void> {
  const look = async () => Number(shown(woo, sku)) === quantity && shownThere(sku) === quantity;
  await eventually(look, `both stores show ${quantity} of ${sku}`, SECONDS_MS).catch((cause: unknown) => {
    throw new Error(`both should show ${quantity}: ${shown(woo, sku)} and ${shownThere(sku)}`, { cause });
  });
}

const level = async (sku: string) => (await hub.call("GET", `/api/v1/stock/${sku}`)).body;

test("what one sells, the other no longer shows, in both directions", async () => {
  const productId = await inBoth("PAIR-1", 10);
  woo.store.control.placeOrder({ lines: [{ productId, quantity: 3 }] });
  await bothShow("PAIR-1", 7);
  shopify.shop.control.placeOrder({ lines: [{ sku: "PAIR-1", quantity: 2 }] });
  await bothShow("PAIR-1", 5);
  expect(await level("PAIR-1")).toMatchObject({ on_hand: "10", reserved: "5", available: "5" });
});

test("a cancelled order gives the goods back in both", async () => {
  await inBoth("PAIR-2", 4);
  const placed = shopify.shop.control.placeOrder({ lines: [{ sku: "PAIR-2", quantity: 1 }] });
  await bothShow("PAIR-2", 3);
  shopify.shop.control.cancelOrder(placed.id);
  await bothShow("PAIR-2", 4);
  expect(await level("PAIR-2")).toMatchObject({ on_hand: "4", reserved: "0", available: "4" });
});

test("an order of each is sent from here, in each platform's own word", async () => {
  const productId = await inBoth("PAIR-3", 8);
  const here = woo.store.control.placeOrder({ lines: [{ productId, quantity: 1 }] });
  const there = shopify.shop.control.placeOrder({ lines: [{ sku: "PAIR-3", quantity: 1 }] });
  const orders = [await woo.order(here.id), await shopify.order(there.id)];
  for (const { id } of orders) await hub.call("PATCH", `/api/v1/orders/${id}`, { status: "DELIVERED" });
  await eventually(async () => woo.store.control.order(Number(here.id)).status === "completed", "completed there");
  await eventually(async () => (await shopify.order(there.id)).remote_status === "fulfilled", "fulfilled there");
  await bothShow("PAIR-3", 6);
  expect(await level("PAIR-3")).toMatchObject({ on_hand: "6", reserved: "0", available: "6" });
});

test("the last unit sold in both is told as oversold, and neither shows any", async () => {
  const productId = await inBoth("PAIR-LAST", 1);
  // Neither knows of the other's sale.
  woo.store.control.placeOrder({ lines: [{ productId, quantity: 1 }] });
  shopify.shop.control.placeOrder({ lines: [{ sku: "PAIR-LAST", quantity: 1 }] });
  await eventually(async () => (await level("PAIR-LAST")).reserved === "2", "both orders hold it");
  expect(await level("PAIR-LAST")).toMatchObject({ on_hand: "1", available: "-1", oversold: true });
  await bothShow("PAIR-LAST", 0);
  const { rows } = await hub.database.pool.query(
    "select count(*)::int as count from alerts where code = 'oversell' and subject = 'PAIR-LAST' and settled_at is null",
  );
  expect(rows[0].count).toBe(1);
});
