// Orders over the hub's own API: lists by cursor and filter, one with its history, the store's own reply, a new status.
import { orderDetailSchema, orderListSchema } from "@logix/api/hub/orders";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 60, products: 10 });
  await hub.ask("POST", `/connections/${hub.connection.id}/webhooks`, {});
});
afterAll(() => hub?.close());

async function arrived(remoteId: unknown) {
  return eventually(async () => {
    const { orders } = await hub.ask("GET", "/orders?limit=200");
    return orders.find((order: { remote_id: string }) => order.remote_id === String(remoteId));
  }, `order ${remoteId} arrived`);
}

test("pages lose no order and repeat none while orders arrive", async () => {
  const before: number[] = (await allPages(hub, "/orders", "orders", 200)).map((order) => order.id);
  expect(before.length).toBe(60);
  const seen: number[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = orderListSchema.parse(await hub.ask("GET", `/orders?limit=7${cursor && `&cursor=${cursor}`}`));
    seen.push(...page.orders.map((order) => order.id));
    await arrived(hub.store.control.placeOrder().id);
    cursor = page.next_cursor;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(before.filter((id) => !seen.includes(id))).toEqual([]);
  expect([...seen].sort((one, other) => other - one)).toEqual(seen);
});

test("an order shows money in minor units, numbers for people and what was bought", async () => {
  const placed = hub.store.control.placeOrder({
    lines: [{ sku: String(hub.store.control.products()[0]?.sku), quantity: 3 }],
    note: "Ring twice",
  });
  const { id } = await arrived(placed.id);
  const order = orderDetailSchema.parse(await hub.ask("GET", `/orders/${id}`));
  expect(order).toMatchObject({
    connection_id: hub.connection.id,
    connection_public_id: hub.connection.publicId,
    remote_id: String(placed.id),
    display_number: `WC-${placed.number}`,
    status: "PROCESSING",
    remote_status: "processing",
    total_minor: Math.round(Number(placed.total) * 100),
    customer_note: "Ring twice",
    archived: false,
    deleted: false,
    outward: null,
    history: [{ actor: "store", from_status: null, to_status: "PROCESSING", to_remote_status: "processing" }],
  });
  expect(order.line_items.find((line) => line.kind === "product")).toMatchObject({ quantity: "3" });
  expect(order.placed_at).toMatch(/Z$/);
});

test("the store's own reply is given as it came", async () => {
  const placed = hub.store.control.placeOrder();
  const { id } = await arrived(placed.id);
  const reply = await hub.call("GET", `/api/v1/orders/${id}/raw`);
  expect(reply.headers.get("content-type")).toContain("application/json");
  expect(reply.body).toMatchObject({ id: placed.id, line_items: expect.any(Array), billing: expect.any(Object) });
});

test("a status set here is on record and reaches the store", async () => {
  const placed = hub.store.control.placeOrder();
  const { id } = await arrived(placed.id);
  const changed = await hub.ask("PATCH", `/orders/${id}`, { status: "DELIVERED", note: "Left with\nthe neighbours" });
  expect(changed).toMatchObject({
    status: "DELIVERED",
    history: [
      {},
      {
        actor: expect.stringMatching(/^user:user_/),
        source: "request",
        from_status: "PROCESSING",
        to_status: "DELIVERED",
        note: "Left with\nthe neighbours",
      },
    ],
  });
  await eventually(async () => hub.store.control.order(Number(placed.id)).status === "completed", "the store was told");
  // A delivery from before the write may have come in between: the order is then read once more.
  await eventually(async () => {
    const order = await hub.ask("GET", `/orders/${id}`);
    return order.outward === null && order.status === "DELIVERED" && order.remote_status === "completed";
  }, "nothing was owed any more and both sides agreed");
});

test("a status that the store has not been told yet is shown as owed", async () => {
  const { id } = await arrived(hub.store.control.placeOrder().id);
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { paused: true });
  const changed = await hub.ask("PATCH", `/orders/${id}`, { status: "DELIVERED" });
  expect(changed.outward).toMatchObject({ state: "waiting", parked_id: null });
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { paused: false });
  await eventually(async () => (await hub.ask("GET", `/orders/${id}`)).outward === null, "the store was told");
});

test("a step that an order cannot take is a conflict with what would help", async () => {
  const { id } = await arrived(hub.store.control.placeOrder().id);
  await hub.ask("PATCH", `/orders/${id}`, { status: "DELIVERED" });
  expect(await hub.ask("PATCH", `/orders/${id}`, { status: "PENDING" }, 409)).toMatchObject({
    code: "status_step_impossible",
    remedy: expect.any(String),
  });
});

test("orders are filtered by connection, status and change", async () => {
  const all = await allPages(hub, "/orders", "orders", 200);
  const { id, publicId } = hub.connection;
  expect(await allPages(hub, `/orders?connection_id=${publicId}`, "orders", 200)).toHaveLength(all.length);
  expect(await allPages(hub, `/orders?connection_id=${id}`, "orders", 50)).toHaveLength(all.length);
  const delivered = await allPages(hub, "/orders?status=DELIVERED", "orders", 200);
  expect(delivered.length).toBeGreaterThan(0);
  expect(delivered.length).toBeLessThan(all.length);
  expect(new Set(delivered.map((order) => order.status))).toEqual(new Set(["DELIVERED"]));
  await hub.ask("GET", "/orders?connection_id=999999", undefined, 404);
});

test("since means UTC where it names no zone", async () => {
  const { id, updated_at: last } = await arrived(hub.store.control.placeOrder().id);
  const naive = last.replace("Z", "");
  const east = `${new Date(new Date(last).getTime() + 2 * 3_600_000).toISOString().replace("Z", "")}%2B02:00`;
  for (const since of [last, naive, east]) {
    const { orders } = await hub.ask("GET", `/orders?since=${since}`);
    expect(orders.map((order: { id: number }) => order.id)).toContain(id);
    expect(orders.filter((order: { updated_at: string }) => order.updated_at < last)).toEqual([]);
  }
  const later = new Date(Date.now() + 60_000).toISOString();
  expect((await hub.ask("GET", `/orders?since=${later}`)).orders).toEqual([]);
});
