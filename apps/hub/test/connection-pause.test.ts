// A connection that a person has paused: its store is asked nothing, its deliveries are kept, nothing is lost, and all of it goes
// on when the connection is resumed.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { anotherAccount, eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { orders: 3, products: 15 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});
beforeEach(async () => {
  await resume();
  await shop.settled();
});

const path = () => `/api/v1/connections/${shop.id}`;
const pause = () => hub.call("POST", `${path()}/pause`);
const resume = () => hub.call("POST", `${path()}/resume`);
const asked = () => shop.store.control.requests().map(({ method, path }) => `${method} ${path}`);
const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;

test("pausing and resuming can be repeated, and are written down", async () => {
  for (const ask of [pause, pause]) expect(await ask()).toMatchObject({ status: 200, body: { status: "paused" } });
  for (const ask of [resume, resume]) expect(await ask()).toMatchObject({ status: 200, body: { status: "active" } });
  const audited = await query("select 1 from audit_log where subject = $1 and action = 'connection.changed'", [
    `connection:${shop.id}`,
  ]);
  expect(audited.length).toBeGreaterThanOrEqual(4);
  const stranger = await anotherAccount(hub);
  for (const verb of ["pause", "resume"])
    expect(await hub.call("POST", `${path()}/${verb}`, undefined, stranger)).toMatchObject({ status: 404 });
});

test("while it is paused the store is asked nothing, whatever waits and whoever asks", async () => {
  const placed = shop.store.control.placeOrder({});
  const order = await shop.order(placed.id);
  await shop.settled();
  await hub.call("PATCH", path(), { auto_sync: true });
  await pause();
  shop.store.control.resetCounts();

  await hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "DELIVERED" });
  const sku = String(shop.store.control.products().find((each) => each.manage_stock === true)?.sku);
  await hub.call("PUT", `/api/v1/stock/${encodeURIComponent(sku)}`, { on_hand: 77 });
  const run = await hub.call("POST", `${path()}/runs`, { kind: "orders", since: "2020-01-01T00:00:00Z" });
  expect(run).toMatchObject({ status: 202, body: { state: "waiting" } });
  await query(
    "insert into rereads (connection_id, account_id, kind, remote_id, reason) select id, account_id, 'order', $1, 'hint' from connections",
    [String(placed.id)],
  );
  await query("update cursors set updated_at = now() - interval '3 days'");
  await hub.hub.upkeep.handle("test");
  for (const [method, below] of [
    ["POST", "/test"],
    ["GET", "/webhooks"],
    ["POST", "/webhooks"],
  ] as const) {
    expect(await hub.call(method, path() + below, method === "POST" ? {} : undefined)).toMatchObject({
      status: 409,
      body: { code: "connection_paused", remedy: expect.stringContaining("Resume") },
    });
  }
  expect(await hub.call("POST", `${shop.path}/sync`, { limit: 10 })).toMatchObject({ status: 409 });

  // A delivery is taken, stored, and applied where it needs no question.
  const late = shop.store.control.placeOrder({});
  await shop.store.control.deliveriesSettled();
  expect(await shop.order(late.id)).toMatchObject({ status: "PROCESSING" });
  expect(shop.store.control.deliveries().every(({ status }) => status === 200)).toBe(true);
  await hub.hub.upkeep.handle("test");
  expect(asked()).toEqual([]);

  await resume();
  await eventually(
    async () => shop.store.control.order(Number(placed.id)).status === "completed",
    "the status went out",
  );
  await eventually(async () => shop.store.control.productBySku(sku)?.stock_quantity === 77, "the stock went out");
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${run.body.id}`)).body.state === "done",
    "the run went on",
  );
  await eventually(async () => (await query("select 1 from rereads")).length === 0, "what was to be read again was");
  await hub.call("PATCH", path(), { auto_sync: false });
});

test("work that is under way stops before its next request, and goes on where it stopped", async () => {
  for (let count = 0; count < 120; count += 1) shop.store.control.placeOrder({});
  let lists = 0;
  const end = shop.store.control.watch(async ({ path: asked }) => {
    if (!asked.endsWith("/orders")) return;
    lists += 1;
    if (lists === 1) await pause();
  });
  const run = await hub.call("POST", `${path()}/runs`, { kind: "orders", since: "2020-01-01T00:00:00Z" });
  await eventually(async () => (await hub.call("GET", path())).body.status === "paused", "it was paused meanwhile");
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${run.body.id}`)).body.attempts > 0,
    "the run was put off",
  );
  expect(lists).toBe(1);
  end();
  await resume();
  const done = await eventually(async () => {
    const { body } = await hub.call("GET", `/api/v1/runs/${run.body.id}`);
    return body.finished_at !== null && body;
  }, "the run ended");
  expect(done).toMatchObject({ state: "done", failed: 0, error: null });
  expect(done.seen).toBeGreaterThan(120);
});

test("a wish that was put off when the connection was paused is carried out at once when it is resumed", async () => {
  const order = await shop.order(shop.store.control.placeOrder({}).id);
  await shop.settled();
  await pause();
  await hub.call("PATCH", `/api/v1/orders/${order.id}`, { status: "DELIVERED" });
  await query("update outward_work set attempts = 3, due_at = now() + interval '15 minutes' where state = 'waiting'");
  await resume();
  await eventually(
    async () => shop.store.control.order(Number(order.remote_id)).status === "completed",
    "the status went out",
  );
});
