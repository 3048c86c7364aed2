// A sweep that is killed in the middle goes on behind its last range: nothing is compared twice, nothing is left out.
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
import { connect, countOf } from "./support/same-orders.ts";
import { ended } from "./support/sweep.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const ORDERS = 2_000;
const SLOW_MS = 250;

let database: TestDatabase;
let store: WooStore;
let env: Environment;

beforeEach(async () => {
  [database, store] = await Promise.all([createTestDatabase(), startWooStore({ orders: ORDERS, products: 5 })]);
  env = onDatabase(database.url, await freePort());
});
afterEach(async () => {
  await endHubProcesses();
  await Promise.all([database?.close(), store?.close()]);
});

test(
  "a hub that is killed in the middle of a sweep compares every range once and finds what differs on both sides of the kill",
  async () => {
    const first = await startUsableHub(env);
    await connect(first, store, { autoSync: true });
    const open = "runs where state in ('waiting', 'running')";
    await eventually(
      async () => (await countOf(database.pool, "orders")) > 1_800 && (await countOf(database.pool, open)) === 0,
      "everything was read",
      SETTLE_MS,
    );
    const live = store.control.orders().filter(({ status }) => status === "processing");
    const tampered = [live[5], live.at(-5)].map((order) => Number(order?.id));
    for (const id of tampered) store.control.tamperOrder(id, { status: "completed" });
    store.control.faults.set([{ kind: "latency", ms: SLOW_MS, match: { method: "GET", path: /\/orders/ } }]);
    store.control.resetCounts();
    const { rows } = await database.pool.query("select public_id from connections");
    const path = `/api/v1/connections/${rows[0].public_id}/reconcile`;
    const { body } = await first.call("POST", path, { domains: ["orders"] });
    await eventually(async () => (await progress()).ranges >= 6, "some ranges were compared", SETTLE_MS);
    await first.signal("SIGKILL");
    const atKill = await progress();
    expect(atKill).toMatchObject({ state: "running" });
    expect(atKill.ranges).toBeLessThan(15);
    const second = await startUsableHub(env);
    const sweep = await ended(second, body.id, SETTLE_MS);
    expect(sweep.rows.map(({ remote_id }) => Number(remote_id))).toEqual(tampered);
    const listed = store.control.orders().filter(({ status }) => status !== "checkout-draft").length;
    // Each range once: a page each, and one to close each of the two lists.
    expect(sweep.domains.orders).toMatchObject({ listed, drift_before: 2, drift_after: 0, ranges_apart: 2 });
    expect(store.control.counts().requests["GET /orders"]).toBeLessThan(2 * (ORDERS / 100));
  },
  PATIENCE_MS,
);

async function progress(): Promise<{ ranges: number; state: string }> {
  const { rows } = await database.pool.query(
    "select d.ranges, r.state from reconcile_domains d join reconciles r on r.id = d.reconcile_id",
  );
  return rows[0] ?? { ranges: 0, state: "" };
}
