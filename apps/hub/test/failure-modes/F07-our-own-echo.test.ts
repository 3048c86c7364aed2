// F07: what the hub writes comes back as a webhook. It is known for what it is, changes nothing and starts no second write.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { type Seeded, seeded } from "../support/seeded.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { deliveriesOf, numberIn } from "../support/woo-sender.ts";

/** The long form, for a night: SOAK_EVENTS=10000. */
const EVENTS = Number(process.env.SOAK_EVENTS ?? 500);
const SKUS = 12;

let hub: TestHub;
let shop: ConnectedStore;
let other: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  [shop, other] = await Promise.all([connectStore(hub, { products: 3 }), connectStore(hub, { products: 3, seed: 2 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close(), other?.store.close()]);
});

function writesTo({ store }: ConnectedStore): number {
  const { requests } = store.control.counts();
  const written = Object.entries(requests).filter(([name]) => /^(PUT|POST|PATCH) \/(orders|products)/.test(name));
  return written.reduce((sum, [, count]) => sum + count, 0);
}

async function aProduct(where: ConnectedStore, sku: string): Promise<number> {
  const fields = { name: sku, type: "simple", sku, regular_price: "9.00", manage_stock: true, stock_quantity: 50 };
  const product = await where.store.control.createProduct(fields);
  const listed = "listings l join connections c on c.id = l.connection_id where l.sku = $1 and c.public_id = $2";
  await eventually(async () => (await numberIn(hub, listed, [sku, where.id])) > 0, `${sku} is listed`);
  return Number(product.id);
}

const shown = (where: ConnectedStore, sku: string) => Number(where.store.control.productBySku(sku)?.stock_quantity);

describe("F07 the webhook of our own write", () => {
  test("of an order's status is marked as echo, and changes neither the order nor the store", async () => {
    const placed = shop.store.control.placeOrder({});
    const order = await shop.order(placed.id);
    await shop.settled();
    shop.store.control.resetCounts();
    await hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "DELIVERED" });
    await eventually(
      async () => shop.store.control.order(Number(placed.id)).status === "completed",
      "the store was told",
    );
    await shop.settled();
    const fingerprint = "select written_hash = hash as fits, updated_at from orders where id = $1";
    const { rows } = await hub.database.pool.query(fingerprint, [order.id]);
    expect(rows).toEqual([{ fits: true, updated_at: expect.anything() }]);
    expect((await deliveriesOf(hub, placed.id)).at(-1)).toMatchObject({ state: "echo" });
    expect(writesTo(shop)).toBe(1);
    const after = await shop.order(placed.id);
    // Seen, moved by us, written to the store; nothing behind that.
    const steps = after.history.map(({ to_status, source }) => `${to_status} ${source}`);
    expect(steps).toEqual(["PROCESSING first_seen", "DELIVERED request", "DELIVERED write"]);

    // The very same news once more, as if the store had sent it later.
    await shop.sync();
    await shop.settled();
    expect(await shop.order(placed.id)).toEqual(after);
    expect(writesTo(shop)).toBe(1);
  });

  test("of a stock is marked as echo, and starts no write in any store", async () => {
    const id = await aProduct(shop, "ECHO-1");
    await aProduct(other, "ECHO-1");
    await shop.settled();
    for (const each of [shop, other]) each.store.control.resetCounts();
    await hub.call("PUT", "/api/v1/stock/ECHO-1", { on_hand: 31 });
    await eventually(async () => shown(shop, "ECHO-1") === 31 && shown(other, "ECHO-1") === 31, "both show 31");
    await Promise.all([shop.settled(), other.settled()]);
    const states = (await deliveriesOf(hub, id)).map(({ state }) => state);
    expect(states.at(-1)).toBe("echo");
    expect([writesTo(shop), writesTo(other)]).toEqual([1, 1]);
    const wishes = "outward_work where kind = 'stock' and wish->>'sku' = 'ECHO-1' and state <> 'done'";
    expect(await numberIn(hub, wishes)).toBe(0);
  });
});

