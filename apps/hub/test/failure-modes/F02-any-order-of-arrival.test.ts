// F02: deliveries overtake each other. What an order ends as does not depend on the sequence in which its news arrived.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { bodyOf, deliveriesOf, ordersWith, SECRET, type Send, type Sending, senderFor } from "../support/woo-sender.ts";

let hub: TestHub;
let shop: ConnectedStore;
let send: Send;

// Its clock shows whole seconds, and one event is a second apart from the next. OAuth bears a quarter of an hour between two clocks.
const began = Date.now() - 400_000;
let seconds = 0;

beforeAll(async () => {
  hub = await startTestHub();
  const now = () => new Date(began + seconds * 1_000);
  shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET, now });
  send = senderFor(hub, shop);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

/** An order that has lived through four events, a second apart, and the delivery of each. */
function anOrderWithALife(): { readonly id: number; readonly events: readonly Sending[] } {
  const { control } = shop.store;
  const pending = control.placeOrder({ status: "pending" });
  const id = Number(pending.id);
  seconds += 1;
  const paid = control.setOrderStatus(id, "processing");
  seconds += 1;
  const noted = control.editOrder(id, { customer_note: "leave it at the door" });
  seconds += 1;
  control.setOrderStatus(id, "completed");
  seconds += 1;
  const events = [
    { topic: "order.created", body: bodyOf(pending) },
    { topic: "order.updated", body: bodyOf(paid) },
    { topic: "order.updated", body: bodyOf(noted) },
    // The store says only that something happened.
    { topic: "order.restored", body: JSON.stringify({ id }) },
  ];
  return { id, events };
}

const END = { remote_status: "completed", customer_note: "leave it at the door", status: "DELIVERED" };

test("F02 in every sequence of four events, each worked off before the next, the order ends in its newest state", async () => {
  const lives = permutations([0, 1, 2, 3]).map((sequence) => ({ sequence, ...anOrderWithALife() }));
  expect(lives).toHaveLength(24);
  for (const step of [0, 1, 2, 3]) {
    await Promise.all(lives.map(({ sequence, events }) => send(events[sequence[step] ?? -1] ?? { body: "" })));
    await shop.settled();
  }
  for (const { id, sequence } of lives)
    expect([sequence, await ordersWith(hub, id)]).toEqual([sequence, [expect.objectContaining(END)]]);
});

test("F02 the same where all four come at once", async () => {
  const lives = permutations([0, 1, 2, 3]).map((sequence) => ({ sequence, ...anOrderWithALife() }));
  await Promise.all(
    lives.map(async ({ sequence, events }) => {
      for (const at of sequence) await send(events[at] ?? { body: "" });
    }),
  );
  await shop.settled();
  for (const { id, sequence } of lives)
    expect([sequence, await ordersWith(hub, id)]).toEqual([sequence, [expect.objectContaining(END)]]);
});

test.each([
  ["only an id", "order.updated", (id: number) => JSON.stringify({ id })],
  ["a restoration", "order.restored", (id: number) => JSON.stringify({ id })],
  ["a deletion that was taken back", "order.deleted", (id: number) => JSON.stringify({ id })],
  ["half of an order", "order.updated", (id: number) => JSON.stringify({ id, status: "on-hold", line_items: "?" })],
])("F02 %s about an order that we never saw has the whole order fetched", async (_, topic, body) => {
  const placed = shop.store.control.placeOrder({ note: "as the store has it" });
  expect((await send({ topic, body: body(Number(placed.id)) })).status).toBe(200);
  const order = await shop.order(placed.id);
  expect(order).toMatchObject({ remote_status: "processing", customer_note: "as the store has it" });
  expect(order.line_items.length).toBeGreaterThan(0);
});

test("F02 an older delivery that comes late is put down as stale", async () => {
  const placed = shop.store.control.placeOrder({});
  await send({ body: bodyOf(placed) });
  await shop.settled();
  await send({ body: bodyOf(placed, { date_modified_gmt: "2020-01-01T00:00:00", customer_note: "from long ago" }) });
  await shop.settled();
  expect((await deliveriesOf(hub, placed.id)).at(-1)).toMatchObject({ state: "stale" });
  expect((await ordersWith(hub, placed.id))[0]?.customer_note).not.toBe("from long ago");
});

test("F02 other content of the same second is settled by asking the store", async () => {
  const placed = shop.store.control.placeOrder({});
  await send({ body: bodyOf(placed) });
  await shop.settled();
  await send({ body: bodyOf(placed, { customer_note: "not what the store says" }) });
  await shop.settled();
  expect((await ordersWith(hub, placed.id))[0]?.customer_note).toBe(placed.customer_note);
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}
