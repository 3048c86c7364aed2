// Returns: asked for, agreed to, turned down, closed; what the API shows of them, and what webhooks tell.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openWebhookTarget, type WebhookTarget } from "../../shared/testing/webhook-target.ts";
import { ask, pick, sharedStore } from "../testing/shopify-client.ts";

const shared = sharedStore({ products: 10, plan: "enterprise" });
let target: WebhookTarget;
beforeAll(async () => {
  target = await openWebhookTarget();
});
afterAll(() => target.close());
beforeEach(() => {
  shared.store.control.dropWebhooks();
  target.received.length = 0;
});

const gid = (type: string, id: number | undefined) => `gid://shopify/${type}/${id}`;
const steps = ["REQUEST", "APPROVE", "DECLINE", "CANCEL", "CLOSE", "REOPEN", "UPDATE"];

async function subscribe(topics: readonly string[], token = shared.store.accessToken): Promise<unknown[]> {
  const create = `mutation ($topic: WebhookSubscriptionTopic!, $uri: String!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri }) { userErrors { message } } }`;
  const replies = [];
  for (const topic of topics)
    replies.push(await ask(shared.store, create, { variables: { topic, uri: `${target.url}/hook` }, token }));
  return replies.map((reply) => reply.at("data.webhookSubscriptionCreate.userErrors.0.message"));
}

/** Over HTTP, as somebody outside of this process does it. */
async function control(path: string, body: object = {}): Promise<Record<string, unknown>> {
  const reply = await fetch(`${shared.store.url}/_sandbox${path}`, { method: "POST", body: JSON.stringify(body) });
  const json: unknown = await reply.json();
  if (!reply.ok) throw new Error(String(pick(json, "error")));
  return Object.fromEntries(Object.entries(json ?? {}));
}

function sentOrder(quantity = 2) {
  const order = shared.store.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity }] });
  return shared.store.control.fulfilOrder(order.id);
}

const query = `query ($id: ID!) { order(id: $id) { returnStatus refunds { return { id } } returns(first: 5) { nodes {
  id name status createdAt requestApprovedAt closedAt decline { reason note } refunds(first: 5) { nodes { id } }
  returnLineItems(first: 5) { nodes { quantity refundedQuantity returnReason returnReasonNote customerNote
    returnReasonDefinition { handle name } ... on ReturnLineItem { fulfillmentLineItem { lineItem { id sku } } } } }
} } } }`;

test("a return is asked for, agreed to, paid and closed, and the API shows each step", async () => {
  const order = sentOrder();
  const read = async (path: string) =>
    (await ask(shared.store, query, { variables: { id: gid("Order", order.id) } })).at(`data.order.${path}`);
  expect([await read("returnStatus"), await read("returns.nodes")]).toEqual(["NO_RETURN", []]);
  const lines = [{ id: order.lines[0]?.id, quantity: 1 }];
  const { id } = await control(`/orders/${order.id}/returns`, {
    lines,
    reason: "SIZE_TOO_SMALL",
    note: "by two sizes",
    customerNote: "Too tight",
  });
  expect(await read("returnStatus")).toBe("RETURN_REQUESTED");
  expect(await read("returns.nodes.0")).toMatchObject({
    id: gid("Return", Number(id)),
    name: `${order.name}-R1`,
    status: "REQUESTED",
    requestApprovedAt: null,
    decline: null,
  });
  await control(`/returns/${id}/approve`);
  expect([await read("returnStatus"), await read("returns.nodes.0.status")]).toEqual(["IN_PROGRESS", "OPEN"]);
  expect(await read("returns.nodes.0.requestApprovedAt")).toMatch(/Z$/);
  await control(`/orders/${order.id}/refund`, { lines, returnId: id });
  await control(`/returns/${id}/close`);
  expect([await read("returnStatus"), await read("returns.nodes.0.closedAt")]).toEqual([
    "RETURNED",
    expect.stringMatching(/Z$/),
  ]);
  expect(await read("returns.nodes.0.returnLineItems.nodes")).toEqual([
    {
      quantity: 1,
      refundedQuantity: 1,
      returnReason: "SIZE_TOO_SMALL",
      returnReasonNote: "by two sizes",
      customerNote: "Too tight",
      returnReasonDefinition: { handle: "size-too-small", name: "Size too small" },
      fulfillmentLineItem: { lineItem: { id: gid("LineItem", order.lines[0]?.id), sku: "MUG-SAND" } },
    },
  ]);
  expect(await read("refunds.0.return.id")).toBe(gid("Return", Number(id)));
  expect(await read("returns.nodes.0.refunds.nodes")).toHaveLength(1);
});

test("what is not sent cannot come back, and a step that does not follow is refused", async () => {
  const order = shared.store.control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 1 }] });
  await expect(control(`/orders/${order.id}/returns`)).rejects.toThrow("was not sent");
  shared.store.control.fulfilOrder(order.id);
  const { id } = await control(`/orders/${order.id}/returns`);
  await expect(control(`/returns/${id}/close`)).rejects.toThrow("REQUESTED");
  await control(`/returns/${id}/decline`, { reason: "FINAL_SALE", note: "It was on sale" });
  const reply = await ask(shared.store, query, { variables: { id: gid("Order", order.id) } });
  expect(reply.at("data.order.returns.nodes.0.decline")).toEqual({ reason: "FINAL_SALE", note: "It was on sale" });
  // Turned down, so all of it can be asked for once more.
  expect((await control(`/orders/${order.id}/returns`, { byStaff: true })).status).toBe("OPEN");
});

test("each step is told in the shape of its topic, signed like any other delivery", async () => {
  expect(await subscribe(steps.map((step) => `RETURNS_${step}`))).toEqual(steps.map(() => undefined));
  const order = sentOrder(3);
  const { id } = await control(`/orders/${order.id}/returns`);
  for (const step of ["approve", "reduce", "close", "reopen", "cancel"])
    await control(`/returns/${id}/${step}`, step === "reduce" ? { quantity: 2 } : {});
  const other = await control(`/orders/${order.id}/returns`);
  await control(`/returns/${other.id}/decline`);
  await shared.store.control.deliveriesSettled();
  const told = new Map(target.received.map(({ headers, json }) => [String(headers["x-shopify-topic"]), json]));
  expect([...told.keys()].sort()).toEqual(steps.map((step) => `returns/${step.toLowerCase()}`).sort());
  for (const topic of ["returns/request", "returns/approve", "returns/decline"])
    expect(pick(told.get(topic), "order.id")).toBe(order.id);
  for (const topic of ["returns/close", "returns/reopen", "returns/cancel"])
    expect(told.get(topic)).toMatchObject({ id, order_id: order.id });
  expect(told.get("returns/update")).toMatchObject({ admin_graphql_api_id: gid("Return", Number(id)) });
  expect(JSON.stringify(told.get("returns/update"))).not.toContain(String(order.id));
  expect(target.received.every(({ headers }) => headers["x-shopify-hmac-sha256"])).toBe(true);
});

test("without the scope orders show no returns, and topics of returns are refused", async () => {
  const order = sentOrder();
  const { access_token: token } = shared.store.control.issueTokens(["read_orders"]);
  const reply = await ask(shared.store, query, { variables: { id: gid("Order", order.id) }, token });
  expect(reply.at("errors.0.extensions.code")).toBe("ACCESS_DENIED");
  const refusal = expect.stringContaining("permission");
  expect(await subscribe(["RETURNS_REQUEST", "RETURNS_CLOSE"], token)).toEqual([refusal, undefined]);
});
