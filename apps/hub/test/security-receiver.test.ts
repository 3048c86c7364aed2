// The receiver is open to everybody, and what it stores is worked off later: neither may be brought down by a body, signed or not.
import { createHmac } from "node:crypto";
import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { runCampaign } from "./support/fuzz-campaign.ts";
import { hostileValue } from "./support/hostile-values.ts";
import { type RawRequest, rawRequest } from "./support/raw-request.ts";
import { type Seeded, seeded } from "./support/seeded.ts";
import { OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

const REQUESTS = Math.ceil(Number(process.env.FUZZ_REQUESTS ?? 2_000) / 4);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const SECRET = "whsec-never-to-be-shown-0123456789";

let hub: TestHub;
let shop: ConnectedStore;
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET });
});
afterAll(async () => {
  agent.destroy();
  await Promise.all([hub?.close(), shop?.store.close()]);
});

type Headers = Readonly<Record<string, string>>;

function delivery(body: Buffer, headers: Headers = {}, path = `/receive/${shop.id}`): RawRequest {
  return {
    method: "POST",
    path: `/api/v1/woocommerce/webhooks${path}`,
    headers: {
      "content-type": "application/json",
      "x-wc-webhook-source": `${shop.store.url}/`,
      "x-wc-webhook-topic": "order.updated",
      "x-wc-webhook-delivery-id": createHmac("md5", "").update(body).digest("hex"),
      "x-wc-webhook-signature": createHmac("sha256", SECRET).update(body).digest("base64"),
      ...headers,
    },
    body,
  };
}

const send = (request: RawRequest) => rawRequest(hub.url, request, { agent, withinMs: 10_000 });
const genuine = (changes: object = {}) => ({ ...shop.store.control.placeOrder({}), ...changes });
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

async function stateOf(remoteId: unknown): Promise<readonly string[]> {
  const sql = "select state from deliveries where remote_id = $1 order by id";
  return (await hub.database.pool.query(sql, [String(remoteId)])).rows.map((row) => row.state);
}

test(
  "signed and unsigned bodies of every kind are answered, and worked off",
  async () => {
    console.info(`FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS * 4}`);
    const random = seeded(SEED);
    const orders = Array.from({ length: 5 }, () => genuine());
    function* requests(): Generator<RawRequest> {
      for (let at = 0; at < REQUESTS; at += 1) yield fuzzedDelivery(random, random.pick(orders));
    }
    const secrets = [SECRET, shop.store.consumerSecret, OWNER.password, hub.database.url];
    const outcome = await runCampaign({ origin: hub.url, requests: requests(), secrets });
    console.info(JSON.stringify({ ...outcome, faults: outcome.faults.length }));
    expect(outcome.faults.join("\n\n"), `FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS * 4}`).toBe("");
    expect(outcome.byStatus[200] ?? 0).toBeGreaterThan(REQUESTS / 10);
    expect(outcome.byStatus[401] ?? 0).toBeGreaterThan(REQUESTS / 50);
    await shop.settled();
    const order = genuine();
    expect((await send(delivery(bytes(order)))).status).toBe(200);
    await shop.settled();
    expect(await stateOf(order.id)).toEqual(["applied"]);
  },
  120_000 + REQUESTS * 60,
);

