// F18: how far a store has been read never passes what is neither stored nor parked, and a store is told of nothing
// before it is safe here.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { endOfRun, finishedRun } from "../support/finished-run.ts";
import { poison } from "../support/poison.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});
beforeEach(async () => {
  await shop?.store.close();
  shop = await connectStore(hub, { orders: 0, products: 5, webhooks: false });
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const cursor = async () =>
  (
    await query(
      "select k.* from cursors k join connections c on c.id = k.connection_id where c.public_id = $1 and k.kind = 'orders'",
      [shop.id],
    )
  )[0];
const here = async () =>
  (
    await query("select remote_id from orders o join connections c on c.id = o.connection_id where c.public_id = $1", [
      shop.id,
    ])
  ).map((row) => row.remote_id);
const place = (count: number, note = "") =>
  Array.from({ length: count }, () => String(shop.store.control.placeOrder({ note }).id));
const start = async () => (await hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind: "orders" })).body.id;
/** What waits for its next attempt is tried now. */
const again = async () => {
  await query("update rereads set due_at = now()");
  await query("update runs set attempts = 0 where state = 'running'");
  await hub.hub.upkeep.handle("test");
};

test("F18 a store that fails in the middle leaves the cursor where it was, and the run goes on behind its last page", async () => {
  const placed = place(250);
  const end = shop.store.control.watch(({ path, query: asked }) => {
    if (path.endsWith("/orders") && Number(asked.offset) > 150)
      shop.store.control.faults.set({ kind: "status", status: 500, match: { method: "GET", path: "/orders" } });
  });
  const id = await start();
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${id}`)).body.error !== null,
    "the run was put off",
  );
  expect(await cursor()).toMatchObject({ read_until: null, checkpoint: { offset: 199 } });
  expect((await here()).length).toBe(199);
  end();
  shop.store.control.faults.clear();
  shop.store.control.resetCounts();
  await again();
  expect(await endOfRun(hub, id)).toMatchObject({ state: "done", seen: 250, error: null });
  expect((await here()).sort()).toEqual([...placed].sort());
  expect((await cursor()).read_until).not.toBeNull();
  const offsets = shop.store.control
    .requests()
    .filter(({ path, query: asked }) => path.endsWith("/orders") && asked.status !== "trash");
  expect(Math.min(...offsets.map(({ query: asked }) => Number(asked.offset)))).toBeGreaterThan(150);
});

test("F18 what cannot be stored is parked before the cursor passes it, and is tried again on its own", async () => {
  const cure = await poison(hub, "orders");
  const good = place(20);
  const [bad] = place(1, "poison");
  const run = await finishedRun(hub, shop.id, { kind: "orders" });
  expect(run).toMatchObject({ state: "done", seen: 20, failed: 1 });
  expect((await here()).sort()).toEqual([...good].sort());
  expect((await cursor()).read_until).not.toBeNull();
  const parked = async () =>
    (await query("select resolution from parked_work where remote_id = $1 order by id desc", [bad]))[0];
  expect(await parked()).toEqual({ resolution: null });
  // A later run has nothing to do with it: the order was not modified since. It comes back by itself.
  await cure();
  shop.store.control.resetCounts();
  await again();
  expect(await shop.order(bad)).toMatchObject({ status: "PROCESSING" });
  expect(await parked()).toEqual({ resolution: "healed" });
  expect(shop.store.control.counts().requests["GET /orders"]).toBeUndefined();
});

test("F18 where it can neither be stored nor parked the cursor stays", async () => {
  const cures = [await poison(hub, "orders"), await poison(hub, "parked_work")];
  const placed = [...place(3), ...place(1, "poison"), ...place(3)];
  const id = await start();
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${id}`)).body.error !== null,
    "the run was put off",
  );
  expect((await cursor())?.read_until ?? null).toBeNull();
  for (const cure of cures) await cure();
  await again();
  expect(await endOfRun(hub, id)).toMatchObject({ state: "done" });
  expect((await here()).sort()).toEqual([...placed].sort());
});

test("F18 an import marks nothing as done in the store, before or after it is stored", async () => {
  const placed = place(30);
  shop.store.control.resetCounts();
  await finishedRun(hub, shop.id, { kind: "orders" });
  expect((await here()).length).toBe(placed.length);
  expect(shop.store.control.counts().updates).toEqual({});
  expect(shop.store.control.requests().filter(({ method }) => method !== "GET")).toEqual([]);
});
