// Statuses go both ways: set here they reach the store, set there they reach us, and the echo of a write changes nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

function statusInStore(id: unknown): unknown {
  return shop.store.control.order(Number(id)).status;
}

async function setStatus(id: number, status: string) {
  return hub.call("PATCH", `/api/v1/orders/${id}`, { status });
}

describe("a status set in the hub", () => {
  test("reaches the store, and its echo is recognised and changes nothing", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    expect((await setStatus(order.id, "DELIVERED")).status).toBe(200);
    await eventually(async () => statusInStore(placed.id) === "completed", "the store shows completed");
    await shop.settled();
    const after = await shop.order(placed.id);
    expect(after).toMatchObject({ status: "DELIVERED", remote_status: "completed" });
    const { rows } = await hub.database.pool.query(
      "select state from deliveries where remote_id = $1 order by id desc limit 1",
      [String(placed.id)],
    );
    expect(rows[0].state).toBe("echo");
    const writes = shop.store.control
      .requests()
      .filter((request) => request.method === "PUT" && request.path.endsWith(`/orders/${placed.id}`));
    expect(writes).toHaveLength(1);
  });

  test("that the store has one word for stays a step of ours, and no request is made", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    for (const status of ["CONFIRMED", "PICKED", "PACKED", "SHIPPED", "OUT_FOR_DELIVERY"]) {
      expect((await setStatus(order.id, status)).status).toBe(200);
    }
    await shop.settled();
    const writes = shop.store.control
      .requests()
      .filter((request) => request.method === "PUT" && request.path.endsWith(`/orders/${placed.id}`));
    expect(writes).toHaveLength(0);
    shop.store.control.editOrder(Number(placed.id), { customer_note: "please ring twice" });
    await eventually(
      async () => (await shop.order(placed.id)).customer_note === "please ring twice",
      "the edit arrived",
    );
    expect((await shop.order(placed.id)).status).toBe("OUT_FOR_DELIVERY");
  });

  test("is kept with who, what, when, from and to", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    await setStatus(order.id, "PACKED");
    const [first, second] = (await shop.order(placed.id)).history;
    expect(first).toMatchObject({ actor: "store", from_status: null, to_status: "PROCESSING" });
    expect(second).toMatchObject({
      actor: expect.stringMatching(/^user:user_/),
      source: "request",
      from_status: "PROCESSING",
      to_status: "PACKED",
    });
  });

  test("that is no possible step is a conflict with a remedy", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    await setStatus(order.id, "SHIPPED");
    expect(await setStatus(order.id, "PICKED")).toMatchObject({
      status: 409,
      body: { code: "status_step_impossible", remedy: expect.any(String) },
    });
    expect((await setStatus(order.id, "TELEPORTED")).status).toBe(400);
  });

  test("never writes pending over an order whose stock was taken", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    await setStatus(order.id, "PENDING");
    await shop.settled();
    expect(statusInStore(placed.id)).toBe("processing");
  });

  test("waits while the store does not answer, and arrives when it does", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    shop.store.control.faults.set({ match: { path: "/orders" }, kind: "status", status: 502, times: 3 });
    await setStatus(order.id, "CANCELLED");
    await eventually(async () => statusInStore(placed.id) === "cancelled", "the store shows cancelled", 25_000);
    shop.store.control.faults.clear();
  });

  test("that was saved although the store answered 500 is not written twice", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    shop.store.control.faults.set({ match: { method: "PUT" }, kind: "save-then-500", times: 1 });
    await setStatus(order.id, "DELIVERED");
    await eventually(
      async () => (await shop.order(placed.id)).remote_status === "completed",
      "we know that it is completed",
      25_000,
    );
    await shop.settled();
    const writes = shop.store.control
      .requests()
      .filter((request) => request.method === "PUT" && request.path.endsWith(`/orders/${placed.id}`));
    expect(writes).toHaveLength(1);
    shop.store.control.faults.clear();
  });
});

describe("a status set in the store", () => {
  test.each([
    ["on-hold", "PENDING"],
    ["completed", "DELIVERED"],
    ["cancelled", "CANCELLED"],
    ["refunded", "RETURNED"],
    ["failed", "CANCELLED"],
  ])("%s arrives as %s", async (remote, ours) => {
    const placed = shop.store.control.placeOrder({ status: "pending" });
    await shop.order(placed.id);
    shop.store.control.setOrderStatus(Number(placed.id), remote);
    const order = await eventually(async () => {
      const found = await shop.order(placed.id);
      return found.remote_status === remote && found;
    }, `the store's ${remote} arrived`);
    expect(order.status).toBe(ours);
  });

  test("F31 that nobody has mapped is kept raw, and mapped later without a deploy", async () => {
    shop.store.control.registerStatus("wrapped");
    const placed = shop.store.control.placeOrder({});
    await shop.order(placed.id);
    shop.store.control.setOrderStatus(Number(placed.id), "wrapped");
    await eventually(async () => (await shop.order(placed.id)).remote_status === "wrapped", "the raw status arrived");
    expect((await shop.order(placed.id)).status).toBe("PROCESSING");
    await hub.call("PATCH", `/api/v1/connections/${shop.id}`, {
      status_map: { inbound: { wrapped: "PACKED" }, outbound: {} },
    });
    const second = shop.store.control.placeOrder({});
    await shop.order(second.id);
    shop.store.control.setOrderStatus(Number(second.id), "wrapped");
    await eventually(async () => (await shop.order(second.id)).status === "PACKED", "the mapped status arrived");
  });

  test("a trashed order is archived, and comes back when it is restored", async () => {
    const placed = shop.store.control.placeOrder({});
    await shop.order(placed.id);
    shop.store.control.trashOrder(Number(placed.id));
    await eventually(async () => (await shop.order(placed.id)).archived === true, "the order was archived");
    shop.store.control.restoreOrder(Number(placed.id));
    await shop.sync();
    await eventually(async () => (await shop.order(placed.id)).archived === false, "the order came back");
  });

  test("a refund in part leaves the status and is kept as a refund", async () => {
    const placed = shop.store.control.placeOrder({});
    await shop.order(placed.id);
    shop.store.control.refund(Number(placed.id), { amount: "1.00", reason: "a scratch" });
    const order = await eventually(async () => {
      const found = await shop.order(placed.id);
      return found.refunded_minor === 100 && found;
    }, "the refund arrived");
    expect(order).toMatchObject({ status: "PROCESSING", refunds: [{ reason: "a scratch" }] });
  });
});
