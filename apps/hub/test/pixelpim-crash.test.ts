// A hub that is killed in the middle of an import or an export: after a restart the rest is done, and nothing twice.
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
  type UsableHub,
} from "./support/hub-process.ts";
import { connectionOf, PIM } from "./support/pim-hub.ts";
import { aProduct } from "./support/pim-products.ts";
import { countOf } from "./support/same-orders.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const PRODUCTS = 1_000;

let database: TestDatabase;
let store: WooStore;
let env: Environment;

beforeEach(async () => {
  database = await createTestDatabase();
  env = {
    ...onDatabase(database.url, await freePort()),
    LOGIX_STORE_RATE: "1000",
    LOGIX_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  };
});
afterEach(async () => {
  await endHubProcesses();
  await Promise.all([database.close(), store.close()]);
});

async function connected(hub: UsableHub): Promise<number> {
  const reply = await hub.call("POST", `${PIM}/connections`, connectionOf(store));
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201 });
  return reply.body.id;
}

async function endOf(hub: UsableHub, connection: number) {
  const { rows } = await database.pool.query("select max(id) as id from runs");
  return eventually(
    async () => {
      const { body } = await hub.call("GET", `${PIM}/connections/${connection}/runs/${rows[0].id}`);
      return body.state === "done" && body;
    },
    "the run was done",
    SETTLE_MS,
  );
}

test(
  "an import goes on after a kill",
  async () => {
    store = await startWooStore({ orders: 0, products: PRODUCTS });
    const hub = await startUsableHub(env);
    const connection = await connected(hub);
    store.control.faults.set({ kind: "latency", ms: 150, match: { method: "GET", path: /\/products/ } });
    hub.call("POST", `${PIM}/connections/import`, { connectionId: connection }).catch(() => {}); // cut off by the kill
    await eventually(async () => (await countOf(database.pool, "products")) > 150, "some were imported", SETTLE_MS);
    await hub.signal("SIGKILL");
    store.control.faults.clear();
    const imported = await countOf(database.pool, "products where parent_id is null");
    const inStore = store.control.products().filter(({ type }) => type !== "variation").length;
    expect(imported).toBeLessThan(inStore);

    const result = await endOf(await startUsableHub(env), connection);
    // In the sandbox some variations have the SKU of another product: those fail, each time and alone.
    const { importedCount, updatedCount, failedCount, products } = result;
    expect([importedCount + failedCount, updatedCount]).toEqual([inStore, 0]);
    expect(new Set(products.map(({ wooProductId }: { wooProductId: number }) => wooProductId)).size).toBe(inStore);
    expect(await countOf(database.pool, "products where parent_id is null")).toBe(importedCount);
    expect(failedCount).toBeLessThan(inStore / 20);
  },
  PATIENCE_MS,
);

test(
  "an export goes on after a kill and makes no product twice",
  async () => {
    store = await startWooStore({ orders: 0, products: 0 });
    const hub = await startUsableHub(env);
    const connection = await connected(hub);
    const productIds: number[] = [];
    for (let made = 0; made < 400; made += 1) {
      productIds.push((await hub.call("POST", "/api/v1/products", aProduct())).body.id);
    }
    store.control.faults.set({ kind: "latency", ms: 200 });
    const body = { connectionId: connection, productIds, fieldsToExport: ["name", "sku", "price"] };
    hub.call("POST", `${PIM}/connections/export`, body).catch(() => {}); // cut off by the kill
    await eventually(async () => store.control.products().length > 120, "some were exported", SETTLE_MS);
    await hub.signal("SIGKILL");
    store.control.faults.clear();
    expect(await countOf(database.pool, "runs where state = 'running'")).toBe(1);

    const result = await endOf(await startUsableHub(env), connection);
    expect(result).toMatchObject({ syncedCount: 400, failedCount: 0 });
    expect(store.control.products()).toHaveLength(400);
    expect(await countOf(database.pool, "product_links where sync_status = 'synced'")).toBe(400);
  },
  PATIENCE_MS,
);
