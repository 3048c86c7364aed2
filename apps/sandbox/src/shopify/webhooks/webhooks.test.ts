// Webhooks: bodies in REST form, signed so that Shopify's own library accepts them, tried again, given up.
import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openWebhookTarget, type WebhookTarget } from "../../shared/testing/webhook-target.ts";
import { hasOfficialSchema, officialJson } from "../testing/official-schema.ts";
import { ask, pick, sharedStore } from "../testing/shopify-client.ts";

const shared = sharedStore({
  products: 10,
  customers: 3,
  webhookRetryDelaysMs: Array.from({ length: 8 }, () => 60_000),
});
let target: WebhookTarget;
beforeAll(async () => {
  target = await openWebhookTarget();
});
afterAll(() => target.close());
beforeEach(() => {
  shared.store.control.dropWebhooks();
  shared.store.control.deliveryFaults.clear();
  target.received.length = 0;
  target.answerWith(200);
});

const create = `mutation ($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
    webhookSubscription { id topic uri apiVersion { handle } } userErrors { field message }
  }
}`;

const subscribe = (topic: string, input: object = {}) =>
  ask(shared.store, create, { variables: { topic, input: { uri: `${target.url}/hook`, ...input } } });

test("a subscription receives what it asked for, with the headers of the vendor", async () => {
  const made = await subscribe("ORDERS_CREATE");
  expect(made.at("data.webhookSubscriptionCreate.webhookSubscription.topic")).toBe("ORDERS_CREATE");
  const order = shared.store.control.placeOrder();
  await shared.store.control.deliveriesSettled();
  const [received, ...others] = target.received;
  expect(others).toEqual([]);
  expect(received?.json).toMatchObject({
    id: order.id,
    name: order.name,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
  });
  expect(received?.headers).toMatchObject({
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": shared.store.shopDomain,
    "x-shopify-api-version": "2026-07",
    "x-shopify-webhook-id": expect.stringMatching(/^[\da-f-]{36}$/),
    "x-shopify-event-id": expect.stringMatching(/^[\da-f-]{36}$/),
    "x-shopify-triggered-at": expect.stringMatching(/Z$/),
  });
});

