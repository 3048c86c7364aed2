// Insights: orders by the day in the viewer's zone, and how connections are doing.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 6, products: 3 });
  // Half an hour before midnight in UTC is the next day in Berlin.
  await place(1, "23:30", "PROCESSING", 1000);
  await place(2, "10:00", "DELIVERED", 2000);
  await place(3, "10:00", "CANCELLED", 4000);
  await hub.database.pool.query(
    "update orders set placed_at = now() - interval '400 days' where id > all($1::bigint[])",
    [await newest(3, 1)],
  );
});
afterAll(() => hub?.close());

test("orders are counted on the day of the asker's zone; cancelled ones are not sold", async () => {
  const utc = await hub.ask("GET", "/insights/orders-per-day?days=3");
  expect(utc.days).toEqual([day(-2), day(-1), day(0)]);
  expect(utc.rows).toEqual([row(day(-1), 2, 3000)]);
  const berlin = await hub.ask("GET", "/insights/orders-per-day?days=3&time_zone=Europe/Berlin");
  expect(berlin.rows.map((each: { day: string; orders: number }) => [each.day, each.orders])).toEqual([
    [day(-1), 1],
    [day(0), 1],
  ]);
});

test("what was refunded is no revenue", async () => {
  await hub.database.pool.query("update orders set refunded_minor = 500 where total_minor = 2000");
  const { rows } = await hub.ask("GET", "/insights/orders-per-day?days=3");
  expect(rows).toEqual([row(day(-1), 2, 2500)]);
});

test("a zone that does not exist is refused at its field", async () => {
  const problem = await hub.ask("GET", "/insights/orders-per-day?time_zone=Mars/Olympus", undefined, 400);
  expect(problem.issues[0]).toMatchObject({ field: "time_zone" });
});

test("a connection says when it was read and when its store called", async () => {
  const { connections } = await hub.ask("GET", "/insights/connections");
  expect(connections).toMatchObject([
    { connection_id: hub.connection.id, failed_runs_24h: 0, parked: 0, last_delivery_at: null, deliveries_24h: 0 },
  ]);
  expect(connections[0].runs_24h).toBeGreaterThan(0);
  expect(Date.parse(connections[0].read_until)).toBeGreaterThan(Date.now() - 600_000);
});

test("another account sees none of it", async () => {
  const token = await anotherAccount(hub);
  const orders = await hub.call("GET", "/api/v1/insights/orders-per-day?days=366", undefined, token);
  expect(orders.body.rows).toEqual([]);
  const health = await hub.call("GET", "/api/v1/insights/connections", undefined, token);
  expect(health.body.connections).toEqual([]);
});

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

function row(on: string, orders: number, revenue: number) {
  return {
    day: on,
    connection_id: hub.connection.id,
    connection_public_id: hub.connection.publicId,
    currency: expect.any(String),
    orders,
    revenue_minor: revenue,
  };
}

async function newest(count: number, from: number): Promise<readonly number[]> {
  const { rows } = await hub.database.pool.query<{ id: string }>("select id from orders order by id");
  return rows.slice(from - 1, from - 1 + count).map(({ id }) => Number(id));
}

/** Makes of one of the orders that were read one that was placed yesterday. */
async function place(which: number, time: string, status: string, totalMinor: number): Promise<void> {
  const [id] = await newest(1, which);
  await hub.database.pool.query(
    `update orders set placed_at = $2::timestamptz, status = $3, total_minor = $4, refunded_minor = 0,
       archived_at = null, deleted_at = null where id = $1`,
    [id, `${day(-1)}T${time}:00Z`, status, totalMinor],
  );
}
