// F32: a status is written to a store only where that is news to it, where the step is allowed, and never over something newer;
// what makes the store write to its customer is marked and held to a limit.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 0 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const inStore = (id: unknown) => shop.store.control.order(Number(id)).status;
const setStatus = (id: number, status: string) => hub.call("PATCH", `/api/v1/orders/${id}`, { status });
const writesOf = (id: unknown) =>
  shop.store.control.requests().filter(({ method, path }) => method === "PUT" && path.endsWith(`/orders/${id}`));
const anOrder = async (wanted = {}) => shop.order(shop.store.control.placeOrder(wanted).id);

test("F32 a step within what the store has one word for is no write", async () => {
  const order = await anOrder();
  for (const status of ["CONFIRMED", "PICKED", "PACKED", "SHIPPED"]) await setStatus(order.id, status);
  await shop.settled();
  expect(writesOf(order.remote_id)).toEqual([]);
  expect(inStore(order.remote_id)).toBe("processing");
});

test("F32 a step backwards is refused, and nothing is written", async () => {
  const order = await anOrder();
  await setStatus(order.id, "DELIVERED");
  await eventually(async () => inStore(order.remote_id) === "completed", "the store shows completed");
  await shop.settled();
  shop.store.control.resetCounts();
  for (const status of ["PENDING", "PROCESSING", "CANCELLED"])
    expect(await setStatus(order.id, status)).toMatchObject({
      status: 409,
      body: { code: "status_step_impossible", remedy: expect.any(String) },
    });
  await shop.settled();
  expect(writesOf(order.remote_id)).toEqual([]);
});

test("F32 goods are not given back to the shelf by writing pending over an order that took them", async () => {
  const order = await anOrder({ status: "on-hold" });
  await setStatus(order.id, "CONFIRMED");
  await eventually(async () => inStore(order.remote_id) === "processing", "the store shows processing");
  await shop.settled();
  shop.store.control.resetCounts();
  await setStatus(order.id, "PENDING");
  await shop.settled();
  expect(writesOf(order.remote_id)).toEqual([]);
  expect(inStore(order.remote_id)).toBe("processing");
});

test("F32 over a version that has gone stale nothing is written: the store's news is taken instead", async () => {
  const order = await anOrder();
  await shop.settled();
  shop.store.control.deliveryFaults.set({ kind: "drop" });
  shop.store.control.setOrderStatus(Number(order.remote_id), "refunded");
  shop.store.control.resetCounts();
  expect((await setStatus(order.id, "DELIVERED")).status).toBe(200);
  await eventually(async () => (await shop.order(order.remote_id)).remote_status === "refunded", "the news was taken");
  await shop.settled();
  expect(writesOf(order.remote_id)).toEqual([]);
  expect(inStore(order.remote_id)).toBe("refunded");
  shop.store.control.deliveryFaults.clear();
});

test("F32 a write that makes the store mail its customer is marked in the order's history, others are not", async () => {
  const order = await anOrder({ status: "pending" });
  await setStatus(order.id, "CONFIRMED");
  await eventually(async () => inStore(order.remote_id) === "processing", "the store shows processing");
  await shop.settled();
  const { history } = await shop.order(order.remote_id);
  expect(history).toContainEqual(
    expect.objectContaining({ source: "write", to_remote_status: "processing", note: expect.stringContaining("mail") }),
  );
  expect(history.filter((entry) => entry.source !== "write" && entry.note != null)).toEqual([]);
});

test("F32 such writes are held to a limit: the rest waits, others go on, and none is lost", async () => {
  const placed = Array.from({ length: 36 }, () => shop.store.control.placeOrder({}));
  await shop.sync();
  const orders = await Promise.all(placed.map(({ id }) => shop.order(id)));
  await shop.settled();
  await query("delete from rate_limits where key like 'mail:%'");
  await hub.call("PATCH", `/api/v1/connections/${shop.id}`, { paused: true });
  for (const { id } of orders) await setStatus(id, "DELIVERED");
  await hub.call("PATCH", `/api/v1/connections/${shop.id}`, { paused: false });
  const completed = () => orders.filter(({ remote_id }) => inStore(remote_id) === "completed").length;
  const waiting = async () =>
    query("select note from outward_work where kind = 'order_status' and state = 'waiting' and attempts > 0");
  await eventually(async () => (await waiting()).length > 0 && completed() >= 30, "the limit was met");
  expect(completed()).toBeLessThan(34);
  for (const { note } of await waiting()) expect(note).toContain("mail");
  await query("update rate_limits set busy_until = 0 where key like 'mail:%'");
  await query("update outward_work set due_at = now() where state = 'waiting'");
  await hub.hub.upkeep.handle("test");
  await eventually(async () => completed() === orders.length, "all are completed");
  for (const { remote_id } of orders) expect(writesOf(remote_id)).toHaveLength(1);
});
