// What customers send back, from the shop's delivery to the order's page: once, in its newest state, and nobody's words after
// they asked to be forgotten.
import { type ShopifyStore, usualScopes } from "@logix/sandbox/shopify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;
let control: ShopifyStore["control"];

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectShop(hub, { plan: "enterprise" });
  control = shop.shop.control;
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});
beforeEach(async () => {
  // What is told here is told by the topics of returns alone.
  control.deliveryFaults.set({ kind: "drop", topic: "orders/updated" });
  // How much the shop is asked is not what is tried here.
  await hub.database.pool.query("delete from rate_limits");
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;

async function sentOrder(wish: object = {}) {
  control.deliveryFaults.clear();
  const placed = control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 3 }], payment: "paid", ...wish });
  control.fulfilOrder(placed.id);
  await shop.settled();
  control.deliveryFaults.set({ kind: "drop", topic: "orders/updated" });
  return placed;
}

const aMinuteAgo = () => new Date(Date.now() - 60_000).toISOString();
const returnsOf = async (id: number) => (await shop.order(id)).returns;
const notesOf = async (id: number): Promise<string[]> =>
  (await shop.order(id)).history.flatMap(({ note }: { note: string | null }) =>
    note?.startsWith("Return") ? note : [],
  );

test("a return that a customer asks for stands at its order, with what, how many and why", async () => {
  const { id, name, lines } = await sentOrder();
  expect(await returnsOf(id)).toEqual([]);
  const line = lines[0]?.id ?? 0;
  const { id: asked } = control.requestReturn(id, {
    lines: [{ id: line, quantity: 2 }],
    reason: "SIZE_TOO_SMALL",
    customerNote: "Too small for my coffee",
  });
  await shop.settled();
  expect(await returnsOf(id)).toEqual([
    {
      remote_id: String(asked),
      number: `${name.replace("#", "")}-R1`,
      status: "requested",
      note: "",
      requested_at: expect.stringMatching(/Z$/),
      opened_at: null,
      closed_at: null,
      line_items: [
        {
          remote_id: expect.stringMatching(/^\d+$/),
          line_remote_id: String(line),
          sku: "MUG-SAND",
          quantity: "2",
          reason: "Size too small",
          note: "Too small for my coffee",
        },
      ],
      refund_remote_ids: [],
    },
  ]);
});

test("its way is followed to the end, is told in the history, and a refund of it is known as one", async () => {
  const { id, lines } = await sentOrder();
  const part = [{ id: lines[0]?.id ?? 0, quantity: 1 }];
  const asked = control.requestReturn(id, { lines: part }).id;
  await shop.settled();
  control.approveReturn(asked);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ status: "open", opened_at: expect.stringMatching(/Z$/) }]);
  // Paid back first: the order changes, and the return does not.
  control.refund(id, { lines: part, returnId: asked });
  await shop.settled();
  control.closeReturn(asked);
  await shop.settled();
  const { returns, refunds, status } = await shop.order(id);
  expect(returns).toMatchObject([{ status: "closed", closed_at: expect.stringMatching(/Z$/) }]);
  expect(returns[0].refund_remote_ids).toEqual(refunds.map((refund: { remote_id: string }) => refund.remote_id));
  // A part came back; the order was sent all the same.
  expect(status).toBe("SHIPPED");
  control.reopenReturn(asked);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ status: "open", closed_at: null }]);
  const [{ number }] = returns;
  expect(await notesOf(id)).toEqual(
    ["was asked for", "was opened", "was closed", "was opened again"].map((what) => `Return ${number} ${what}`),
  );
});

test("deliveries that come twice, late and in any order leave one return in its newest state", async () => {
  const { id } = await sentOrder();
  control.deliveryFaults.set([{ kind: "duplicate" }, { kind: "reorder", probability: 0.5 }]);
  const asked = control.requestReturn(id).id;
  control.approveReturn(asked);
  control.closeReturn(asked);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ remote_id: String(asked), status: "closed" }]);
  const before = await shop.order(id);
  const old = control
    .deliveries()
    .filter(({ topic, body }) => topic === "returns/request" && body.includes(`${asked}`));
  expect(old.length).toBeGreaterThan(0);
  for (const { target, headers, body } of old)
    for (const delivery of ["late-1", "late-2"])
      await fetch(target, { method: "POST", headers: { ...headers, "X-Shopify-Webhook-Id": delivery }, body });
  await shop.settled();
  expect(await shop.order(id)).toEqual(before);
  expect(await query("select 1 from order_returns where remote_id = $1", [asked])).toHaveLength(1);
});

