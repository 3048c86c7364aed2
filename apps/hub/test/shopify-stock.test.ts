// F12 for Shopify: a platform that compares and sets. A sale during our write is refused there, read, and counted in.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectShop(hub);
  // One of the shop's places stands for ours, the others are left alone.
  await hub.call("POST", `/api/v1/connections/${shop.id}/locations/refresh`);
  const { body: map } = await hub.call("GET", `/api/v1/connections/${shop.id}/locations`);
  const [ours] = (await hub.call("GET", "/api/v1/locations")).body.locations;
  const links = map.store_locations.map(({ remote_id }: { remote_id: string }, index: number) => ({
    remote_id,
    location_id: index === 0 ? ours.id : null,
  }));
  place = Number(links[0]?.remote_id);
  const linked = await hub.call("PUT", `/api/v1/connections/${shop.id}/locations`, { links });
  if (linked.status !== 200) throw new Error(JSON.stringify(linked.body) + JSON.stringify(map));
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});

let place: number;
const available = (sku: string) =>
  shop.shop.control.stock(sku).find(({ locationId }) => locationId === place)?.available ?? 0;
const shows = (sku: string, quantity: number) =>
  eventually(async () => available(sku) === quantity, `the shop shows ${quantity} of ${sku}, not ${available(sku)}`);
const level = async (sku: string) => (await hub.call("GET", `/api/v1/stock/${sku}`)).body;

test("what is counted here is shown by the shop", async () => {
  const counted = await hub.call("PUT", "/api/v1/stock/MUG-SAND", { on_hand: 12 });
  expect(counted.status, JSON.stringify(counted.body)).toBe(200);
  await shows("MUG-SAND", 12);
  await shop.settled();
});

test("a sale between our look and our write is in the number that the shop ends with", async () => {
  await hub.call("PUT", "/api/v1/stock/POT-EN-2", { on_hand: 10 });
  await shows("POT-EN-2", 10);
  await shop.settled();
  shop.shop.control.sellBefore("inventorySetQuantities", { lines: [{ sku: "POT-EN-2", quantity: 2 }] });
  await hub.call("PUT", "/api/v1/stock/POT-EN-2", { on_hand: 40 });
  await shows("POT-EN-2", 38);
  await shop.settled();
  expect(available("POT-EN-2")).toBe(38);
  expect(await level("POT-EN-2")).toMatchObject({ on_hand: "40", reserved: "2", available: "38" });
});

test("an answer that was lost does no harm: the number is the same and written once", async () => {
  await hub.call("PUT", "/api/v1/stock/BLANKET-W", { on_hand: 10 });
  await shows("BLANKET-W", 10);
  await shop.settled();
  shop.shop.control.faults.set({ kind: "save-then-drop", match: { operation: "inventorySetQuantities" }, times: 1 });
  await hub.call("PUT", "/api/v1/stock/BLANKET-W", { on_hand: 33 });
  await shows("BLANKET-W", 33);
  await shop.settled();
  expect(available("BLANKET-W")).toBe(33);
});

test("a shop that throttles is asked again later, and nothing is lost", async () => {
  shop.shop.control.faults.set({ kind: "throttled", times: 2 });
  await hub.call("PUT", "/api/v1/stock/SOAP-SEA", { on_hand: 21 });
  await shows("SOAP-SEA", 21);
});
