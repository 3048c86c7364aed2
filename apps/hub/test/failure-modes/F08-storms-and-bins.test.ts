// F08: a store repeats itself, by the dozen or by the thousand; and there are two ways to hear that an order went into the bin.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeStormWatch } from "../../src/services/sync/storm-watch.ts";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { bodyOf, deliveriesOf, numberIn, ordersWith, SECRET, type Send, senderFor } from "../support/woo-sender.ts";

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

describe("F08 the same again", () => {
  test("the very same delivery is one, counted, and is worked on once", async () => {
    const order = shop.store.control.placeOrder({});
    const headers = { "x-wc-webhook-delivery-id": "the-same-id" };
    for (let count = 0; count < 8; count += 1) await send({ body: bodyOf(order), headers });
    await shop.settled();
    expect(await deliveriesOf(hub, order.id)).toEqual([expect.objectContaining({ copies: 8 })]);
    expect(await ordersWith(hub, order.id)).toHaveLength(1);
  });

  test("the same content under new delivery ids is applied once; the rest changes nothing and asks the store nothing", async () => {
    const order = shop.store.control.placeOrder({});
    await send({ body: bodyOf(order) });
    await shop.settled();
    const stamp = "select updated_at from orders where remote_id = $1";
    const before = (await hub.database.pool.query(stamp, [String(order.id)])).rows;
    shop.store.control.resetCounts();
    for (let count = 0; count < 9; count += 1) await send({ body: bodyOf(order) });
    await shop.settled();
    const states = (await deliveriesOf(hub, order.id)).map(({ state }) => state);
    expect(states).toEqual(["applied", ...Array.from({ length: 9 }, () => "unchanged")]);
    expect((await hub.database.pool.query(stamp, [String(order.id)])).rows).toEqual(before);
    expect(
      await numberIn(hub, "order_history h join orders o on o.id = h.order_id where o.remote_id = $1", [
        String(order.id),
      ]),
    ).toBe(1);
    expect(shop.store.control.counts().requests).toEqual({});
  });
});

describe("F08 a storm", () => {
  const DELIVERIES = 2_000;

  test("of one store is collapsed and told of; the order ends as the store has it, and other stores go on", async () => {
    const order = shop.store.control.placeOrder({});
    const id = Number(order.id);
    shop.store.control.resetCounts();
    for (let sent = 0; sent < DELIVERIES; sent += 100) {
      const replies = await Promise.all(Array.from({ length: 100 }, () => send({ body: bodyOf(order) })));
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const last = shop.store.control.setOrderStatus(id, "completed");
    await send({ body: bodyOf(last) });
    const calm = other.store.control.placeOrder({});
    await senderFor(hub, other)({ body: bodyOf(calm) });
    await eventually(async () => (await ordersWith(hub, calm.id)).length === 1, "the other store's order is there");
    await shop.settled();

    // What came before the storm was known for one is kept one by one; all that came after it is one.
    const kept = await deliveriesOf(hub, id);
    const collapsed = kept.filter(({ topic }) => topic === "storm");
    // On a slow machine a new minute may begin in the middle, and be found stormy by itself.
    expect(kept.length).toBeLessThan(1_300);
    expect(collapsed).toHaveLength(1);
    expect(await ordersWith(hub, id)).toEqual([expect.objectContaining({ remote_status: "completed" })]);
    const asked = Object.values(shop.store.control.counts().requests).reduce((sum, count) => sum + count, 0);
    expect(asked).toBeLessThan(10);
    const { rows: storms } = await hub.database.pool.query(
      "select c.public_id as store, times, settled_at from alerts a join connections c on c.id = a.connection_id where code = 'webhook_storm'",
    );
    expect(storms).toEqual([{ store: shop.id, times: 1, settled_at: null }]);
  });

  test("that is over is told to be over", async () => {
    const openStorms = "alerts where code = 'webhook_storm' and settled_at is null";
    await hub.hub.upkeep.handle("test");
    expect(await numberIn(hub, openStorms)).toBe(1);
    await hub.database.pool.query("update alerts set last_at = last_at - interval '6 minutes'");
    await hub.database.pool.query("update deliveries set settled_at = settled_at - interval '6 minutes'");
    await hub.hub.upkeep.handle("test");
    expect(await numberIn(hub, openStorms)).toBe(0);
  });

  test("ends for the watch with the first minute without one; what is rare within it is never collapsed", () => {
    let now = 0;
    let storms = 0;
    const watch = makeStormWatch({
      onStorm: () => {
        storms += 1;
      },
      now: () => new Date(now),
    });
    const repeat = (times: number, thing: string) =>
      Array.from({ length: times }, () => watch.isTooMany({ id: 1 }, thing)).filter(Boolean).length;
    expect(repeat(10, "order:2")).toBe(0);
    expect(repeat(610, "order:1")).toBe(0);
    expect(repeat(90, "order:1")).toBe(90);
    expect(repeat(3, "order:3")).toBe(0);
    expect(watch.isTooMany({ id: 2 }, "order:1")).toBe(false);
    now = 61_000;
    expect([repeat(10, "order:1"), repeat(5, "order:1")]).toEqual([0, 5]);
    now = 125_000;
    expect(repeat(300, "order:1")).toBe(0);
    expect(storms).toBe(1);
  });
});

describe("F08 an order in the store's bin", () => {
  /** What is the same of an order, however it was heard of. */
  async function stateOf(remoteId: unknown) {
    const { archived, deleted, status, remote_status } = await shop.order(remoteId);
    return { archived, deleted, status, remote_status };
  }

  test("is archived the same way whether a webhook tells of it or the next reading finds it, and comes back either way", async () => {
    const [told, found] = [shop.store.control.placeOrder({}), shop.store.control.placeOrder({})];
    for (const order of [told, found]) await send({ topic: "order.created", body: bodyOf(order) });
    await shop.settled();
    const alive = { archived: false, deleted: false };
    expect([await stateOf(told.id), await stateOf(found.id)]).toMatchObject([alive, alive]);

    for (const order of [told, found]) shop.store.control.trashOrder(Number(order.id));
    await send({ topic: "order.deleted", body: JSON.stringify({ id: told.id }) });
    await eventually(async () => (await stateOf(told.id)).archived, "the webhook archived it");
    expect((await stateOf(found.id)).archived).toBe(false);
    await shop.sync();
    await eventually(async () => (await stateOf(found.id)).archived, "the reading archived it");
    expect(await stateOf(told.id)).toEqual(await stateOf(found.id));
    expect(await stateOf(told.id)).toMatchObject({ archived: true, deleted: false });

    for (const order of [told, found]) shop.store.control.restoreOrder(Number(order.id));
    await send({ topic: "order.restored", body: JSON.stringify({ id: told.id }) });
    await eventually(async () => !(await stateOf(told.id)).archived, "the webhook brought it back");
    await shop.sync();
    await eventually(async () => !(await stateOf(found.id)).archived, "the reading brought it back");
    expect(await stateOf(told.id)).toEqual(await stateOf(found.id));
    expect(await stateOf(told.id)).toMatchObject({ archived: false, deleted: false, remote_status: "processing" });
  });
});
