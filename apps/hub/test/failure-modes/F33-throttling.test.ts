// F33: a store that asks for fewer requests gets fewer, its work is put off rather than slept through, no other store waits for
// it, and nothing switches itself off without telling anybody or without coming back.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let slow: ConnectedStore;
let quick: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  slow = await connectStore(hub, { orders: 0, products: 5, webhooks: false });
  quick = await connectStore(hub, { orders: 0, products: 5, webhooks: false });
});
afterAll(async () => {
  await Promise.all([hub?.close(), slow?.store.close(), quick?.store.close()]);
});
afterEach(async () => {
  slow.store.control.faults.clear();
  await query("delete from rate_limits");
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const numberOf = async (shop: ConnectedStore): Promise<number> =>
  (await query("select id from connections where public_id = $1", [shop.id]))[0].id;
const bucketOf = async (shop: ConnectedStore) =>
  (
    await query(
      "select slowness, busy_until - extract(epoch from clock_timestamp()) * 1000 as ahead_ms from rate_limits where key = $1",
      [`store:${await numberOf(shop)}:default`],
    )
  )[0];
const startRun = (shop: ConnectedStore, kind = "orders") =>
  hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind, since: "2020-01-01T00:00:00Z" });
const attemptsOf = async (run: number) => (await hub.call("GET", `/api/v1/runs/${run}`)).body.attempts;
const asked = (shop: ConnectedStore) => shop.store.control.requests().length;
const statusOf = async (shop: ConnectedStore) => (await hub.call("GET", `/api/v1/connections/${shop.id}`)).body.status;

test.each([
  ["429 with Retry-After", { status: 429, retryAfterSeconds: 30 }, 30],
  ["503 with Retry-After", { status: 503, retryAfterSeconds: 45 }, 45],
  ["429 without a word", { status: 429 }, 10],
])(
  "F33 %s closes the bucket for as long as was asked, and the work is put off until then",
  async (_, fault, seconds) => {
    slow.store.control.faults.set({ kind: "status", times: 1, ...fault });
    slow.store.control.resetCounts();
    const run = (await startRun(slow)).body;
    await eventually(async () => (await hub.call("GET", `/api/v1/runs/${run.id}`)).body.attempts > 0, "it was put off");
    expect(asked(slow)).toBe(1);
    const { slowness, ahead_ms: ahead } = await bucketOf(slow);
    expect(slowness).toBe(2);
    expect(ahead).toBeGreaterThan((seconds - 5) * 1000);
    // No worker sleeps on it: the job waits in the queue.
    const jobs = () =>
      query(
        "select start_after, state from pgboss.job where name = 'runs' and data->>'key' = $1 and state < 'completed'",
        [String(run.id)],
      );
    await eventually(async () => (await jobs()).every((job) => job.state !== "active"), "the worker was free again");
    if (fault.status === 429)
      expect((await jobs()).some((job) => job.start_after.getTime() > Date.now() + (seconds - 8) * 1000)).toBe(true);
    // A 503 may be over sooner: the next attempt comes, and finds the bucket closed.
    else await eventually(async () => (await attemptsOf(run.id)) > 1, "it was put off once more");
    expect(asked(slow)).toBe(1);
    expect(await statusOf(slow)).toBe("active");
    await query("delete from rate_limits");
    await hub.database.pool.query("update runs set attempts = 0 where id = $1", [run.id]);
    await hub.hub.upkeep.handle("test");
    await eventually(async () => (await hub.call("GET", `/api/v1/runs/${run.id}`)).body.state === "done", "it went on");
  },
);

test("F33 each complaint halves the rate, each good answer gives a step back: down by half, up by little", async () => {
  const complain = async () => {
    await query("update rate_limits set busy_until = 0");
    slow.store.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 0, times: 1 });
    await hub.call("POST", `/api/v1/connections/${slow.id}/test`);
    return (await bucketOf(slow)).slowness;
  };
  expect([await complain(), await complain(), await complain()]).toEqual([2, 4, 8]);
  await query("update rate_limits set busy_until = 0");
  await hub.call("POST", `/api/v1/connections/${slow.id}/test`);
  const after = (await bucketOf(slow)).slowness;
  expect(after).toBeLessThan(8);
  expect(after).toBeGreaterThan(4);
});