function fuzzedDelivery(random: Seeded, order: Readonly<Record<string, unknown>>): RawRequest {
  const field = random.pick(Object.keys(order));
  const text = JSON.stringify({ ...order, [field]: hostileValue(random, "") }) ?? "";
  const whole = JSON.stringify(order);
  const body = random.pick<Buffer>([
    Buffer.from(text),
    Buffer.from(text),
    Buffer.from(text),
    Buffer.from(whole.slice(0, random.whole(whole.length))),
    Buffer.from(whole.replace('"id":', '"id":"x","id":')),
    Buffer.from(whole.replace("{", '{"__proto__":{"id":1},')),
    Buffer.concat([Buffer.from(whole), Buffer.from([0, 0xff, 0xc3])]),
    Buffer.from(whole.replace(/"status":"/, '"status":"\u0000')),
    Buffer.from(whole, "utf16le"),
    bytes(hostileValue(random, "")),
    bytes({ id: hostileValue(random, "") }),
    Buffer.from("[".repeat(50_000)),
    Buffer.alloc(random.whole(300), 0),
    Buffer.from("webhook_id=7"),
  ]);
  const path = random.pick([
    "/receive",
    `/receive/${shop.id}`,
    `/receive/${shop.id}`,
    "/receive/integration_nobody",
    "/receive/%zz",
  ]);
  return delivery(body, random.chance(0.5) ? fuzzedHeaders(random) : {}, path);
}

function fuzzedHeaders(random: Seeded): Headers {
  return random.pick<Headers>([
    { "x-wc-webhook-signature": "" },
    { "x-wc-webhook-signature": "AAAA" },
    { "x-wc-webhook-signature": "\u00ff".repeat(500) },
    {
      "x-wc-webhook-topic": random.pick([
        "",
        "order",
        "order.",
        ".updated",
        "customer.created",
        "product.deleted",
        "coupon.updated",
        "__proto__.x",
        "order.\u00ff",
        `order.${"x".repeat(5_000)}`,
      ]),
    },
    { "x-wc-webhook-delivery-id": random.pick(["", "\u00ff\u00fe", "x".repeat(7_000), "the same"]) },
    { "x-wc-webhook-source": random.pick(["", "not an address", "http://127.0.0.1:1", "javascript:x", "http://a@b"]) },
    { "content-type": random.pick(["text/plain", "multipart/form-data", "x", "application/x-www-form-urlencoded"]) },
    { "content-encoding": "gzip" },
    { expect: "100-continue" },
  ]);
}

describe("signed, and yet nothing that can be kept", () => {
  const head = (id: number) => `{"id":${id},"parent_id":0,"status":"processing",`;

  test.each([
    ["a byte NUL in its middle", (id: number) => Buffer.from(`${head(id)}"number":"\u0000"}`)],
    [
      "bytes that are no UTF-8",
      (id: number) => Buffer.concat([Buffer.from(`${head(id)}"number":"`), Buffer.from([0xff, 0xfe, 0x22, 0x7d])]),
    ],
    ["an escaped NUL in a text", (id: number) => Buffer.from(`${head(id)}"number":"\\u0000"}`)],
    ["half of a surrogate pair", (id: number) => Buffer.from(`${head(id)}"number":"\\ud800"}`)],
    ["no end", (id: number) => Buffer.from(`${head(id)}"number":"`)],
    [
      "an id beyond all numbers",
      () => Buffer.from(`{"id":${"9".repeat(100)},"parent_id":0,"status":"processing","number":"1"}`),
    ],
  ])("%s brings down neither itself nor what comes with it", async (_, bodyFor) => {
    const order = genuine();
    const others = Array.from({ length: 5 }, () => genuine());
    const replies = await Promise.all(
      [bodyFor(Number(order.id)), ...others.map(bytes)].map((body) => send(delivery(body))),
    );
    expect(replies.slice(1).map(({ status }) => status)).toEqual(others.map(() => 200));
    expect(replies[0]?.status, replies[0]?.text).toBeLessThan(500);
    await shop.settled();
    for (const other of others) expect(await stateOf(other.id)).toEqual(["applied"]);
  });

  test("headers that are longer than any index takes are no fault of ours", async () => {
    const order = genuine();
    for (const name of ["x-wc-webhook-delivery-id", "x-wc-webhook-topic"]) {
      // Random, because the database compresses what repeats itself.
      const random = seeded(1);
      const long = Array.from({ length: 9_000 }, () => String.fromCharCode(33 + random.whole(90))).join("");
      const reply = await send(delivery(bytes(order), { [name]: name.endsWith("topic") ? `order.${long}` : long }));
      expect([name, reply.status < 500, reply.text]).toEqual([name, true, reply.text]);
    }
    await shop.settled();
  });

  test("texts with NUL within a whole order are taken for what the store says when it is asked", async () => {
    const order = genuine();
    const reply = await send(
      delivery(bytes({ ...order, customer_note: "a\u0000b", meta_data: [{ id: 1, key: "k\u0000", value: "\ud800" }] })),
    );
    expect(reply.status).toBe(200);
    await shop.settled();
    expect((await shop.order(order.id)).remote_id).toBe(String(order.id));
  });
});

describe("replayed", () => {
  test("the same genuine delivery a hundred times over changes nothing after the first", async () => {
    const order = genuine();
    await send(delivery(bytes(order)));
    await shop.settled();
    const before = await shop.order(order.id);
    const replies = await Promise.all(Array.from({ length: 100 }, () => send(delivery(bytes(order)))));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    await shop.settled();
    expect(await shop.order(order.id)).toEqual(before);
    expect(await stateOf(order.id)).toHaveLength(1);
  });

  test("under new delivery ids, which nothing signs, it changes nothing either", async () => {
    const order = genuine();
    await send(delivery(bytes(order)));
    await shop.settled();
    const before = await shop.order(order.id);
    for (let copy = 0; copy < 30; copy += 1)
      await send(delivery(bytes(order), { "x-wc-webhook-delivery-id": `copy-${copy}` }));
    await shop.settled();
    expect(await shop.order(order.id)).toEqual(before);
  });

  test("an old one never brings back what was", async () => {
    const at = (minute: number, changes: object) => ({ date_modified_gmt: `2026-11-20T10:0${minute}:00`, ...changes });
    const old = genuine(at(1, { status: "processing", customer_note: "old" }));
    const newer = { ...old, ...at(2, { status: "completed", customer_note: "new" }) };
    await send(delivery(bytes(old)));
    await send(delivery(bytes(newer)));
    await shop.settled();
    const before = await shop.order(old.id);
    expect(before).toMatchObject({ status: "DELIVERED", customer_note: "new" });
    for (let copy = 0; copy < 20; copy += 1) {
      for (const topic of ["order.created", "order.updated", "order.restored"])
        await send(
          delivery(bytes(old), { "x-wc-webhook-delivery-id": `${topic}-${copy}`, "x-wc-webhook-topic": topic }),
        );
    }
    await shop.settled();
    expect(await shop.order(old.id)).toEqual(before);
  });

  test("as a deletion, which the topic alone would say and nothing signs, deletes nothing that the store still has", async () => {
    const order = genuine();
    await send(delivery(bytes(order)));
    await shop.settled();
    for (const body of [bytes(order), bytes({ id: order.id })]) {
      const reply = await send(
        delivery(body, { "x-wc-webhook-topic": "order.deleted", "x-wc-webhook-delivery-id": `d${body.length}` }),
      );
      expect(reply.status).toBe(200);
    }
    await shop.settled();
    expect(await shop.order(order.id)).toMatchObject({ deleted: false, archived: false });
  });

  test("an order's body as a product's or customer's, which the topic alone would say, makes none", async () => {
    const counts = async () =>
      (
        await hub.database.pool.query(
          "select (select count(*) from customers) as customers, (select count(*) from listings) as listings",
        )
      ).rows[0];
    const order = genuine();
    await send(delivery(bytes(order)));
    await shop.settled();
    const before = await counts();
    for (const topic of ["product.updated", "customer.updated"])
      await send(delivery(bytes(order), { "x-wc-webhook-topic": topic, "x-wc-webhook-delivery-id": topic }));
    await shop.settled();
    expect(await counts()).toEqual(before);
  });
});
