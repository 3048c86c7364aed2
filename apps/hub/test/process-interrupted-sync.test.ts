// A backfill that is cut short, politely or not, goes on after a restart: nothing lost, nothing doubled.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Environment,
  endHubProcesses,
  freePort,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startUsableHub,
} from "./support/hub-process.ts";
import { connect, countOf, ordersHeld, ordersIn } from "./support/same-orders.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const ORDERS = 3_000;
/** A page takes so long that the backfill needs more than one slice of work. */
const SLOW_MS = 250;

let database: TestDatabase;
let store: WooStore;
let env: Environment;

beforeEach(async () => {
  [database, store] = await Promise.all([createTestDatabase(), startWooStore({ orders: ORDERS, products: 20 })]);
  store.control.faults.set([{ kind: "latency", ms: SLOW_MS, match: { method: "GET", path: /\/orders/ } }]);
  env = onDatabase(database.url, await freePort());
});
afterEach(async () => {
  await endHubProcesses();
  await Promise.all([database.close(), store.close()]);
});

test(
  "a hub that is told to stop in the middle of a backfill goes on with it after a restart",
  async () => {
    const hub = await startUsableHub(env);
    await connect(hub, store, { autoSync: true });
    await heldMoreThan(300);
    expect(await hub.signal("SIGTERM")).toMatchObject({ code: 0 });
    const { state } = await ordersRun();
    expect(state).toBe("running");
    await startUsableHub(env);
    await expectWholeStore();
  },
  PATIENCE_MS,
);

test(
  "a hub that is killed in the middle of a backfill loses and doubles nothing",
  async () => {
    let hub = await startUsableHub(env);
    await connect(hub, store, { autoSync: true });
    for (const enough of [300, 1_500]) {
      await heldMoreThan(enough);
      await hub.signal("SIGKILL");
      expect(await ordersRun()).toMatchObject({ state: "running" });
      hub = await startUsableHub(env);
    }
    await expectWholeStore();
  },
  PATIENCE_MS,
);

async function expectWholeStore(): Promise<void> {
  const open = "runs where state in ('waiting', 'running')";
  await eventually(async () => (await countOf(database.pool, open)) === 0, "all runs ended", SETTLE_MS);
  const inStore = ordersIn(store);
  expect(await ordersHeld(database.pool)).toEqual(inStore);
  const drafts = store.control.orders().length - inStore.length;
  const run = await ordersRun();
  expect(run).toMatchObject({ state: "done", seen: inStore.length, ignored: drafts, failed: 0, error: null });
  expect(run).toMatchObject({ created: inStore.length, updated: 0, unchanged: 0 });
  expect(await countOf(database.pool, "order_history where from_status is null")).toBe(inStore.length);
  await expectCursorAt(run.reads_until);
}

/** Everything until the beginning of the run is read; no pass is open any more. */
async function expectCursorAt(moment: Date): Promise<void> {
  const { rows } = await database.pool.query("select * from cursors where kind = 'orders'");
  expect(rows).toMatchObject([{ read_until: moment, checkpoint: null, reading_until: null }]);
}

async function ordersRun() {
  const { rows } = await database.pool.query("select * from runs where kind = 'orders'");
  expect(rows).toHaveLength(1);
  return rows[0];
}

async function heldMoreThan(count: number): Promise<void> {
  await eventually(
    async () => (await countOf(database.pool, "orders")) > count,
    `${count} orders were there`,
    SETTLE_MS,
  );
}
