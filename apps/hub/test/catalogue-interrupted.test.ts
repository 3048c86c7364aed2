// A bulk run whose process dies in the middle is finished by the next one: no row is lost, none is written twice.
import { afterEach, expect, test } from "vitest";
import { startAskedHub } from "./support/asked-hub.ts";
import { finished, sendBulk } from "./support/bulk-requests.ts";
import { endHubProcesses, onDatabase, startUsableHub, type UsableHub } from "./support/hub-process.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";
import { eventually } from "./support/test-hub.ts";

let database: TestDatabase | undefined;
afterEach(async () => {
  await endHubProcesses();
  await database?.close();
});

const ROWS = 12_000;
const products = (count: number) => Array.from({ length: count }, (_, at) => ({ sku: `I-${at}`, name: `Item ${at}` }));

test("killed while it writes", async () => {
  database = await createTestDatabase();
  const first = await startUsableHub(onDatabase(database.url));
  const { status, body } = await first.call("POST", "/api/v1/products/bulk", products(ROWS));
  expect(status).toBe(202);
  await eventually(async () => (await runOf(first, body.run.id)).seen > 0, "the first part was written");
  await first.signal("SIGKILL");
  const { rows: left } = await database.pool.query("select state, seen from runs where id = $1", [body.run.id]);
  expect(left[0].state).toBe("running");
  expect(left[0].seen).toBeGreaterThan(0);
  expect(left[0].seen).toBeLessThan(ROWS);

  const second = await startUsableHub(onDatabase(database.url));
  const run = await eventually(
    async () => {
      const now = await runOf(second, body.run.id);
      return now.state === "done" && now;
    },
    "the run ended",
    60_000,
  );
  expect(run).toMatchObject({ total: ROWS, seen: ROWS, created: ROWS, failed: 0 });
  const { rows } = await database.pool.query(
    `select (select count(*)::int from products) as products, (select count(*)::int from product_history) as history,
      (select count(*)::int from bulk_parts where rows is not null) as parts_left`,
  );
  expect(rows).toEqual([{ products: ROWS, history: ROWS, parts_left: 0 }]);
}, 120_000);

async function runOf(hub: UsableHub, id: number) {
  return (await hub.call("GET", `/api/v1/products/bulk/${id}`)).body.run;
}

test("taken by a process that does no work, done by one that comes later", async () => {
  database = await createTestDatabase();
  const door = await startAskedHub({ role: "api", database });
  const { run } = await door.ask("POST", "/products/bulk", products(300), 202);
  await database.pool.query("delete from pgboss.job where name = 'bulk'");
  expect(run).toMatchObject({ state: "waiting", seen: 0 });
  const worker = await startAskedHub({ database });
  expect(await finished(door, run.id)).toMatchObject({ state: "done", created: 300 });
  await Promise.all([door.close(), worker.close()]);
});

test("a part that cannot be written at all is tried again, then given up with its reason", async () => {
  database = await createTestDatabase();
  const hub = await startAskedHub({ database });
  await database.pool.query("alter table products add constraint no_poison check (name <> 'Poison')");
  const run = await sendBulk(hub, [{ sku: "A", name: "Poison" }]);
  expect(run).toMatchObject({ state: "failed", seen: 0, error: { message: expect.stringContaining("no_poison") } });
  await hub.close();
}, 60_000);