type Placed = { readonly where: ConnectedStore; readonly remoteId: number };

test(
  `F07 ${EVENTS} changes on three sides at once end with nothing outstanding, all sides equal, and stay quiet`,
  async () => {
    const random = seeded(7);
    const skus = Array.from({ length: SKUS }, (_, index) => `SOAK-${index}`);
    const ids = new Map<string, number>();
    for (const sku of skus)
      for (const where of [shop, other]) ids.set(`${where.id} ${sku}`, await aProduct(where, sku));
    const count = (sku: string) => hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: 100_000 + random.whole(50) });
    await Promise.all(skus.map(count));
    for (const { store } of [shop, other])
      store.control.deliveryFaults.set([
        { kind: "duplicate", probability: 0.1 },
        { kind: "reorder", probability: 0.1 },
      ]);
    const placed: Placed[] = [];
    const inTheStores = () => {
      const where = random.pick([shop, other]);
      if (placed.length > 0 && random.chance(0.6)) return changeInStore(random, random.pick(placed));
      const line = { productId: ids.get(`${where.id} ${random.pick(skus)}`) ?? 0, quantity: 1 + random.whole(3) };
      placed.push({ where, remoteId: Number(where.store.control.placeOrder({ lines: [line] }).id) });
    };
    for (let made = 0; made < EVENTS; made += 20) {
      for (let each = 0; each < 18; each += 1) inTheStores();
      await Promise.all([count(random.pick(skus)), changeInHub(random)]);
    }
    for (const { store } of [shop, other]) store.control.deliveryFaults.clear();

    await allQuiet();
    expect(await numberIn(hub, "outward_work where state = 'waiting'")).toBe(0);
    expect(await numberIn(hub, "parked_work where resolved_at is null")).toBe(0);
    expect(await numberIn(hub, "deliveries where state = 'echo'")).toBeGreaterThan(10);
    for (const sku of skus) {
      const { body } = await hub.call("GET", `/api/v1/stock/${sku}`);
      const available = Number(body.available);
      expect([sku, shown(shop, sku), shown(other, sku)]).toEqual([sku, available, available]);
    }
    const writes = writesTo(shop) + writesTo(other);
    for (const where of [shop, other]) await where.sync();
    await allQuiet();
    expect(writesTo(shop) + writesTo(other)).toBe(writes);
  },
  120_000 + EVENTS * 30,
);

function changeInStore(random: Seeded, { where, remoteId }: Placed): void {
  where.store.control.setOrderStatus(remoteId, random.pick(["completed", "cancelled", "on-hold", "processing"]));
}

async function changeInHub(random: Seeded): Promise<void> {
  const { rows } = await hub.database.pool.query("select id from orders order by id desc limit 50");
  const status = random.pick(["PACKED", "SHIPPED", "DELIVERED"]);
  if (rows.length > 0) await hub.call("PATCH", `/api/v1/orders/${random.pick(rows).id}`, { status });
}

/** Until nothing waits any more; what waits for a time that is far away is due now. */
async function allQuiet(): Promise<void> {
  await eventually(
    async () => {
      for (const { store } of [shop, other]) await store.control.deliveriesSettled();
      const late = "due_at > now() + interval '2 seconds'";
      const hastened = await hub.database.pool.query(
        `update outward_work set due_at = now() where state = 'waiting' and ${late}`,
      );
      if (hastened.rowCount) await hub.hub.upkeep.handle("test");
      return (
        (await numberIn(hub, "outward_work where state = 'waiting'")) === 0 &&
        (await numberIn(hub, "deliveries where state in ('waiting', 'rereading')")) === 0 &&
        (await numberIn(hub, "rereads where reason <> 'written'")) === 0 &&
        (await numberIn(hub, "runs where state in ('waiting', 'running')")) === 0
      );
    },
    "everything was carried out",
    60_000 + EVENTS * 10,
  );
}
