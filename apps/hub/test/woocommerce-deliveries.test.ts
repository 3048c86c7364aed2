// Deliveries that are broken, empty, at the shared address, of deletions, and those of a real store. What comes at once, twice, in the
// wrong order or forged stands in failure-modes.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";
import { bodyOf, ordersWith, SECRET, type Send, senderFor } from "./support/woo-sender.ts";

const recordings = join(process.env.RECORDINGS_DIR ?? "../shared/recordings", "woocommerce/deliveries");

let hub: TestHub;
let shop: ConnectedStore;
let deliver: Send;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET });
  deliver = senderFor(hub, shop);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

type JsonObject = Readonly<Record<string, unknown>>;

describe("delivery ids", () => {
  test("different things under one delivery id are all taken", async () => {
    const orders = [
      shop.store.control.placeOrder({}),
      shop.store.control.placeOrder({}),
      shop.store.control.placeOrder({}),
    ];
    for (const order of orders)
      await deliver({ body: bodyOf(order), headers: { "x-wc-webhook-delivery-id": "shared-within-a-second" } });
    await shop.settled();
    for (const order of orders) expect(await ordersWith(hub, order.id)).toHaveLength(1);
  });
});

describe("broken and empty", () => {
  const order = () => shop.store.control.placeOrder({});

  test("an error body, a coupon, a cart in checkout are taken for what they are", async () => {
    const before = (await hub.database.pool.query("select count(*)::int as count from deliveries")).rows[0].count;
    const error = { code: "woocommerce_rest_shop_order_invalid_id", message: "Invalid ID.", data: { status: 404 } };
    for (const [topic, body] of [
      ["order.created", JSON.stringify(error)],
      ["coupon.deleted", '{"id":12}'],
      ["order.updated", bodyOf(order(), { status: "checkout-draft" })],
    ] as const) {
      expect(await deliver({ topic, body })).toMatchObject({ status: 200, body: { status: "ignored" } });
    }
    expect((await hub.database.pool.query("select count(*)::int as count from deliveries")).rows[0].count).toBe(before);
  });

  test("a signed delivery that we cannot read makes the hub look in the store, and never disables the webhook", async () => {
    const placed = order();
    const reply = await deliver({ body: JSON.stringify({ id: placed.id, line_items: "nonsense" }) });
    expect(reply.status).toBe(200);
    await shop.settled();
    expect(await ordersWith(hub, placed.id)).toEqual([expect.objectContaining({ remote_status: "processing" })]);
  });

  test("an unknown connection is 404, a body of many megabytes 413", async () => {
    expect(
      (await deliver({ body: "{}", path: "/api/v1/woocommerce/webhooks/receive/integration_abc123" })).status,
    ).toBe(404);
    expect((await deliver({ body: `{"id":1,"x":"${"y".repeat(9_000_000)}"}` })).status).toBe(413);
  });
});

describe("WOO-52 the shared address", () => {
  const path = "/api/v1/woocommerce/webhooks/receive";

  test("finds the connection by the secret that fits", async () => {
    const placed = shop.store.control.placeOrder({});
    expect(await deliver({ body: bodyOf(placed), path })).toMatchObject({ status: 200, body: { status: "accepted" } });
    await shop.settled();
    expect(await ordersWith(hub, placed.id)).toHaveLength(1);
  });
});

describe("WOO-54 deletion", () => {
  test("an order in the store's bin is archived, one deleted for good is kept as deleted", async () => {
    const placed = shop.store.control.placeOrder({});
    await deliver({ body: bodyOf(placed) });
    shop.store.control.trashOrder(Number(placed.id));
    await deliver({ topic: "order.deleted", body: JSON.stringify({ id: placed.id }) });
    await eventually(async () => (await shop.order(placed.id)).archived, "it was archived");
    shop.store.control.deleteOrder(Number(placed.id));
    await deliver({ topic: "order.deleted", body: JSON.stringify({ id: placed.id }) });
    await eventually(async () => (await shop.order(placed.id)).deleted, "it was marked as deleted");
    expect((await shop.order(placed.id)).line_items.length).toBeGreaterThan(0);
  });

  test("a deletion that is delivered twice, with a restoration between, ends as the store shows it", async () => {
    const placed = shop.store.control.placeOrder({});
    await deliver({ body: bodyOf(placed) });
    const gone = {
      topic: "order.deleted",
      body: JSON.stringify({ id: placed.id }),
      headers: { "x-wc-webhook-delivery-id": "same-second" },
    };
    shop.store.control.trashOrder(Number(placed.id));
    await deliver(gone);
    await shop.settled();
    shop.store.control.restoreOrder(Number(placed.id));
    await deliver({ topic: "order.restored", body: JSON.stringify({ id: placed.id }) });
    await shop.settled();
    shop.store.control.trashOrder(Number(placed.id));
    await deliver(gone);
    await shop.settled();
    expect((await shop.order(placed.id)).archived).toBe(true);
  });
});

describe("real deliveries of a real store", () => {
  const present = existsSync(recordings);
  if (!present) console.warn(`SKIPPED: no recordings in ${recordings}; set RECORDINGS_DIR to run these tests`);

  test.skipIf(!present)(
    "each is answered 200, and what is an order is there with the recorded total and status",
    async () => {
      const files = readdirSync(recordings).filter((name) => /^\d\d-/.test(name));
      expect(files.length).toBeGreaterThan(40);
      // Of one second there can be several: which of them is the last, only the store could tell.
      const newest = new Map<string, JsonObject[]>();
      for (const name of files) {
        const recording = JSON.parse(readFileSync(join(recordings, name), "utf8"));
        const raw = Buffer.from(recording.body_base64, "base64").toString("utf8");
        const topic: string | undefined = recording.headers["X-WC-Webhook-Topic"];
        if (topic === undefined) continue;
        expect([name, (await deliver({ topic, body: raw })).status]).toEqual([name, 200]);
        const { body } = recording;
        const isWhole = topic.startsWith("order.") && body?.line_items && body.status !== "checkout-draft";
        if (isWhole) newest.set(String(body.id), newestOf([...(newest.get(String(body.id)) ?? []), body]));
      }
      const { rows } = await hub.database.pool.query(
        "select state, count(*)::int as count from deliveries where state = 'parked' group by 1",
      );
      expect(rows).toEqual([]);
      expect(newest.size).toBeGreaterThan(3);
      await shop.settled();
      for (const [id, bodies] of newest) {
        const found = await hub.database.pool.query(
          "select total_minor::int, currency, remote_status from orders where remote_id = $1",
          [id],
        );
        const possible = bodies.map((body) => ({
          total_minor: Math.round(Number(body.total) * 100),
          currency: body.currency,
          remote_status: body.status,
        }));
        expect(possible).toContainEqual(found.rows[0]);
      }
    },
  );
});

function newestOf(bodies: readonly JsonObject[]): JsonObject[] {
  const stamps = bodies.map((body) => String(body.date_modified_gmt)).sort();
  return bodies.filter((body) => body.date_modified_gmt === stamps.at(-1));
}
