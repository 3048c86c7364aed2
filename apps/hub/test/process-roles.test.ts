// One process that answers and two that work, on one database: nothing is applied twice, nothing out of order.
import { afterEach, expect, test } from "vitest";
import {
  type Environment,
  endHubProcesses,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startHubProcess,
  startUsableHub,
} from "./support/hub-process.ts";
import { connect, countOf, ordersHeld, ordersIn, receiverOf } from "./support/same-orders.ts";
import { deliverAll, LIFE, shuffled, storeWithLives, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const ORDERS = 120;

afterEach(endHubProcesses);

test(
  "an api process stores deliveries, two workers apply them, each order's life in its order and once",
  async () => {
    const database = await createTestDatabase();
    const { store, deliveries } = await storeWithLives(ORDERS);
    const hub = await startUsableHub(inRole("api", database));
    const address = receiverOf(hub, await connect(hub, store, { webhookSecret: WEBHOOK_SECRET }));
    const mixed = shuffled(deliveries);
    const early = mixed.slice(0, 200);
    const late = mixed.slice(200);

    expect(await deliverAll(address, early)).toHaveLength(early.length);
    expect(await countOf(database.pool, "deliveries where state = 'waiting'")).toBe(early.length);
    expect(await countOf(database.pool, "orders")).toBe(0);

    await Promise.all([startHubProcess(inRole("worker", database)), startHubProcess(inRole("worker", database))]);
    expect(await deliverAll(address, late)).toHaveLength(late.length);
    // The same once more, as stores do: no news for anybody.
    expect(await deliverAll(address, early)).toHaveLength(early.length);
    await eventually(
      async () => (await countOf(database.pool, "deliveries where state in ('waiting', 'rereading')")) === 0,
      "everything is applied",
      SETTLE_MS,
    );

    expect(await ordersHeld(database.pool)).toEqual(ordersIn(store));
    for (const life of await livesOf(database)) expect(life).toEqual(inOrder(life));
    expect(await countOf(database.pool, "deliveries")).toBe(deliveries.length);
    await Promise.all([database.close(), store.close()]);
  },
  PATIENCE_MS,
);

function inRole(role: "api" | "worker", database: TestDatabase): Environment {
  return { ...onDatabase(database.url), LOGIX_ROLE: role };
}

/** What the store's words for each order were, one after the other. */
async function livesOf({ pool }: TestDatabase): Promise<string[][]> {
  const { rows } = await pool.query<{ life: string[] }>(
    "select array_agg(to_remote order by id) as life from order_history group by order_id",
  );
  expect(rows).toHaveLength(ORDERS);
  return rows.map((row) => row.life);
}

/** Steps may be missing where a later one came first, but none comes twice or after a later one. */
function inOrder(life: readonly string[]): string[] {
  return LIFE.filter((status) => life.includes(status));
}
