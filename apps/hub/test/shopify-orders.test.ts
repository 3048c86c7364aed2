// Orders of a Shopify shop from its webhooks, its files and back: placed, paid, sent, refunded, cancelled.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectShop(hub, { orders: 30 });
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});

const statusOf = async (id: number) => (await shop.order(id)).status;

test("an order arrives by its webhook, and follows what becomes of it in the shop", async () => {
  const placed = shop.shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], payment: "pending" });
  await shop.settled();
  expect(await shop.order(placed.id)).toMatchObject({ status: "PENDING", remote_status: "awaiting_payment" });
  shop.shop.control.markPaid(placed.id);
  await shop.settled();
  expect(await statusOf(placed.id)).toBe("CONFIRMED");
  shop.shop.control.fulfilOrder(placed.id, { tracking: { number: "1Z", company: "UPS" } });
  await shop.settled();
  expect(await shop.order(placed.id)).toMatchObject({ status: "SHIPPED" });
  shop.shop.control.refund(placed.id, { lines: [{ id: placed.lines[0]?.id ?? 0, quantity: 1 }] });
  await shop.settled();
  const refunded = await shop.order(placed.id);
  expect(refunded.refunds).toHaveLength(1);
});

test("everything is read by a file when nothing says since when", async () => {
  const before = await inSight();
  await shop.read("orders");
  const asked = shop.shop.control.requests().flatMap(({ operations }) => operations);
  expect(asked).toContain("bulkOperationRunQuery");
  const { rows } = await hub.database.pool.query("select count(*)::int as n from orders");
  // One of them may turn 60 days old, and go out of sight, at this very moment.
  expect(rows[0].n).toBeLessThanOrEqual(before);
  expect(rows[0].n).toBeGreaterThanOrEqual(await inSight());
  expect((await hub.database.pool.query("select 1 from parked_work")).rowCount).toBe(0);
});

async function inSight(): Promise<number> {
  const reply = await fetch(`${shop.shop.url}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": shop.shop.accessToken },
    body: JSON.stringify({ query: "{ ordersCount(limit: null) { count } }" }),
  });
  return Number(/"count":(\d+)/.exec(await reply.text())?.[1]);
}

test("a status that is set here is set in the shop", async () => {
  const placed = shop.shop.control.placeOrder({ lines: [{ sku: "POT-EN-2", quantity: 1 }] });
  await shop.settled();
  const { id } = await shop.order(placed.id);
  const reply = await hub.call("PATCH", `/api/v1/orders/${id}`, { status: "SHIPPED" });
  expect(reply.status).toBeLessThan(300);
  await eventually(async () => (await shop.order(placed.id)).remote_status === "fulfilled", "the shop sent it");
});

test("a part is sent and refunded from here", async () => {
  const placed = shop.shop.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], payment: "paid" });
  await shop.settled();
  const order = await shop.order(placed.id);
  const line = order.line_items.find((each: { kind: string }) => each.kind === "product");
  const sent = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, {
    line_items: [{ line_remote_id: line.remote_id, quantity: "1" }],
    tracking: { number: "1Z", carrier: "UPS" },
  });
  expect(sent.status, JSON.stringify(sent.body)).toBeLessThan(300);
  await eventually(
    async () => (await shop.order(placed.id)).remote_status === "partially_fulfilled",
    "a part was sent",
  );
  const refunded = await hub.call("POST", `/api/v1/orders/${order.id}/refunds`, { amount_minor: 500, reason: "Late" });
  expect(refunded.status, JSON.stringify(refunded.body)).toBeLessThan(300);
  await eventually(async () => (await shop.order(placed.id)).refunds.length === 1, "it was refunded");
  expect((await shop.order(placed.id)).refunds).toMatchObject([{ reason: "Late" }]);
});

test("a delivery that nobody signed is turned away", async () => {
  const placed = shop.shop.control.placeOrder({});
  await shop.settled();
  const kept = async () => (await hub.database.pool.query("select count(*)::int as n from deliveries")).rows[0].n;
  const before = await kept();
  const reply = await fetch(`${hub.url}/api/v1/shopify/webhooks/receive`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "orders/updated",
      "x-shopify-shop-domain": shop.shop.shopDomain,
      "x-shopify-webhook-id": "forged",
      "x-shopify-hmac-sha256": Buffer.alloc(32).toString("base64"),
    },
    body: JSON.stringify({ id: placed.id }),
  });
  expect(reply.status).toBe(401);
  expect(await kept()).toBe(before);
});
