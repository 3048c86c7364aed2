// F05: the answer to a delivery is a promise. It is given when delivery and job are committed together, and no moment earlier.
import { afterEach, describe, expect, test } from "vitest";
import { connectStore } from "../support/connected-store.ts";
import {
  endHubProcesses,
  freePort,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startUsableHub,
} from "../support/hub-process.ts";
import { connect, countOf, ordersHeld, ordersIn, receiverOf } from "../support/same-orders.ts";
import { deliverAll, LIFE, shuffled, storeWithLives, WEBHOOK_SECRET } from "../support/signed-deliveries.ts";
import { createTestDatabase } from "../support/test-database.ts";
import { eventually, startTestHub } from "../support/test-hub.ts";
import { bodyOf, deliveriesOf, numberIn, ordersWith, SECRET, senderFor } from "../support/woo-sender.ts";

const ORDERS = 400;
const DELIVERIES = ORDERS * LIFE.length;

afterEach(endHubProcesses);

test(
  "F05 a process that is killed between its answers and the work loses none of them",
  async () => {
    const database = await createTestDatabase();
    const { store, deliveries } = await storeWithLives(20);
    const env = onDatabase(database.url, await freePort());
    // Answers, and leaves the work to others: whatever it answered has not been looked at when it dies.
    const answering = await startUsableHub({ ...env, LOGIX_ROLE: "api" });
    const address = receiverOf(answering, await connect(answering, store, { webhookSecret: WEBHOOK_SECRET }));
    expect(await deliverAll(address, deliveries)).toHaveLength(deliveries.length);
    expect(await answering.signal("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
    expect(await countOf(database.pool, "deliveries where state = 'waiting'")).toBe(deliveries.length);
    expect(await countOf(database.pool, "pgboss.job where name = 'deliveries' and state < 'active'")).toBe(20);
    expect(await countOf(database.pool, "orders")).toBe(0);

    await startUsableHub(env);
    const settled = async () => (await countOf(database.pool, "deliveries where settled_at is null")) === 0;
    await eventually(settled, "what was answered is applied", SETTLE_MS);
    expect(await ordersHeld(database.pool)).toEqual(ordersIn(store));
    await Promise.all([database.close(), store.close()]);
  },
  PATIENCE_MS,
);

test(
  "F05 deliveries that were answered with a 2xx survive kill -9 in the middle of a storm, and are applied once",
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

/** What the database is made to refuse, and what undoes that. */
const REFUSALS = [
  {
    what: "the delivery",
    refuse: "create trigger refused before insert on deliveries for each row execute function refuse()",
    allow: "drop trigger refused on deliveries",
  },
  {
    what: "the job, though it had taken the delivery",
    refuse: "create trigger refused before insert on pgboss.job_common for each row execute function refuse()",
    allow: "drop trigger refused on pgboss.job_common",
  },
  {
    what: "the commit, though it had taken both",
    refuse:
      "create constraint trigger refused after insert on deliveries deferrable initially deferred for each row execute function refuse()",
    allow: "drop trigger refused on deliveries",
  },
];

describe("F05 where the database refuses", () => {
  test.each(REFUSALS)("$what, the store is told 5xx and nothing is kept; sent again, it is taken", async (refusal) => {
    const hub = await startTestHub();
    const shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET });
    const send = senderFor(hub, shop);
    const order = shop.store.control.placeOrder({});
    await hub.database.pool.query(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$",
    );
    await hub.database.pool.query(refusal.refuse);
    const refused = await send({ body: bodyOf(order) });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(await deliveriesOf(hub, order.id)).toEqual([]);
    expect(await numberIn(hub, "pgboss.job where name = 'deliveries'")).toBe(0);

    await hub.database.pool.query(refusal.allow);
    expect((await send({ body: bodyOf(order) })).status).toBe(200);
    await shop.settled();
    expect(await ordersWith(hub, order.id)).toHaveLength(1);
    await Promise.all([hub.close(), shop.store.close()]);
  });
});

test("F05 the sender is not answered before the commit", async () => {
  const hub = await startTestHub();
  const shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET });
  const order = shop.store.control.placeOrder({});
  const holder = await hub.database.pool.connect();
  await holder.query("begin");
  await holder.query("lock table deliveries in share mode");
  let answered = false;
  const reply = senderFor(
    hub,
    shop,
  )({ body: bodyOf(order) }).finally(() => {
    answered = true;
  });
  const isWaiting = "pg_stat_activity where wait_event_type = 'Lock' and query like '%insert into deliveries%'";
  await eventually(async () => (await numberIn(hub, isWaiting)) > 0, "the delivery waits to be stored");
  expect(answered).toBe(false);
  await holder.query("rollback");
  holder.release();
  expect((await reply).status).toBe(200);
  await shop.settled();
  await Promise.all([hub.close(), shop.store.close()]);
});
