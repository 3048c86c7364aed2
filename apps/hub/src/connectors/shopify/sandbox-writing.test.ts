// Writing to a simulated shop: stock by compare-and-set, parcels, cancellations, refunds and webhooks.
import { expect, test } from "vitest";
import { z } from "zod";
import type { StockChange, Store } from "../../connector-kit/contract.ts";
import { mutation } from "./client.ts";
import { allOf, aShop } from "./fixtures/sandbox.ts";
import { gid } from "./ids.ts";
import { TOPICS } from "./webhooks.ts";

async function variantOf(store: Store, sku: string) {
  const [seen] = await allOf((resume) => store.syncProducts({ skus: [sku] }, resume));
  if (!seen) throw new Error(`no ${sku}`);
  return seen.record;
}

async function changeFor(store: Store, sku: string, changes: Partial<StockChange> = {}): Promise<StockChange> {
  const { remoteId, parentRemoteId, stockQuantity } = await variantOf(store, sku);
  return { sku, remoteId, parentRemoteId, quantity: 7, expected: Number(stockQuantity), ...changes };
}

test("stock is written where the shop still shows what we believe", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const change = await changeFor(store, "MUG-SAND");
  expect(await store.updateInventory([change])).toMatchObject([{ outcome: "written", shows: 7 }]);
  expect((await variantOf(store, "MUG-SAND")).stockQuantity).toBe("7");
  expect(await store.updateInventory([change])).toMatchObject([{ outcome: "unchanged", shows: 7 }]);
  const levels = shop.control.stock("MUG-SAND");
  expect(levels.reduce((sum, { available }) => sum + available, 0)).toBe(7);
});

test("F12 a sale between our look and our write is not overwritten", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const raced = await changeFor(store, "MUG-SAND");
  const calm = await changeFor(store, "POT-EN-2");
  shop.control.sellBefore("inventorySetQuantities", { lines: [{ sku: "MUG-SAND", quantity: 1 }] });
  expect(await store.updateInventory([raced, calm])).toMatchObject([
    { sku: "MUG-SAND", outcome: "moved", shows: Number(raced.expected) - 1 },
    { sku: "POT-EN-2", outcome: "written", shows: 7 },
  ]);
  expect((await variantOf(store, "MUG-SAND")).stockQuantity).toBe(String(Number(raced.expected) - 1));
});

test("a place that is named is written alone, each by its own comparison", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const [first, second] = (await variantOf(store, "MUG-SAND")).stockByLocation ?? [];
  if (!first || !second) throw new Error("two places expected");
  const change = await changeFor(store, "MUG-SAND", { intent: "wish-1" });
  const results = await store.updateInventory([
    { ...change, locationRemoteId: first.locationRemoteId, expected: Number(first.quantity), quantity: 3 },
    { ...change, locationRemoteId: second.locationRemoteId, expected: 99, quantity: 4 },
    { ...change, locationRemoteId: "12345", expected: 1, quantity: 4 },
  ]);
  expect(results).toMatchObject([
    { outcome: "written", shows: 3, locationRemoteId: first.locationRemoteId },
    { outcome: "moved", shows: Number(second.quantity) },
    { outcome: "failed", code: "not_stocked_here" },
  ]);
  expect(shop.control.stock("MUG-SAND").map(({ available }) => available)).toContain(3);
});

test("a write whose answer was lost is found done when it is repeated", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const change = await changeFor(store, "MUG-SAND", { intent: "wish-1" });
  shop.control.faults.set({ kind: "save-then-drop", match: { operation: "inventorySetQuantities" }, times: 1 });
  await expect(store.updateInventory([change])).rejects.toMatchObject({ kind: "unreachable" });
  expect(await store.updateInventory([change])).toMatchObject([{ outcome: "unchanged", shows: 7 }]);
});

