// Two workers and many stores: one that hangs and one that is throttled delay no other, and both workers together never ask
// a store more often than its limit allows.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterEach, expect, test } from "vitest";
import {
  type Environment,
  endHubProcesses,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startHubProcess,
  startUsableHub,
  type UsableHub,
} from "./support/hub-process.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const STORES = 20;
const ORDERS = 12;
const PLACED = 25;
/** Ten may go at once, then so many a second. */
const RATE = 5;
const BURST = 10;
/** The store notes the second of each request only. */
const STAMP_MS = 1000;

let stores: readonly WooStore[] = [];
let database: TestDatabase | undefined;

afterEach(async () => {
  await endHubProcesses();
  await Promise.all(stores.map((store) => store.close()));
  await database?.close();
});

test(
  "one store that hangs and one that is throttled delay no other",
  async () => {
    database = await createTestDatabase();
    const options = (seed: number) => ({ orders: ORDERS, products: 2, customers: 2, seed });
    stores = await Promise.all(Array.from({ length: STORES }, (_, index) => startWooStore(options(index + 1))));
    const [hanging, throttled, ...others] = stores;
    const hub = await startUsableHub(inRole("api", database));
    const ids = new Map<WooStore, string>();
    for (const store of stores) ids.set(store, await connect(hub, store));
    for (const store of stores) store.control.resetCounts();
    hanging?.control.faults.set({ kind: "stall" });
    throttled?.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 20 });
    await Promise.all([startHubProcess(inRole("worker", database)), startHubProcess(inRole("worker", database))]);
    const started = performance.now();

    for (const id of ids.values()) {
      const reply = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind: "orders" });
      expect(reply.status, JSON.stringify(reply.body)).toBe(202);
    }
    const wanted = others.length * ORDERS;
    await eventually(async () => (await countOrders()) === wanted, "all orders of the others were read", SETTLE_MS);
    const tookMs = performance.now() - started;

    // A request that hangs is given up after half a minute: nobody may have waited for that.
    expect(tookMs).toBeLessThan(20_000);
    expect(hanging?.control.requests().length).toBeGreaterThan(0);
    expect(throttled?.control.requests().length).toBeLessThanOrEqual(4);
    const { rows } = await database.pool.query("select state from runs where state in ('failed', 'stopped')");
    expect(rows).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "two workers share the limit of a store, whatever else they have to do",
  async () => {
    database = await createTestDatabase();
    const store = await startWooStore({ orders: 0, products: 2, customers: 2 });
    stores = [store];
    for (let index = 0; index < PLACED; index += 1) store.control.placeOrder({ status: "processing" });
    const hub = await startUsableHub(inRole("api", database));
    const id = await connect(hub, store);
    await Promise.all([startHubProcess(inRole("worker", database)), startHubProcess(inRole("worker", database))]);
    await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind: "orders" });
    await eventually(async () => (await countOrders()) === PLACED, "the orders were read", SETTLE_MS);
    const { orders } = (await hub.call("GET", "/api/v1/orders?limit=100")).body;
    const open = orders.filter((order: { remote_status: string }) => order.remote_status === "processing");
    store.control.resetCounts();

    const started = Date.now();
    // Each becomes a request that looks and one that writes.
    await Promise.all(
      open.map((order: { id: number }) => hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "DELIVERED" })),
    );
    for (const kind of ["orders", "products", "customers"])
      await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind });
    const isDone = async () => store.control.orders().every((order) => order.status !== "processing");
    await eventually(isDone, "the store shows all of them completed", SETTLE_MS);
    const times = store.control.requests().map(({ at }) => new Date(at).getTime());
    expect(times.length).toBeGreaterThan(2 * open.length);
    expect(times.length).toBeGreaterThan(BURST + RATE);
    expect(mostAbove(times, started)).toBeLessThanOrEqual(0);
  },
  PATIENCE_MS,
);

function inRole(role: "api" | "worker", { url }: TestDatabase): Environment {
  return { ...onDatabase(url), LOGIX_ROLE: role, LOGIX_STORE_RATE: String(RATE) };
}

async function connect(hub: UsableHub, store: WooStore): Promise<string> {
  const body = {
    store_url: store.url,
    consumer_key: store.consumerKey,
    consumer_secret: store.consumerSecret,
    auto_sync: false,
  };
  const reply = await hub.call("POST", "/api/v1/woocommerce/integrations", body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.integration.id;
}

async function countOrders(): Promise<number> {
  const found = await database?.pool.query("select count(*)::int as count from orders");
  return found?.rows[0].count;
}

/** By how many the requests until any moment exceed what the limit allows since `started`; on a busy machine they come late. */
function mostAbove(times: readonly number[], started: number): number {
  return Math.max(...times.map((at, index) => index + 1 - (BURST + (RATE * (at + STAMP_MS - started)) / 1000)));
}
