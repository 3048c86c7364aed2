// F31: an order status that nobody has mapped stops nothing: it is kept, told of once, and mapped while everything runs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

const UNKNOWN = "awaiting-shipment";
let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub);
  shop.store.control.registerStatus(UNKNOWN);
});
afterAll(async () => {
  await hub?.close();
  await shop?.store.close();
});

async function alerts(state: "open" | "settled") {
  const { body } = await hub.call("GET", `/api/v1/alerts?state=${state}&code=unknown_status`);
  return body.alerts;
}

test("F31 orders with an unknown status are imported with it, and one alert tells of it", async () => {
  const placed = [1, 2, 3].map(() => shop.store.control.placeOrder({ status: UNKNOWN }));
  await shop.sync();
  await shop.settled();
  for (const { id } of placed)
    expect(await shop.order(id)).toMatchObject({ status: "PENDING", remote_status: UNKNOWN });
  const open = await alerts("open");
  expect(open).toHaveLength(1);
  expect(open[0]).toMatchObject({ subject: UNKNOWN, connection_public_id: shop.id, severity: "warning" });
  expect((await hub.call("GET", "/api/v1/parked")).body.parked).toEqual([]);
});

test("F31 a mapping reaches the orders that wait for it and ends the alert, without a restart", async () => {
  const status_map = { inbound: { [UNKNOWN]: "PACKED" } };
  expect((await hub.call("PATCH", `/api/v1/connections/${shop.id}`, { status_map })).status).toBe(200);
  expect(await alerts("open")).toEqual([]);
  expect(await alerts("settled")).toMatchObject([{ subject: UNKNOWN }]);
  await eventually(async () => {
    const { body } = await hub.call("GET", "/api/v1/orders?status=PACKED");
    return body.orders.length === 3;
  }, "the orders took their meaning");
  const late = shop.store.control.placeOrder({ status: UNKNOWN });
  await eventually(async () => (await shop.order(late.id)).status === "PACKED", "the next one was understood");
  expect(await alerts("open")).toEqual([]);
});
