// Webhooks: what is delivered when, in which words, and what happens when nobody listens.
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { openWebhookTarget, type Received, type WebhookTarget } from "../../shared/testing/webhook-target.ts";
import { startWooStore, type WooStore, type WooStoreOptions } from "../index.ts";
import { hasRecordings, recordedJson } from "../testing/recordings.ts";
import { type WooClient, wooClient } from "../testing/woo-client.ts";
import { isList } from "../wordpress/json.ts";

const secret = "whsec-ünï";
const allTopics = ["order", "product", "customer", "coupon"].flatMap((kind) => [
  `${kind}.created`,
  `${kind}.updated`,
  `${kind}.deleted`,
  `${kind}.restored`,
]);

type Scene = {
  store: WooStore;
  client: WooClient;
  target: WebhookTarget;
  settled: () => Promise<Received[]>;
  topics: () => Promise<string[]>;
};
const open: Scene[] = [];

afterEach(async () => {
  for (const { store, target } of open.splice(0)) {
    await store.close();
    await target.close();
  }
});

async function scene(topics: string[], options: WooStoreOptions = {}): Promise<Scene> {
  const store = await startWooStore({ secure: true, orders: 3, webhookDelayMs: 1, ...options });
  const target = await openWebhookTarget(({ headers }) => headers["x-wc-webhook-topic"] !== undefined);
  const client = wooClient(store);
  for (const topic of topics) await client.post("/webhooks", { topic, delivery_url: `${target.url}/${topic}`, secret });
  const settled = async () => {
    await store.control.deliveriesSettled();
    return target.deliveries();
  };
  const names = async () => (await settled()).map(({ headers }) => String(headers["x-wc-webhook-topic"]));
  const made = { store, client, target, settled, topics: names };
  open.push(made);
  return made;
}

const stocked = async ({ client }: Scene) =>
  Number((await client.get("/products?type=simple&stock_status=instock&per_page=1&orderby=id&order=asc")).list[0]?.id);

