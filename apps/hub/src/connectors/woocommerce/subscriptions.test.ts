import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { type Answer, type Asked, aConnection, listOf, ok, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

const TARGET = new URL("https://hub.example/api/v1/woocommerce/webhooks/receive");
const SEED_TOPICS = [
  "order.created",
  "order.updated",
  "order.deleted",
  "product.updated",
  "product.created",
  "product.deleted",
];

type Hook = { id: number; topic: string; delivery_url: string; status: string };
const bodySchema = z.looseObject({ topic: z.string().optional() });

/** Keeps webhooks as the store does, which never shows a secret again. */
function aStoreWith(hooks: Hook[], changes: Record<string, unknown> = {}) {
  const script = ({ request, path, query, body }: Asked): Answer => {
    if (request.method === "GET") return listOf(hooks, query);
    const { secret: _, ...fields } = bodySchema.parse(body);
    if (request.method === "POST")
      hooks.push({ id: hooks.length + 1, topic: "", delivery_url: "", status: "active", ...fields });
    const index = request.method === "POST" ? hooks.length - 1 : hooks.findIndex(({ id }) => path === `webhooks/${id}`);
    const hook = hooks[index];
    if (hook !== undefined) hooks[index] = { ...hook, ...fields };
    return { status: request.method === "POST" ? 201 : 200, body: hooks[index] };
  };
  const store = scriptedStore(script);
  return { ...store, hooks, store: woocommerce.open(aConnection(changes), store.tools) };
}

describe("WOO-50 setting up webhooks", () => {
  test("WOO-53 each topic gets a webhook with our secret, named so that people know whose it is", async () => {
    const { store, asked } = aStoreWith([]);
    const made = await store.setupWebhooks(SEED_TOPICS, TARGET);
    expect(made.map(({ topic, created, status }) => [topic, created, status])).toEqual(
      SEED_TOPICS.map((topic) => [topic, true, "active"]),
    );
    expect(asked[1]?.body).toEqual({
      name: "Logix - Order Created",
      topic: "order.created",
      delivery_url: TARGET.href,
      secret: "a secret with ümlauts",
      status: "active",
    });
  });

  test("a second time changes nothing but the secret", async () => {
    const { store, hooks } = aStoreWith([]);
    const first = await store.setupWebhooks(SEED_TOPICS, TARGET);
    const second = await store.setupWebhooks([...SEED_TOPICS, ...SEED_TOPICS], TARGET);
    expect(second.map(({ remoteId }) => remoteId)).toEqual(first.map(({ remoteId }) => remoteId));
    expect(second.every(({ created, reactivated }) => !created && reactivated === false)).toBe(true);
    expect(hooks).toHaveLength(6);
  });

  test.each(["disabled", "paused"])("F04 one that is %s is woken up, and that is said", async (status) => {
    const { store, hooks } = aStoreWith([{ id: 17, topic: "order.updated", delivery_url: TARGET.href, status }]);
    expect(await store.setupWebhooks(["order.updated"], TARGET)).toMatchObject([
      { remoteId: "17", created: false, reactivated: true, status: "active" },
    ]);
    expect(hooks).toMatchObject([{ status: "active" }]);
  });

  test("of two for the same the active one is kept; those of others are left alone", async () => {
    const others = { topic: "order.updated", delivery_url: "https://other.example/hook", status: "disabled" };
    const { store, lines } = aStoreWith([
      { id: 1, ...others, status: "active" },
      { id: 2, ...others, delivery_url: TARGET.href },
      { id: 3, ...others, delivery_url: TARGET.href, status: "active" },
    ]);
    expect(await store.setupWebhooks(["order.updated"], TARGET)).toMatchObject([{ remoteId: "3", created: false }]);
    expect(lines().slice(1)).toEqual(["PUT webhooks/3"]);
  });

  test("all topics of the connector can be set up", async () => {
    const made = await aStoreWith([]).store.setupWebhooks(woocommerce.topics, TARGET);
    expect(made).toHaveLength(woocommerce.topics.length);
  });

  test("X35 without a secret nothing is asked of the store", async () => {
    const { store, asked } = aStoreWith([], { webhookSecret: undefined });
    await expect(store.setupWebhooks(["order.updated"], TARGET)).rejects.toMatchObject({
      kind: "invalid",
      details: { code: "webhook_secret_missing" },
    });
    expect(asked).toEqual([]);
  });

  test("a topic that WooCommerce does not have is refused", async () => {
    const { store } = aStoreWith([]);
    await expect(store.setupWebhooks(["order.updated", "stock.updated"], TARGET)).rejects.toMatchObject({
      kind: "invalid",
      details: { code: "unknown_topic", issues: [{ field: "topics" }] },
    });
  });
});

describe.skipIf(RECORDINGS === null)("recorded webhooks", () => {
  const opened = (answer: Answer) => woocommerce.open(aConnection(), scriptedStore(() => answer).tools);
  const subscriptions = (answer: Answer) => opened(answer).subscriptions;

  test.each(["webhooks/list", "webhooks/list-status-disabled"])("%s is listed", async (name) => {
    const rows = z.array(z.unknown()).parse(recording(name).body);
    const listed = await subscriptions(listOf(rows, { per_page: "100" }))?.list();
    expect(listed).toHaveLength(rows.length);
    expect(listed?.every(({ remoteId, created }) => /^\d+$/.test(remoteId) && !created)).toBe(true);
  });

  test("removing one that is gone already is no failure", async () => {
    const { tools, asked } = scriptedStore(() => recording("webhooks/batch-delete"));
    await woocommerce.open(aConnection(), tools).subscriptions?.remove(["16", "424242"]);
    expect(asked.map(({ path, body }) => [path, body])).toEqual([["webhooks/batch", { delete: [16, 424242] }]]);
  });

  test.each([
    ["webhooks/error-read-only-key", "refused", "key_read_only"],
    ["webhooks/error-bad-topic", "refused", "store_refused"],
    ["webhooks/error-bad-url", "refused", "store_refused"],
  ])("%s", async (name, kind, code) => {
    const { tools } = scriptedStore(({ request }) => (request.method === "GET" ? ok([]) : recording(name)));
    const setup = woocommerce.open(aConnection(), tools).setupWebhooks(["order.created"], TARGET);
    await expect(setup).rejects.toMatchObject({ kind, details: { code } });
  });
});
