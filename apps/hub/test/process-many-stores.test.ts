// Two workers and many stores: those that hang and one that is throttled delay no other, and both workers together never ask
// a store more often than its limit allows.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, expect, test } from "vitest";
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

const STORES = 24;
/** With three runs each, more than both processes work on at once: they would hold every worker until they are given up. */
const HANGING = 8;
const ORDERS = 8;
const PLACED = 25;
/** Ten may go at once, then so many a second. */
const RATE = 5;
const BURST = 10;
/** The store notes the second of each request only. */
const STAMP_MS = 1000;

const stores: WooStore[] = [];
let database: TestDatabase;
let hub: UsableHub;

/** One api and two workers for both tests. */
async function startAll(): Promise<void> {
  database = await createTestDatabase();
  hub = await startUsableHub(inRole("api"));
  await Promise.all([startHubProcess(inRole("worker")), startHubProcess(inRole("worker"))]);
}
let starting: Promise<void> | undefined;
const started = () => {
  starting ??= startAll();
  return starting;
};
afterAll(async () => {
  await endHubProcesses();
  await Promise.all(stores.map((store) => store.close()));
  await database?.close();
});

test(
  "stores that hang and one that is throttled delay no other",
  async () => {
    await started();
    const opened = await Promise.all(Array.from({ length: STORES }, (_, index) => openStore(ORDERS, index + 1)));
    const ids = await Promise.all(opened.map(connect));
    const hanging = opened.slice(0, HANGING);
    const throttled = opened[HANGING];
    const others = ids.slice(HANGING + 1);
    for (const store of opened) store.control.resetCounts();
    for (const store of hanging) store.control.faults.set({ kind: "stall" });
    throttled?.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 20 });

    const beganAt = performance.now();
    // Those in trouble first: whoever asks after them must not have to wait for them.
    for (const kind of ["products", "customers"])
      await Promise.all(ids.slice(0, HANGING).map((id) => requestRun(id, kind)));
    for (const id of ids) await requestRun(id, "orders");
    const isRead = async () => (await countOrders(others)) === others.length * ORDERS;
    await eventually(isRead, "all orders of the others were read", SETTLE_MS);
    const tookMs = performance.now() - beganAt;

    // A request that hangs is given up after half a minute: nobody may have waited for that.
    expect(tookMs).toBeLessThan(20_000);
    for (const store of hanging) expect(store.control.requests().length).toBeGreaterThan(0);
    expect(throttled?.control.requests().length).toBeLessThanOrEqual(4);
    const { rows } = await database.pool.query("select state from runs where state in ('failed', 'stopped')");
    expect(rows).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  "two workers share the limit of a store, whatever else they have to do",
  async () => {
    await started();
    const store = await openStore(0, STORES + 1);
    for (let index = 0; index < PLACED; index += 1) store.control.placeOrder({ status: "processing" });
    const id = await connect(store);
    await requestRun(id, "orders");
    await eventually(async () => (await countOrders([id])) === PLACED, "the orders were read", SETTLE_MS);
    const { orders } = (await hub.call("GET", `/api/v1/orders?limit=100&connection_id=${id}`)).body;
    const open = orders.filter((order: { remote_status: string }) => order.remote_status === "processing");
    store.control.resetCounts();

    const beganAt = Date.now();
    // Each becomes a request that looks and one that writes.
    await Promise.all(
      open.map((order: { id: number }) => hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "DELIVERED" })),
    );
    for (const kind of ["orders", "products", "customers"]) await requestRun(id, kind);
    const isDone = async () => store.control.orders().every((order) => order.status !== "processing");
    await eventually(isDone, "the store shows all of them completed", SETTLE_MS);
    const times = store.control.requests().map(({ at }) => new Date(at).getTime());
    expect(open).toHaveLength(PLACED);
    expect(times.length).toBeGreaterThan(BURST + RATE);
    expect(mostAbove(times, beganAt)).toBeLessThanOrEqual(0);
  },
  PATIENCE_MS,
);

function inRole(role: "api" | "worker"): Environment {
  return { ...onDatabase(database.url), LOGIX_ROLE: role, LOGIX_STORE_RATE: String(RATE) };
}

async function openStore(orders: number, seed: number): Promise<WooStore> {
  const store = await startWooStore({ orders, products: 2, customers: 2, seed });
  stores.push(store);
  return store;
}

async function connect(store: WooStore): Promise<string> {
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

async function requestRun(id: string, kind: string): Promise<void> {
  const reply = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
}

async function countOrders(ids: readonly string[]): Promise<number> {
  const found = await database.pool.query(
    "select count(*)::int as count from orders o join connections c on c.id = o.connection_id where c.public_id = any($1)",
    [ids],
  );
  return found.rows[0].count;
}

/** By how many the requests until any moment exceed what the limit allows since `started`; on a busy machine they come late. */
function mostAbove(times: readonly number[], started: number): number {
  return Math.max(...times.map((at, index) => index + 1 - (BURST + (RATE * (at + STAMP_MS - started)) / 1000)));
}
