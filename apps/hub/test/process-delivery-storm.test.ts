// A hub that is killed while deliveries rain on it: what was answered with a 2xx is applied after a restart, once.
import { afterEach, expect, test } from "vitest";
import {
  endHubProcesses,
  freePort,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startUsableHub,
} from "./support/hub-process.ts";
import { connect, countOf, ordersHeld, ordersIn, receiverOf } from "./support/same-orders.ts";
import { deliverAll, LIFE, shuffled, storeWithLives, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { createTestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

const ORDERS = 400;
const DELIVERIES = ORDERS * LIFE.length;

afterEach(endHubProcesses);

test(
  "deliveries that were answered with a 2xx survive kill -9; in the end the hub shows what the store shows",
  async () => {
    const database = await createTestDatabase();
    const { store, deliveries } = await storeWithLives(ORDERS);
    const env = onDatabase(database.url, await freePort());
    const first = await startUsableHub(env);
    const integration = await connect(first, store, { webhookSecret: WEBHOOK_SECRET });
    const address = receiverOf(first, integration);

    let killed: Promise<unknown> | undefined;
    const accepted = await deliverAll(address, shuffled(deliveries), (count) => {
      if (count >= DELIVERIES / 3) killed ??= first.signal("SIGKILL");
    });
    await killed;
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.length).toBeLessThan(DELIVERIES);
    const { rows: kept } = await database.pool.query<{ delivery_id: string }>("select delivery_id from deliveries");
    const keptIds = new Set(kept.map((row) => row.delivery_id));
    expect(accepted.map(({ id }) => id).filter((id) => !keptIds.has(id))).toEqual([]);

    await startUsableHub(env);
    const settled = async () =>
      (await countOf(database.pool, "deliveries where state in ('waiting', 'rereading')")) === 0;
    await eventually(settled, "what was accepted is applied", SETTLE_MS);

    const taken = new Set(accepted);
    const rest = deliveries.filter((delivery) => !taken.has(delivery));
    expect(await deliverAll(address, rest)).toHaveLength(rest.length);
    await eventually(settled, "everything is applied", SETTLE_MS);

    expect(await ordersHeld(database.pool)).toEqual(ordersIn(store));
    expect(await countOf(database.pool, "deliveries")).toBe(DELIVERIES);
    expect(await countOf(database.pool, "deliveries where state = 'parked'")).toBe(0);
    expect(await countOf(database.pool, "order_history where from_status is null")).toBe(ORDERS);
    await Promise.all([database.close(), store.close()]);
  },
  PATIENCE_MS,
);
