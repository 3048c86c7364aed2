// Parked work over the hub's own API: shown with what helps, retried, put away.
import { parkedDetailSchema, parkedListSchema } from "@logix/api/hub/parked";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
let orderIds: readonly number[];
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 120, products: 5 });
  // The hub writes a status that the store does not know: the store says no to each of these.
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { status_map: { outbound: { PACKED: "packed" } } });
  const orders = await allPages(hub, "/orders?status=PROCESSING", "orders", 200);
  orderIds = orders.slice(0, 4).map((order) => order.id);
  expect(orderIds).toHaveLength(4);
  for (const id of orderIds) await hub.ask("PATCH", `/orders/${id}`, { status: "PACKED" });
  await openOnes(orderIds.length);
});
afterAll(() => hub?.close());

async function openOnes(count: number) {
  return eventually(async () => {
    const { parked } = parkedListSchema.parse(await hub.ask("GET", "/parked?limit=200"));
    return parked.length === count && parked;
  }, `${count} pieces of work were parked`);
}

test("parked work says what failed, why, and what would help", async () => {
  const [card] = await openOnes(4);
  expect(card).toMatchObject({
    connection_id: hub.connection.id,
    connection_public_id: hub.connection.publicId,
    source: "outward",
    kind: "order_status",
    state: "open",
    times: 1,
    error: { kind: expect.any(String), message: expect.any(String) },
  });
  const detail = parkedDetailSchema.parse(await hub.ask("GET", `/parked/${card?.id}`));
  expect(detail.payload).toContain("PACKED");
  expect(await allPages(hub, `/parked?connection_id=${hub.connection.publicId}`, "parked", 3)).toHaveLength(4);
});

test("an order names the parked work that keeps its store from knowing its status", async () => {
  const { outward } = await hub.ask("GET", `/orders/${orderIds[0]}`);
  expect(outward).toMatchObject({ state: "parked", parked_id: expect.any(Number) });
  expect(await hub.ask("GET", `/parked/${outward.parked_id}`)).toMatchObject({ state: "open" });
});

test("what is dismissed is resolved with its reason, and cannot be resolved again", async () => {
  const [card] = await openOnes(4);
  const dismissed = await hub.ask("POST", `/parked/${card?.id}/dismiss`, { reason: "A test order" });
  expect(dismissed).toMatchObject({
    state: "resolved",
    resolution: "dismissed",
    reason: "A test order",
    resolved_by: expect.stringMatching(/^user:/),
  });
  await openOnes(3);
  expect((await hub.ask("GET", "/parked?state=resolved")).parked).toMatchObject([{ id: card?.id }]);
  await hub.ask("POST", `/parked/${card?.id}/retry`, undefined, 409);
  await hub.ask("POST", `/parked/${card?.id}/dismiss`, { reason: "Again" }, 409);
});

test("what fails again is parked anew; once the cause is gone, a retry of all that is alike gets through", async () => {
  const [card] = await openOnes(3);
  expect(await hub.ask("POST", `/parked/${card?.id}/retry`)).toMatchObject({
    state: "resolved",
    resolution: "retried",
  });
  const [again] = await openOnes(3);
  expect(again?.id).not.toBe(card?.id);
  hub.store.control.registerStatus("packed");
  expect(await hub.ask("POST", `/parked/${again?.id}/retry-like`)).toEqual({ retried: 3 });
  await eventually(async () => {
    const states = hub.store.control.orders().map((order) => order.status);
    return states.filter((status) => status === "packed").length === 3;
  }, "the store was told of all three");
  await openOnes(0);
});

test("unknown parked work is missing", async () => {
  for (const [method, path] of [
    ["GET", ""],
    ["POST", "/retry"],
    ["POST", "/retry-like"],
  ] as const) {
    expect(await hub.ask(method, `/parked/999999${path}`, undefined, 404)).toMatchObject({ code: "parked_unknown" });
  }
});

test("parked work of a removed connection can be dismissed, but not retried", async () => {
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { status_map: { outbound: { SHIPPED: "shipped" } } });
  await hub.ask("PATCH", `/orders/${orderIds[1]}`, { status: "SHIPPED" });
  const [card] = await openOnes(1);
  await hub.ask("DELETE", `/connections/${hub.connection.id}`, undefined, 204);
  for (const how of ["retry", "retry-like"]) {
    expect(await hub.ask("POST", `/parked/${card?.id}/${how}`, undefined, 409)).toMatchObject({
      code: "connection_removed",
    });
  }
  expect(await hub.ask("POST", `/parked/${card?.id}/dismiss`, { reason: "The shop is closed" })).toMatchObject({
    state: "resolved",
  });
});