test("a delivery that names the return alone leads to its order", async () => {
  const { id } = await sentOrder();
  const opened = control.createReturn(id).id;
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ status: "open", line_items: [{ quantity: "3" }] }]);
  control.reduceReturn(opened, 1);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ line_items: [{ quantity: "1" }] }]);
  control.reduceReturn(opened, 0);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ line_items: [] }]);
  expect(await query("select 1 from parked_work where resolved_at is null")).toHaveLength(0);
});

test("what was not told is read with the orders, and reading again changes nothing", async () => {
  const { id } = await sentOrder();
  control.deliveryFaults.set({ kind: "drop" });
  control.declineReturn(control.requestReturn(id).id, { reason: "FINAL_SALE", note: "It was on sale" });
  const { id: neverSeen } = control.fulfilOrder(control.placeOrder({}).id);
  control.createReturn(neverSeen);
  await shop.settled();
  expect(await returnsOf(id)).toEqual([]);
  await shop.read("orders", aMinuteAgo());
  const read = await shop.order(id);
  expect(read.returns).toMatchObject([{ status: "declined", note: "It was on sale" }]);
  // What happened before our time is no step of ours.
  const { returns, history } = await shop.order(neverSeen);
  expect([returns.length, history.length]).toEqual([1, 1]);
  await shop.read("orders", aMinuteAgo());
  expect(await shop.order(id)).toEqual(read);
});

test("who is forgotten is forgotten in returns too, and their next news brings nothing back", async () => {
  control.setComplianceUrl(`${hub.url}/api/v1/shopify/webhooks/receive`);
  await shop.read("customers");
  const [customer] = await query(
    "select remote_id from customers where deleted_at is null and remote_id !~ ':' limit 1",
  );
  const { id } = await sentOrder({ customerId: Number(customer?.remote_id) });
  const opened = control.createReturn(id, { reason: "OTHER", customerNote: "Call me on 555 0100" }).id;
  await shop.settled();
  expect(JSON.stringify(await returnsOf(id))).toContain("555 0100");
  control.requestPrivacy("customers/data_request", Number(customer?.remote_id));
  const request = await eventually(
    async () => (await hub.call("GET", "/api/v1/privacy-requests")).body.privacy_requests[0],
    "it is asked what we hold",
  );
  const held = await hub.call("GET", `/api/v1/privacy-requests/${request.id}/data`);
  expect(JSON.stringify(held.body.orders)).toContain("555 0100");
  control.requestPrivacy("customers/redact", Number(customer?.remote_id));
  await eventually(
    async () => (await query("select 1 from orders where remote_id = $1 and erased_at is not null", [id])).length === 1,
    "the person is taken out",
  );
  const kept = { status: "open", line_items: [{ quantity: "3", reason: "Other", note: "" }] };
  expect(await returnsOf(id)).toMatchObject([kept]);
  control.closeReturn(opened);
  await shop.settled();
  expect(await returnsOf(id)).toMatchObject([{ ...kept, status: "closed" }]);
});

test("a merchant who shows no returns has orders and webhooks, and nothing is missed of them", async () => {
  const scopes = usualScopes.filter((scope) => !scope.endsWith("_returns"));
  const poor = await connectShop(hub, { shopName: "poor-but-proud", scopes });
  try {
    const placed = poor.shop.control.fulfilOrder(poor.shop.control.placeOrder({}).id);
    poor.shop.control.createReturn(placed.id);
    await poor.settled();
    expect(await poor.order(placed.id)).toMatchObject({ status: "SHIPPED", returns: [] });
    const wished = await query(
      "select unnest(topics) as topic from webhook_wishes w join connections c on c.id = w.connection_id where c.public_id = $1",
      [poor.id],
    );
    expect(wished.map(({ topic }) => topic)).toContain("ORDERS_UPDATED");
    expect(wished.filter(({ topic }) => topic.startsWith("RETURNS_"))).toEqual([]);
  } finally {
    await poor.shop.close();
  }
});