const STOP_TRACKING = mutation(
  "mutation Stop($id: ID!) { inventoryItemUpdate(id: $id, input: { tracked: false }) { userErrors { message } } }",
  z.unknown(),
);

test("a variant that is not counted is counted only where that is asked for", async () => {
  const { open, client } = await aShop();
  const store = open();
  const { stockRemoteId = "" } = await variantOf(store, "MUG-SAND");
  await client.ask(STOP_TRACKING, { id: gid("InventoryItem", stockRemoteId) });
  const change = await changeFor(store, "MUG-SAND", { expected: null });
  expect((await variantOf(store, "MUG-SAND")).stockKeeping).toBe("none");
  expect(await store.updateInventory([change])).toMatchObject([{ outcome: "failed", code: "stock_unmanaged" }]);
  const enabled = await store.updateInventory([{ ...change, enableManagement: true }]);
  expect(enabled).toMatchObject([{ outcome: "written", shows: 7, after: { record: { stockKeeping: "own" } } }]);
});

test("numbers that cannot be stock, and variants that are gone, are refused one by one", async () => {
  const { open } = await aShop();
  const store = open();
  const change = await changeFor(store, "MUG-SAND");
  const results = await store.updateInventory([
    { ...change, quantity: -1 },
    { ...change, remoteId: "variant/77" },
    change,
  ]);
  expect(results.map((result) => ("code" in result ? result.code : result.outcome))).toEqual([
    "invalid_quantity",
    "sku_missing",
    "written",
  ]);
});

async function orderOf(store: Store, id: number) {
  const found = (await store.again.orders([String(id)])).get(String(id));
  if (!found || !("record" in found)) throw new Error("no order");
  return found.record;
}

test("an order is sent or cancelled by its status; no other status can be written", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const sent = shop.control.placeOrder({});
  const seen = { remoteStatus: "unfulfilled", modifiedAt: "" };
  const id = String(sent.id);
  const written = await store.updateOrderStatus(id, { status: "SHIPPED", remoteStatus: "fulfilled" }, seen);
  expect(written).toMatchObject({ outcome: "written", after: { record: { remoteStatus: "fulfilled" } } });
  const twice = await store.updateOrderStatus(id, { status: "SHIPPED", remoteStatus: "fulfilled" }, seen);
  expect(twice.outcome).toBe("skipped");
  const cancelled = shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 1 }] });
  const stock = (await variantOf(store, "MUG-SAND")).stockQuantity;
  const gone = await store.updateOrderStatus(
    String(cancelled.id),
    { status: "CANCELLED", remoteStatus: "cancelled" },
    seen,
  );
  expect(gone.after.record).toMatchObject({ remoteStatus: "cancelled", stockTaken: false });
  expect((await variantOf(store, "MUG-SAND")).stockQuantity).toBe(String(Number(stock) + 1));
  const other = shop.control.placeOrder({});
  await expect(
    store.updateOrderStatus(String(other.id), { status: "PROCESSING", remoteStatus: "in_progress" }, seen),
  ).rejects.toMatchObject({ kind: "refused", details: { code: "status_not_writable" } });
  const moved = await store.updateOrderStatus(
    String(other.id),
    { status: "SHIPPED", remoteStatus: "fulfilled" },
    { ...seen, remoteStatus: "awaiting_payment" },
  );
  expect(moved).toMatchObject({ outcome: "skipped", after: { record: { remoteStatus: "unfulfilled" } } });
});