test("F33 the bucket belongs to one connection and one operation", async () => {
  slow.store.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 60 });
  await hub.call("POST", `/api/v1/connections/${slow.id}/test`);
  expect((await bucketOf(slow)).slowness).toBe(2);
  expect((await bucketOf(quick))?.slowness ?? 1).toBe(1);
  expect(await hub.call("POST", `/api/v1/connections/${quick.id}/test`)).toMatchObject({ status: 200 });
});

test("F33 a store that is throttled in everything it does never delays another", async () => {
  slow.store.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 60 });
  for (const kind of ["orders", "products", "customers"]) await startRun(slow, kind);
  const connection = await numberOf(slow);
  await query(
    "insert into rereads (connection_id, account_id, kind, remote_id, reason) select id, account_id, 'order', n::text, 'hint' from connections, generate_series(1, 50) n where id = $1",
    [connection],
  );
  await hub.hub.upkeep.handle("test");
  const started = performance.now();
  const placed = Array.from({ length: 20 }, () => quick.store.control.placeOrder({}));
  await startRun(quick);
  for (const { id } of placed) await quick.order(id);
  // Of the 60 seconds for which the other one is closed, none is felt here.
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(await statusOf(slow)).toBe("active");
  await query("delete from rereads where connection_id = $1", [connection]);
});

test("F33 however often it complains it is not switched off, and what waited is done once it stops", async () => {
  const [before] = await query("select id, attempts from runs order by id desc limit 1");
  slow.store.control.faults.set({ kind: "status", status: 429, retryAfterSeconds: 0 });
  const placed = slow.store.control.placeOrder({});
  const run = (await startRun(slow)).body;
  expect(run.id).toBeGreaterThan(before.id);
  await query("update runs set attempts = 10000 where id = $1", [run.id]);
  await query("update rate_limits set busy_until = 0");
  await hub.hub.upkeep.handle("test");
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${run.id}`)).body.attempts > 10_000,
    "it was tried once more",
  );
  expect((await hub.call("GET", `/api/v1/runs/${run.id}`)).body).toMatchObject({ state: "running", error: null });
  expect(await statusOf(slow)).toBe("active");
  slow.store.control.faults.clear();
  await query("delete from rate_limits");
  await query("update runs set attempts = 0 where id = $1", [run.id]);
  await hub.hub.upkeep.handle("test");
  expect(await slow.order(placed.id)).toMatchObject({ status: "PROCESSING" });
});

test("F33 where a store turns us away altogether somebody is told, and it comes back by itself with all that waited", async () => {
  await query("update runs set state = 'stopped', finished_at = now() where state in ('waiting', 'running')");
  const openAlerts = async () => (await hub.call("GET", "/api/v1/alerts?state=open&limit=100")).body.alerts;
  const cutOff = async () =>
    (await openAlerts()).find((alert: { code: string }) => alert.code === "connection_cut_off");
  expect(await cutOff()).toBeUndefined();
  slow.store.control.faults.set({ kind: "rest-closed" });
  const placed = slow.store.control.placeOrder({});
  const run = (await startRun(slow)).body;
  await eventually(async () => (await statusOf(slow)) === "disconnected", "the connection waits");
  expect(await cutOff()).toMatchObject({ severity: "critical", detail: expect.any(String) });
  slow.store.control.faults.clear();
  await query("update connections set updated_at = now() - interval '20 minutes' where public_id = $1", [slow.id]);
  await hub.hub.upkeep.handle("test");
  await eventually(async () => (await statusOf(slow)) === "active", "it was tried again");
  expect(await slow.order(placed.id)).toMatchObject({ status: "PROCESSING" });
  expect((await hub.call("GET", `/api/v1/runs/${run.id}`)).body.error?.code ?? null).toBeNull();
});
