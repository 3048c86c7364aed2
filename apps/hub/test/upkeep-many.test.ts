// Every minute with hundreds of connections: all that are due are read, each from where it was, and nobody is asked for twice.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const CONNECTIONS = 300;

let workless: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  const hub = await startTestHub();
  shop = await connectStore(hub, { orders: 1, products: 1, webhooks: false });
  await shop.settled();
  await hub.hub.stop();
  // Whatever is due stays as upkeep made it: nobody works here.
  workless = { ...(await startTestHub({ role: "api", database: hub.database })), database: hub.database };
  await query(
    `insert into connections (public_id, account_id, user_id, platform, name, store_url, store_key, settings_sealed, status,
       auto_sync, status_map, store_info)
     select 'integration_many_' || n, account_id, user_id, platform, 'Shop ' || n, store_url, 'http://shop' || n,
       settings_sealed, case when n = 1 then 'paused' else 'active' end, n <> 2, status_map, store_info
     from connections, generate_series(1, $1) n`,
    [CONNECTIONS],
  );
});
afterAll(async () => {
  await workless?.close();
  await shop?.store.close();
  await workless?.database.close();
});

const query = async (text: string, values: unknown[] = []) => (await workless.database.pool.query(text, values)).rows;
const idOf = async (n: number): Promise<number> =>
  (await query("select id from connections where public_id = $1", [`integration_many_${n}`]))[0].id;
const runsOf = async (n: number) =>
  query(
    "select filter, checkpoint, reads_until, state, cause, moves_cursor from runs where connection_id = $1 and kind = 'orders'",
    [await idOf(n)],
  );

test("each automatic connection that is due gets one run of each kind with one job, however often upkeep comes", async () => {
  const cursor =
    "insert into cursors (connection_id, account_id, kind, read_until, checkpoint, reading_until, updated_at) select id, account_id, 'orders', $2, $3, $4, $5 from connections where id = $1";
  await query(cursor, [await idOf(3), "2026-01-15T12:00:00.123Z", null, null, "2026-01-15T12:00:00Z"]);
  const left = { checkpoint: { page: 7 }, until: "2026-02-01T08:00:00.000Z" };
  await query(cursor, [await idOf(4), "2026-01-15T12:00:00Z", left.checkpoint, left.until, "2026-01-15T12:00:00Z"]);
  await query(cursor, [await idOf(5), new Date(), null, null, new Date()]);

  await workless.hub.upkeep.handle("test");
  await workless.hub.upkeep.handle("test");

  const counts = await query(
    "select kind, count(*)::int as runs, count(distinct connection_id)::int as connections from runs where cause = 'schedule' group by kind order by kind",
  );
  // The first is paused, the second and the store itself are read by hand, the fifth had its orders read just now.
  const due = CONNECTIONS - 2;
  expect(counts).toEqual([
    { kind: "customers", runs: due, connections: due },
    { kind: "orders", runs: due - 1, connections: due - 1 },
    { kind: "products", runs: due, connections: due },
  ]);
  expect(await runsOf(1)).toEqual([]);
  expect(await runsOf(2)).toEqual([]);
  expect(await runsOf(5)).toEqual([]);
  expect(await runsOf(6)).toMatchObject([{ filter: {}, checkpoint: null, state: "waiting", moves_cursor: true }]);
  expect(await runsOf(3)).toMatchObject([{ filter: { since: "2026-01-15T11:50:00.123Z" }, checkpoint: null }]);
  expect(await runsOf(4)).toMatchObject([{ checkpoint: left.checkpoint, reads_until: new Date(left.until) }]);
  const jobs = await query(
    "select count(*)::int as jobs from runs r join pgboss.job j on j.name = 'runs' and j.data ->> 'key' = r.id::text where r.cause = 'schedule'",
  );
  const [{ all }] = await query("select count(*)::int as all from runs where cause = 'schedule'");
  expect(jobs).toEqual([{ jobs: all }]);
});
