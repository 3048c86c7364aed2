// Stock set in the hub reaches every store that lists the SKU; what stores sell is held back everywhere.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
let other: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  [shop, other] = await Promise.all([connectStore(hub), connectStore(hub, { seed: 1 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close(), other?.store.close()]);
});

async function aProduct(sku: string, where: ConnectedStore, quantity = 5): Promise<number> {
  const before = await listings(sku);
  const product = await where.store.control.createProduct({
    name: sku,
    type: "simple",
    sku,
    regular_price: "9.00",
    manage_stock: true,
    stock_quantity: quantity,
  });
  await eventually(async () => (await listings(sku)) > before, `${sku} is listed`);
  return Number(product.id);
}

async function listings(sku: string): Promise<number> {
  const { rows } = await hub.database.pool.query("select count(*)::int as count from listings where sku = $1", [sku]);
  return rows[0].count;
}

function shown(where: ConnectedStore, sku: string): unknown {
  return where.store.control.productBySku(sku)?.stock_quantity;
}

describe("stock set in the hub", () => {
  test("reaches every store that lists the SKU", async () => {
    await aProduct("BOTH-1", shop);
    await aProduct("BOTH-1", other);
    const reply = await hub.call("PUT", "/api/v1/stock/BOTH-1", { on_hand: 40 });
    expect(reply).toMatchObject({ status: 200, body: { sku: "BOTH-1", on_hand: "40", available: "40" } });
    await eventually(async () => shown(shop, "BOTH-1") === 40 && shown(other, "BOTH-1") === 40, "both stores show 40");
  });

  test("reaches variations", async () => {
    const variation = shop.store.control
      .products()
      .find((product) => product.type === "variation" && product.manage_stock === true);
    const sku = String(variation?.sku);
    await hub.call("PUT", `/api/v1/stock/${encodeURIComponent(sku)}`, { on_hand: 17 });
    await eventually(async () => shown(shop, sku) === 17, "the variation shows 17");
  });

  test("is written only where the store shows something else", async () => {
    await aProduct("SAME-1", shop, 8);
    shop.store.control.resetCounts();
    await hub.call("PUT", "/api/v1/stock/SAME-1", { on_hand: 8 });
    await shop.settled();
    const writes = Object.entries(shop.store.control.counts().requests).filter(([name]) =>
      /^(PUT|POST) .*product/.test(name),
    );
    expect(writes).toEqual([]);
  });

  test("keeps the buffer back", async () => {
    await aProduct("BUFFER-1", shop);
    await hub.call("PUT", "/api/v1/stock/BUFFER-1", { on_hand: 10 });
    await hub.call("PATCH", "/api/v1/stock/BUFFER-1", { buffer: 3 });
    await eventually(async () => shown(shop, "BUFFER-1") === 7, "the store shows 7");
  });

  test("is adjusted once, however often the same request comes", async () => {
    await aProduct("ADJUST-1", shop);
    await hub.call("PUT", "/api/v1/stock/ADJUST-1", { on_hand: 10 });
    const body = JSON.stringify({ quantity: -4, reason: "broken" });
    const ask = () =>
      fetch(`${hub.url}/api/v1/stock/ADJUST-1/adjustments`, {
        method: "POST",
        headers: { authorization: `Bearer ${hub.token}`, "content-type": "application/json", "idempotency-key": "k1" },
        body,
      });
    const replies = await Promise.all([ask(), ask(), ask()]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    expect((await hub.call("GET", "/api/v1/stock/ADJUST-1")).body.on_hand).toBe("6");
    await eventually(async () => shown(shop, "ADJUST-1") === 6, "the store shows 6");
  });
});

describe("a sale in one store", () => {
  test("is held back in the other within moments, and on hand falls when the goods leave", async () => {
    const id = await aProduct("SOLD-1", shop);
    await aProduct("SOLD-1", other);
    await hub.call("PUT", "/api/v1/stock/SOLD-1", { on_hand: 10 });
    await eventually(async () => shown(shop, "SOLD-1") === 10 && shown(other, "SOLD-1") === 10, "both show 10");
    const placed = shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 3 }] });
    const order = await shop.order(placed.id);
    await eventually(async () => shown(other, "SOLD-1") === 7, "the other store shows 7");
    expect((await hub.call("GET", "/api/v1/stock/SOLD-1")).body).toMatchObject({
      on_hand: "10",
      reserved: "3",
      available: "7",
    });
    await hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "SHIPPED" });
    expect((await hub.call("GET", "/api/v1/stock/SOLD-1")).body).toMatchObject({
      on_hand: "7",
      reserved: "0",
      available: "7",
    });
    await shop.settled();
    expect([shown(shop, "SOLD-1"), shown(other, "SOLD-1")]).toEqual([7, 7]);
  });

  test("that is cancelled is given back", async () => {
    const id = await aProduct("BACK-1", shop);
    await aProduct("BACK-1", other);
    await hub.call("PUT", "/api/v1/stock/BACK-1", { on_hand: 5 });
    await eventually(async () => shown(shop, "BACK-1") === 5 && shown(other, "BACK-1") === 5, "both show 5");
    const placed = shop.store.control.placeOrder({ lines: [{ productId: id, quantity: 2 }] });
    await shop.order(placed.id);
    await eventually(async () => shown(other, "BACK-1") === 3, "the other store shows 3");
    shop.store.control.setOrderStatus(Number(placed.id), "cancelled");
    await eventually(async () => shown(other, "BACK-1") === 5, "the other store shows 5 again");
  });
});
