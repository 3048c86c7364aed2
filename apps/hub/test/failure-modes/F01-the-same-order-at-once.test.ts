// F01: a store announces one order as created and as updated at once, and sends both again. It stays one order.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { bodyOf, numberIn, ordersWith, SECRET, type Send, senderFor } from "../support/woo-sender.ts";

let hub: TestHub;
let shop: ConnectedStore;
let other: ConnectedStore;
let send: Send;

beforeAll(async () => {
  hub = await startTestHub();
  const manual = { webhooks: false, webhookSecret: SECRET };
  [shop, other] = await Promise.all([connectStore(hub, manual), connectStore(hub, { ...manual, seed: 2 })]);
  send = senderFor(hub, shop);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close(), other?.store.close()]);
});

const TOPICS = ["order.created", "order.updated"];

async function firstSightings(remoteId: unknown): Promise<number> {
  const text = "order_history h join orders o on o.id = h.order_id where h.from_status is null and o.remote_id = $1";
  return numberIn(hub, text, [String(remoteId)]);
}

test("F01 50 concurrent deliveries of one order make one order, and each is answered with a 2xx", async () => {
  const order = shop.store.control.placeOrder({});
  const retried = { "x-wc-webhook-delivery-id": "sent-again-by-the-store" };
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      send({ topic: TOPICS[index % 2], body: bodyOf(order), headers: index % 5 === 0 ? retried : {} }),
    ),
  );
  expect(replies.map(({ status }) => status).filter((status) => status < 200 || status > 299)).toEqual([]);
  await shop.settled();
  expect(await ordersWith(hub, order.id)).toHaveLength(1);
  expect(await firstSightings(order.id)).toBe(1);
});

test("F01 deliveries that meet a reading of the same orders, which holds no lock of theirs, make one order of each", async () => {
  const orders = Array.from({ length: 25 }, () => shop.store.control.placeOrder({}));
  const deliveries = orders.flatMap((order) => TOPICS.map((topic) => send({ topic, body: bodyOf(order) })));
  const [replies] = await Promise.all([Promise.all(deliveries), shop.sync(), shop.sync()]);
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  await shop.settled();
  for (const order of orders) {
    expect(await ordersWith(hub, order.id)).toHaveLength(1);
    expect(await firstSightings(order.id)).toBe(1);
  }
});

test("F01 a unique index stands against a second one, whoever writes it", async () => {
  const order = shop.store.control.placeOrder({});
  await send({ body: bodyOf(order) });
  await shop.settled();
  const { rows } = await hub.database.pool.query(
    "select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns where table_name = 'orders' and is_identity = 'NO' and is_generated = 'NEVER'",
  );
  const again = `insert into orders (${rows[0].names}) select ${rows[0].names} from orders where remote_id = $1`;
  await expect(hub.database.pool.query(again, [String(order.id)])).rejects.toMatchObject({ code: "23505" });
});

test("F01 the same number in another store is another order", async () => {
  const order = shop.store.control.placeOrder({});
  await send({ body: bodyOf(order) });
  await senderFor(hub, other)({ body: bodyOf(order) });
  await shop.settled();
  expect(await ordersWith(hub, order.id)).toHaveLength(2);
});
