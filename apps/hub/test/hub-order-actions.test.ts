// Beyond the status: part of an order is sent with a parcel number, money goes back, each once however often it is asked for.
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

async function anOrder() {
  const placed = shop.store.control.placeOrder({});
  const order = await shop.order(placed.id);
  const goods = order.line_items.filter((line: { kind: string }) => line.kind === "product");
  return { placed, order, goods };
}

async function settledAction(orderId: number, id: number) {
  await eventually(async () => (await actionOf(orderId, id)).state !== "waiting", "the store was told");
  return actionOf(orderId, id);
}

async function actionOf(orderId: number, id: number) {
  const { body } = await hub.call("GET", `/api/v1/orders/${orderId}/actions`);
  return body.actions.find((action: { id: number }) => action.id === id);
}

function requestsTo(end: string) {
  return shop.store.control.requests().filter(({ method, path }) => method === "POST" && path.endsWith(end));
}

describe("sending", () => {
  test("everything tells the store the parcel number, and the order becomes SHIPPED", async () => {
    const { placed, order } = await anOrder();
    const tracking = { number: "JD0001", carrier: "DHL", url: "https://dhl.example/JD0001" };
    const reply = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, { tracking });
    expect(reply.status).toBe(202);
    expect(reply.body).toMatchObject({ kind: "fulfilment", state: "waiting", tracking });
    expect((await settledAction(order.id, reply.body.id)).state).toBe("done");
    expect((await shop.order(placed.id)).status).toBe("SHIPPED");
    const again = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, {});
    expect(again).toMatchObject({ status: 409, body: { code: "order_not_open" } });
  });

  test("part of it leaves the order open until the rest is sent", async () => {
    const { placed, order, goods } = await anOrder();
    const share = { line_remote_id: goods[0].remote_id, quantity: goods[0].quantity };
    const first = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, { line_items: [share] });
    await settledAction(order.id, first.body.id);
    const isAll = goods.length === 1;
    expect((await shop.order(placed.id)).status === "SHIPPED").toBe(isAll);
    if (isAll) return;
    const second = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, {});
    await settledAction(order.id, second.body.id);
    expect((await shop.order(placed.id)).status).toBe("SHIPPED");
  });

  test("more than is left is refused and says how much is left", async () => {
    const { order, goods } = await anOrder();
    const line_items = [{ line_remote_id: goods[0].remote_id, quantity: "1000" }];
    const reply = await hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, { line_items });
    expect(reply).toMatchObject({ status: 400, body: { code: "too_many" } });
    expect(JSON.stringify(reply.body)).toContain("are left");
  });

  test("the same key twice is one action and one note in the store", async () => {
    const { placed, order } = await anOrder();
    const body = { idempotency_key: "parcel-1", tracking: { number: "JD0002" } };
    const [one, two] = await Promise.all([
      hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, body),
      hub.call("POST", `/api/v1/orders/${order.id}/fulfilments`, body),
    ]);
    expect(one.body.id).toBe(two.body.id);
    await settledAction(order.id, one.body.id);
    expect(requestsTo(`/orders/${placed.id}/notes`)).toHaveLength(1);
  });
});

describe("paying back", () => {
  test("part of it is booked in the store once and shows in the order", async () => {
    const { placed, order } = await anOrder();
    const amount = Math.floor(order.total_minor / 2);
    const body = { amount_minor: amount, reason: "a scratch", idempotency_key: "refund-1" };
    const reply = await hub.call("POST", `/api/v1/orders/${order.id}/refunds`, body);
    expect(reply.status).toBe(202);
    await hub.call("POST", `/api/v1/orders/${order.id}/refunds`, body);
    expect((await settledAction(order.id, reply.body.id)).state).toBe("done");
    expect(requestsTo(`/orders/${placed.id}/refunds`)).toHaveLength(1);
    const after = await shop.order(placed.id);
    expect(after.refunded_minor).toBe(amount);
    expect(after.refunds).toMatchObject([{ reason: "a scratch", total_minor: amount }]);
  });

  test("more than was paid is refused before the store is asked, what waits included", async () => {
    const { placed, order } = await anOrder();
    const tooMuch = await hub.call("POST", `/api/v1/orders/${order.id}/refunds`, {
      amount_minor: order.total_minor + 1,
    });
    expect(tooMuch).toMatchObject({ status: 400, body: { code: "refund_too_large" } });
    const whole = { amount_minor: order.total_minor };
    const replies = await Promise.all([
      hub.call("POST", `/api/v1/orders/${order.id}/refunds`, whole),
      hub.call("POST", `/api/v1/orders/${order.id}/refunds`, whole),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 400]);
    const accepted = replies.find(({ status }) => status === 202);
    await settledAction(order.id, accepted?.body.id);
    expect(requestsTo(`/orders/${placed.id}/refunds`)).toHaveLength(1);
  });

  test("through a payment provider that cannot is refused by the store, and waits as a card with its own sentence", async () => {
    const placed = shop.store.control.placeOrder({ paymentMethod: "bacs" });
    const order = await shop.order(placed.id);
    const body = { amount_minor: 100, pay_back: true };
    const reply = await hub.call("POST", `/api/v1/orders/${order.id}/refunds`, body);
    const action = await settledAction(order.id, reply.body.id);
    expect(action.state).toBe("failed");
    const { body: inbox } = await hub.call("GET", "/api/v1/parked");
    expect(JSON.stringify(inbox)).toContain("payment gateway");
  });
});