test("the vendor's library accepts the signature, and refuses a body that was changed", async () => {
  await subscribe("ORDERS_CREATE");
  shared.store.control.placeOrder();
  await shared.store.control.deliveriesSettled();
  const { clientId, clientSecret } = shared.store;
  const shopify = shopifyApi({
    apiKey: clientId,
    apiSecretKey: clientSecret,
    hostName: "hub.example.com",
    apiVersion: ApiVersion.July26,
    isEmbeddedApp: false,
    logger: { log: () => {} },
  });
  const [received] = target.received;
  const headers = Object.entries(received?.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const rawRequest = new Request("https://hub.example.com/hook", {
    method: "POST",
    headers: headers.filter(([name]) => name.startsWith("x-")),
  });
  const body = received?.body ?? "";
  expect(await shopify.webhooks.validate({ rawBody: body, rawRequest })).toMatchObject({
    valid: true,
    topic: "ORDERS_CREATE",
  });
  expect(await shopify.webhooks.validate({ rawBody: `${body} `, rawRequest })).toMatchObject({ valid: false });
});

// Keys of a REST sample; the samples were made of different versions of a record, so only keys are compared.
function sampleKeys(resource: string, name: string): string[] {
  const samples = pick(officialJson("rest-samples_2026-07.json"), resource);
  const first = Array.isArray(samples)
    ? samples.map((one) => pick(one, `response.${name}.0`)).find((one) => one !== undefined)
    : undefined;
  return typeof first === "object" && first !== null ? Object.keys(first) : [];
}

test.runIf(hasOfficialSchema)("bodies have the keys of the official REST samples", async () => {
  const { control } = shared.store;
  const order = control.placeOrder({ discountPercentage: 10 });
  control.fulfilOrder(order.id);
  control.refund(order.id);
  const body = control.order(order.id);
  const expected = sampleKeys("order", "orders").filter((key) => !["client_details"].includes(key));
  expect(expected.length).toBeGreaterThan(80);
  expect(expected.filter((key) => !(key in body))).toEqual([]);
  const [product] = control.products();
  expect(sampleKeys("product", "products").filter((key) => !(key in (product ?? {})))).toEqual([]);
  const refund = pick(body, "refunds.0");
  expect(sampleKeys("refund", "refunds").filter((key) => pick(refund, key) === undefined)).toEqual([]);
  const fulfillment = pick(body, "fulfillments.0");
  expect(sampleKeys("fulfillment", "fulfillments").filter((key) => pick(fulfillment, key) === undefined)).toEqual([]);
});

test("a failed delivery is tried again with the same id and body, and then the subscription is given up", async () => {
  const { control } = shared.store;
  await subscribe("ORDERS_CREATE");
  target.answerWith(500);
  control.placeOrder();
  await control.deliveriesSettled();
  for (let retry = 1; retry <= 8; retry += 1) {
    expect([control.retryingWebhooks(), control.webhooks().length]).toEqual([1, 1]);
    control.retryWebhooksNow();
    await control.deliveriesSettled();
  }
  expect(target.received).toHaveLength(9);
  expect(new Set(target.received.map(({ headers, body }) => `${headers["x-shopify-webhook-id"]} ${body}`)).size).toBe(
    1,
  );
  expect([control.retryingWebhooks(), control.webhooks(), control.removedWebhooks().at(-1)?.topic]).toEqual([
    0,
    [],
    "orders/create",
  ]);
});

test("deliveries come twice or not at all when told to", async () => {
  const { control } = shared.store;
  await subscribe("ORDERS_CREATE");
  control.deliveryFaults.set({ kind: "duplicate", times: 1 });
  control.placeOrder();
  await control.deliveriesSettled();
  expect(new Set(target.received.map(({ headers }) => headers["x-shopify-webhook-id"])).size).toBe(1);
  expect(target.received).toHaveLength(2);
  control.deliveryFaults.set({ kind: "drop" });
  control.placeOrder();
  await control.deliveriesSettled();
  expect([target.received.length, control.retryingWebhooks()]).toEqual([2, 0]);
});

test.each([
  [{ uri: "http://hub.example.com/hook" }, "Address protocol http:// is not supported"],
  [{ uri: "nowhere" }, "Address is invalid"],
])("%o is no address", async (input, message) => {
  const reply = await subscribe("ORDERS_CREATE", input);
  expect(reply.at("data.webhookSubscriptionCreate.userErrors.0.message")).toBe(message);
});

test("the same address for the same topic is refused", async () => {
  await subscribe("ORDERS_PAID");
  const again = await subscribe("ORDERS_PAID");
  expect(again.at("data.webhookSubscriptionCreate.userErrors.0.message")).toBe(
    "Address for this topic has already been taken",
  );
});

test("privacy topics go to the address of the configuration, an uninstall to its subscribers", async () => {
  const { control, shopDomain } = shared.store;
  control.setComplianceUrl(`${target.url}/privacy`);
  control.requestPrivacy("customers/redact");
  await subscribe("APP_UNINSTALLED");
  const pair = control.issueTokens();
  control.uninstall();
  await control.deliveriesSettled();
  const topics = target.received.map(({ headers }) => headers["x-shopify-topic"]);
  expect(topics.sort()).toEqual(["app/uninstalled", "customers/redact"]);
  expect(target.received.find(({ path }) => path === "/privacy")?.json).toMatchObject({
    shop_domain: shopDomain,
    orders_to_redact: expect.any(Array),
  });
  expect((await ask(shared.store, "{ shop { name } }", { token: pair.access_token })).status).toBe(401);
});
