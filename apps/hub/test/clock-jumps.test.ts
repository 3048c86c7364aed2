// A machine's clock is set while the hub runs: what was put off for seconds is put off for seconds, not for a day and not at once.
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { nextDueReread, nextDueWork, postponeRereads, postponeWork, type WorkRow } from "../src/database/sync/work.ts";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";

const DAY_MS = 86_400_000;
const PUT_OFF_MS = 120_000;

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ autoSync: false });
});
afterAll(() => hub?.close());
afterEach(() => vi.useRealTimers());

/** From the database's own now. */
async function distanceMs(column: string, table: string): Promise<number> {
  const { rows } = await hub.database.pool.query(
    `select extract(epoch from max(${column}) - clock_timestamp())::float8 * 1000 as ms from ${table}`,
  );
  return rows[0].ms;
}

function expectNear(ms: number, wanted: number): void {
  expect(Math.abs(ms - wanted)).toBeLessThan(10_000);
}

describe.each([
  ["a day ahead", DAY_MS],
  ["a day behind", -DAY_MS],
])("with the hub's clock %s", (_name, shiftMs) => {
  const setClock = () => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + shiftMs });
  const later = () => new Date(Date.now() + PUT_OFF_MS);

  test("a wish is put off by as much as was meant, and is looked for then", async () => {
    const { db } = hub.hub.database;
    const scope = [1, hub.connection.id] as const;
    const { rows } = await sql<WorkRow>`
      insert into outward_work (account_id, connection_id, kind, remote_id, wish, cause)
      values (${scope[0]}, ${scope[1]}, 'stock', ${String(shiftMs)}, '{}', 'test') returning *`.execute(db);
    setClock();
    await postponeWork(db, rows, { until: later(), note: "later" });
    const next = await nextDueWork(db, hub.connection.id, "stock");
    expectNear((next?.getTime() ?? 0) - Date.now(), PUT_OFF_MS);
    expectNear(await distanceMs("due_at", "outward_work"), PUT_OFF_MS);
    await sql`delete from outward_work`.execute(db);
  });

  test("so is a thing to be read again", async () => {
    const { db } = hub.hub.database;
    const row = { connection_id: hub.connection.id, account_id: 1, kind: "order", remote_id: "1" };
    await sql`insert into rereads (connection_id, account_id, kind, remote_id, reason)
      values (${row.connection_id}, 1, 'order', '1', 'test')`.execute(db);
    setClock();
    await postponeRereads(db, [{ ...row, version: 1, attempts: 0, unreadable_ms: 0 }], { until: later() });
    expectNear(((await nextDueReread(db, row.connection_id))?.getTime() ?? 0) - Date.now(), PUT_OFF_MS);
    expectNear(await distanceMs("due_at", "rereads"), PUT_OFF_MS);
    await sql`delete from rereads`.execute(db);
  });
});