describe("what is delivered", () => {
  test("creation pings at once with an unsigned form", async () => {
    const { target } = await scene(["order.created"]);
    const [ping] = target.received;
    expect(ping?.body).toBe("webhook_id=1");
    expect(ping?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.keys(ping?.headers ?? {}).filter((name) => name.startsWith("x-wc"))).toEqual([]);
  });

  test.skipIf(!hasRecordings)("a delivery has the recorded headers in the recorded order", async () => {
    const one = await scene(["order.created"]);
    await one.client.post("/orders", {});
    const [delivery] = await one.settled();
    const recorded = recordedJson("deliveries/04-order.created").raw_headers;
    const names = (list: readonly unknown[]) =>
      list.filter((_, index) => index % 2 === 0).map((name) => String(name).toLowerCase());
    const expected = names(isList(recorded) ? recorded : []);
    expect(new Set(names(delivery?.rawHeaders ?? []))).toEqual(new Set(expected));
    expect(delivery?.headers["user-agent"]).toBe("WooCommerce/9.9.5 Hookshot (WordPress/6.9)");
    expect(delivery?.headers["x-wc-webhook-source"]).toBe(`${one.store.url}/`);
  });

  test("the signature fits the raw bytes, in which slashes and letters are escaped", async () => {
    const one = await scene(["order.created"]);
    await one.client.post("/orders", { billing: { first_name: "Zoë" } });
    const [delivery] = await one.settled();
    const body = delivery?.body ?? "";
    expect(delivery?.headers["x-wc-webhook-signature"]).toBe(
      createHmac("sha256", secret).update(body).digest("base64"),
    );
    expect(body).toContain("Zo\\u00eb");
    expect(body).toContain("\\/wp-json\\/wc\\/v3\\/orders\\/");
    expect(delivery?.json).toEqual(one.store.control.order(Number(delivery?.json.id)));
  });

  test("an order over REST: created, updated, then each product whose stock moved", async () => {
    const one = await scene(allTopics);
    await one.client.post("/orders", { set_paid: true, line_items: [{ product_id: await stocked(one), quantity: 1 }] });
    expect(await one.topics()).toEqual(["order.created", "order.updated", "product.updated"]);
  });

  test("an order by a shopper: first the draft, then updated, and after it created", async () => {
    const one = await scene(allTopics);
    one.store.control.placeOrder({ lines: [{ productId: await stocked(one) }] });
    const deliveries = await one.settled();
    expect(deliveries.map(({ headers, json }) => [headers["x-wc-webhook-topic"], json.status])).toEqual([
      ["order.updated", "checkout-draft"],
      ["order.updated", "processing"],
      ["order.created", "processing"],
      ["product.updated", "publish"],
    ]);
  });

  test("five quick changes are one delivery with the last state", async () => {
    const one = await scene(["order.updated"], { webhookDelayMs: 50 });
    const [order = {}] = (await one.client.get("/orders?per_page=1")).list;
    for (let turn = 1; turn <= 5; turn += 1)
      one.store.control.editOrder(Number(order.id), { customer_note: `note ${turn}` });
    expect((await one.settled()).map(({ json }) => json.customer_note)).toEqual(["note 5"]);
  });

  test("an order that is gone by then is delivered as an error, correctly signed", async () => {
    const one = await scene(["order.created"], { webhookDelayMs: 50 });
    const order = (await one.client.post("/orders", {})).object;
    await one.client.remove(`/orders/${order.id}?force=true`);
    const [delivery] = await one.settled();
    expect(delivery?.json).toEqual({
      code: "woocommerce_rest_shop_order_invalid_id",
      message: "Invalid ID.",
      data: { status: 404 },
    });
    expect(delivery?.headers["x-wc-webhook-signature"]).toBe(
      createHmac("sha256", secret)
        .update(delivery?.body ?? "")
        .digest("base64"),
    );
  });

  test("deliveries of one webhook within a second share their id", async () => {
    const one = await scene(["product.created"], { now: () => new Date("2026-11-20T22:00:00Z") });
    await one.client.post("/products/batch", { create: [{ name: "a" }, { name: "b" }] });
    const ids = (await one.settled()).map(({ headers }) => headers["x-wc-webhook-delivery-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("a trashed product tells the coupons' webhook as well; the trash of an order only its own", async () => {
    const one = await scene(allTopics);
    const product = (await one.client.post("/products", { name: "x" })).object;
    await one.settled();
    one.target.received.length = 0;
    await one.client.remove(`/products/${product.id}`);
    expect(await one.topics()).toEqual(["coupon.deleted", "product.deleted"]);
    expect(one.target.deliveries()[0]?.body).toBe(`{"id":${product.id}}`);
    one.target.received.length = 0;
    const order = (await one.client.get("/orders?per_page=1")).list[0] ?? {};
    await one.client.remove(`/orders/${order.id}`);
    expect(await one.topics()).toEqual(["order.deleted"]);
  });

  test("nothing is delivered for force deletion, restoring by status, notes and renamed categories", async () => {
    const one = await scene(allTopics);
    const [order = {}, other = {}] = (await one.client.get("/orders")).list;
    const category = (await one.client.post("/products/categories", { name: "Old" })).object;
    await one.client.remove(`/orders/${order.id}`);
    await one.settled();
    one.target.received.length = 0;
    await one.client.put(`/orders/${order.id}`, { status: "completed" });
    await one.client.post(`/orders/${order.id}/notes`, { note: "x" });
    await one.client.put(`/products/categories/${category.id}`, { name: "New" });
    await one.client.remove(`/orders/${other.id}?force=true`);
    expect(await one.topics()).toEqual([]);
  });

  test("the admin's restore is delivered, a variation comes as a product with its parent", async () => {
    const one = await scene(["order.restored", "product.updated"]);
    const order = one.store.control.placeOrder({ lines: [] });
    one.store.control.trashOrder(Number(order.id));
    one.store.control.restoreOrder(Number(order.id));
    const parent = (await one.client.get("/products?type=variable&per_page=1")).list[0] ?? {};
    const [variation] = isList(parent.variations) ? parent.variations : [];
    await one.client.put(`/products/${parent.id}/variations/${variation}`, { stock_quantity: 3 });
    const deliveries = await one.settled();
    expect(deliveries.map(({ json }) => [json.id, json.type, json.parent_id])).toEqual([
      [order.id, undefined, 0],
      [variation, "variation", parent.id],
    ]);
  });

  test("a new customer is created and updated; deletion sends the id alone", async () => {
    const one = await scene(allTopics);
    const customer = (await one.client.post("/customers", { email: "new@example.com" })).object;
    expect(await one.topics()).toEqual(["customer.created", "customer.updated"]);
    await one.client.remove(`/customers/${customer.id}?force=true`);
    expect((await one.settled()).at(-1)?.body).toBe(`{"id":${customer.id}}`);
  });

  test("a paused webhook misses what happens, but delivers what was queued before", async () => {
    const one = await scene(["order.updated"], { webhookDelayMs: 50 });
    const [order = {}] = (await one.client.get("/orders?per_page=1")).list;
    await one.client.put(`/orders/${order.id}`, { customer_note: "queued" });
    await one.client.put("/webhooks/1", { status: "paused" });
    expect(await one.topics()).toEqual(["order.updated"]);
    await one.client.put(`/orders/${order.id}`, { customer_note: "missed" });
    expect(await one.topics()).toEqual(["order.updated"]);
  });
});

describe("when the target fails", () => {
  const fail = async (one: Scene, times: number) => {
    const [order = {}] = (await one.client.get("/orders?per_page=1")).list;
    for (let turn = 0; turn < times; turn += 1) {
      await one.client.put(`/orders/${order.id}`, {});
      await one.settled();
    }
  };
  const statusOf = async ({ client }: Scene) => (await client.get("/webhooks/1")).object.status;

  test("nothing is repeated, and the seventh failure in a row disables the webhook", async () => {
    const one = await scene(["order.updated"]);
    one.target.answerWith(500);
    await fail(one, 6);
    expect([await statusOf(one), one.target.deliveries().length]).toEqual(["active", 6]);
    await fail(one, 1);
    expect(await statusOf(one)).toBe("disabled");
    await fail(one, 1);
    expect(one.target.deliveries()).toHaveLength(7);
  });

  test("activation forgets nothing: one more failure disables again, a success forgets all", async () => {
    const one = await scene(["order.updated"]);
    one.target.answerWith(404);
    await fail(one, 7);
    await one.client.put("/webhooks/1", { status: "active" });
    await fail(one, 1);
    expect(await statusOf(one)).toBe("disabled");
    await one.client.put("/webhooks/1", { status: "active" });
    one.target.answerWith(200);
    await fail(one, 1);
    expect(one.store.control.webhooks()).toMatchObject([{ status: "active", failures: 0 }]);
  });

  test("a 301 counts as success and is not followed, a 307 is a failure", async () => {
    const one = await scene(["order.updated"]);
    one.target.answerWith(301, { location: "/elsewhere" });
    await fail(one, 1);
    expect(one.target.deliveries().map(({ path }) => path)).toEqual(["/order.updated"]);
    expect(one.store.control.webhooks()).toMatchObject([{ failures: 0 }]);
    one.target.answerWith(307, {});
    await fail(one, 1);
    expect(one.store.control.webhooks()).toMatchObject([{ failures: 1 }]);
  });

  test("a webhook to nowhere is created and active all the same", async () => {
    const one = await scene([]);
    const reply = await one.client.post("/webhooks", {
      topic: "order.created",
      delivery_url: "http://127.0.0.1:9/none",
    });
    expect([reply.status, reply.object.status, "secret" in reply.object]).toEqual([201, "active", false]);
  });

  test("what waits when the store closes is listed, not lost silently", async () => {
    const one = await scene(["order.created"], { webhookDelayMs: 60_000 });
    await one.client.post("/orders", {});
    await one.store.close();
    expect(one.store.control.deliveries().at(-1)).toMatchObject({
      topic: "order.created",
      error: "the store was closed",
    });
  });
});

describe("faults on the way", () => {
  const change = async (one: Scene) => {
    const [order = {}] = (await one.client.get("/orders?per_page=1")).list;
    await one.client.put(`/orders/${order.id}`, {});
    return one.settled();
  };

  test("a delivery can be doubled, dropped and tampered with", async () => {
    const one = await scene(["order.updated"]);
    const { deliveryFaults } = one.store.control;
    deliveryFaults.set({ kind: "duplicate", times: 1 });
    const doubled = await change(one);
    expect(doubled.map(({ body }) => body)).toEqual([doubled[0]?.body, doubled[0]?.body]);
    deliveryFaults.set({ kind: "drop", times: 1 });
    expect(await change(one)).toHaveLength(2);
    expect(one.store.control.deliveries().at(-1)?.error).toBe("dropped on the way");
    deliveryFaults.set({ kind: "tamper", times: 1 });
    const tampered = (await change(one)).at(-1);
    const fits = createHmac("sha256", secret)
      .update(tampered?.body ?? "")
      .digest("base64");
    expect(tampered?.headers["x-wc-webhook-signature"]).not.toBe(fits);
  });

  test("deliveries can change places", async () => {
    const one = await scene(["order.created", "order.updated"]);
    one.store.control.deliveryFaults.set({ kind: "reorder", times: 1 });
    await one.client.post("/orders", {});
    expect(await one.topics()).toEqual(["order.updated", "order.created"]);
  });
});
