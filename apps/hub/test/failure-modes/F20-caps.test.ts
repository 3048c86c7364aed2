// F20: a run that meets a limit before the end says so, warns, and can be gone on with; nothing is cut off in silence.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { finishedRun } from "../support/finished-run.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
const SINCE = "2020-01-01T00:00:00Z";

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});
beforeEach(async () => {
  await shop?.store.close();
  shop = await connectStore(hub, { orders: 250, products: 5, webhooks: false });
});

const inStore = () => shop.store.control.orders().filter((order) => order.status !== "checkout-draft").length;
const here = async () => {
  const { rows } = await hub.database.pool.query(
    "select count(*)::int as count from orders o join connections c on c.id = o.connection_id where c.public_id = $1",
    [shop.id],
  );
  return rows[0].count;
};

test.each([
  ["from where the last one ended", {}],
  ["with a beginning of its own", { since: SINCE }],
])("F20 a run %s that meets its limit is incomplete, warns, and is gone on with to the end", async (_, filter) => {
  let run = await finishedRun(hub, shop.id, { kind: "orders", limit: 100, ...filter });
  expect(run).toMatchObject({
    state: "incomplete",
    seen: expect.any(Number),
    warning: expect.stringMatching(/limit of 100 .* \(the store has \d+\)/),
    resume_cursor: expect.any(String),
  });
  expect(await here()).toBeLessThanOrEqual(100);
  const { rows } = await hub.database.pool.query(
    "select read_until from cursors where read_until is not null and kind = 'orders' and connection_id = $1",
    [run.connection_id],
  );
  expect(rows).toEqual([]);
  shop.store.control.resetCounts();
  for (let rounds = 0; run.state === "incomplete"; rounds += 1) {
    expect(rounds).toBeLessThan(5);
    run = await finishedRun(hub, shop.id, { kind: "orders", limit: 100, resume_cursor: run.resume_cursor });
  }
  expect(run).toMatchObject({ state: "done", warning: null, resume_cursor: null });
  expect(await here()).toBe(inStore());
  const again = shop.store.control
    .requests()
    .filter(({ path, query }) => path.endsWith("/orders") && query.offset === "0" && query.status !== "trash");
  expect(again).toEqual([]);
});

test("F20 a cursor that leads nowhere is refused, not taken for the beginning", async () => {
  const path = `/api/v1/connections/${shop.id}/runs`;
  const done = await finishedRun(hub, shop.id, { kind: "orders", since: SINCE });
  expect(done).toMatchObject({ state: "done", warning: null, resume_cursor: null });
  const ofDone = Buffer.from(`run:${done.id}`).toString("base64url");
  for (const resume_cursor of ["nonsense", ofDone, Buffer.from("run:999999999").toString("base64url")]) {
    expect(await hub.call("POST", path, { kind: "orders", resume_cursor })).toMatchObject({
      status: 400,
      body: { code: "resume_cursor_unknown", remedy: expect.any(String) },
    });
  }
});

test("F20 a limit that is not met is no warning, and one that is met exactly neither", async () => {
  const total = inStore();
  expect(await finishedRun(hub, shop.id, { kind: "orders", since: SINCE, limit: 1_000 })).toMatchObject({
    state: "done",
    warning: null,
  });
  const { body } = await hub.call("POST", `${shop.path}/sync`, { limit: 100, since: SINCE });
  expect(body.result).toMatchObject({ has_more: true });
  expect(total).toBeGreaterThan(100);
});