test("a part is sent with its tracking, once, though it is asked for twice", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const placed = shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 3 }] });
  const lineRemoteId = String(placed.lines[0]?.id);
  const wish = {
    intent: "wish-1",
    lines: [{ lineRemoteId, quantity: "1" }],
    locationRemoteId: null,
    tracking: { number: "1Z", carrier: "UPS", url: "https://example.com/1Z" },
    notify: false,
  };
  shop.control.faults.set({ kind: "save-then-drop", match: { operation: "fulfillmentCreate" }, times: 1 });
  await expect(store.fulfilment?.fulfil(String(placed.id), wish)).rejects.toMatchObject({ kind: "unreachable" });
  expect(await store.fulfilment?.fulfil(String(placed.id), wish)).toMatchObject({ outcome: "skipped" });
  const order = await orderOf(store, placed.id);
  expect(order).toMatchObject({
    remoteStatus: "partially_fulfilled",
    fulfilments: [{ status: "sent", lines: [{ lineRemoteId, quantity: "1" }], trackings: [wish.tracking] }],
  });
  await store.fulfilment?.fulfil(String(placed.id), { ...wish, intent: "wish-2" });
  const rest = { ...wish, intent: "wish-3", lines: null };
  expect(await store.fulfilment?.fulfil(String(placed.id), rest)).toMatchObject({ outcome: "written" });
  expect(await store.fulfilment?.fulfil(String(placed.id), rest)).toMatchObject({ outcome: "skipped" });
  const done = await orderOf(store, placed.id);
  expect(done.fulfilments.flatMap(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual(["1", "1", "1"]);
});

test("more than is left is not sent", async () => {
  const { open, shop } = await aShop();
  const placed = shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 1 }] });
  const lines = [{ lineRemoteId: String(placed.lines[0]?.id), quantity: "2" }];
  const wish = { intent: "wish-1", lines, locationRemoteId: null, tracking: null, notify: false };
  await expect(open().fulfilment?.fulfil(String(placed.id), wish)).rejects.toMatchObject({
    details: { code: "too_many" },
  });
});

test("money and goods go back once, though it is asked for twice", async () => {
  const { open, shop } = await aShop();
  const store = open({ money: "presentment" });
  const placed = shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], country: "DE", payment: "paid" });
  const order = await orderOf(store, placed.id);
  const wish = {
    intent: "wish-1",
    reason: "Broken",
    amountMinor: 1000,
    currency: order.currency,
    lines: [{ lineRemoteId: String(placed.lines[0]?.id), quantity: "1", restock: true }],
    locationRemoteId: null,
    payBack: true,
    notify: false,
  };
  const before = Number((await variantOf(store, "MUG-SAND")).stockQuantity);
  expect(await store.refunds?.refund(String(placed.id), wish)).toMatchObject({
    outcome: "written",
    after: { record: { refundedMinor: 1000, refunds: [{ reason: "Broken", totalMinor: 1000, pending: false }] } },
  });
  expect(await store.refunds?.refund(String(placed.id), wish)).toMatchObject({ outcome: "skipped" });
  expect(Number((await variantOf(store, "MUG-SAND")).stockQuantity)).toBe(before + 1);
  const [part] = (await orderOf(store, placed.id)).refunds;
  expect(part?.lines).toMatchObject([{ quantity: "1", restocked: true }]);
});

test("webhooks are made once, repaired where they filter, listed and removed", async () => {
  const { open, shop } = await aShop();
  const store = open();
  const address = new URL("http://127.0.0.1:9/webhooks");
  const made = await store.setupWebhooks(TOPICS, address);
  expect(made.map(({ topic }) => topic)).toEqual(TOPICS);
  expect(made.every(({ created }) => created)).toBe(true);
  const again = await store.setupWebhooks(TOPICS, address);
  expect(again.some(({ created, reactivated }) => created || reactivated)).toBe(false);
  const listed = (await store.subscriptions?.list()) ?? [];
  expect(listed).toHaveLength(TOPICS.length);
  await store.subscriptions?.remove(listed.map(({ remoteId }) => remoteId));
  await store.subscriptions?.remove(listed.map(({ remoteId }) => remoteId));
  expect(shop.control.webhooks()).toHaveLength(0);
  await expect(store.setupWebhooks(["CARTS_CREATE"], address)).rejects.toMatchObject({
    details: { code: "unknown_topic" },
  });
});
