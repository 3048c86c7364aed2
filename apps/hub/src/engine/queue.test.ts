// A wake-up must never be lost between those who send it and those who are woken.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { type OpenedDatabase, openDatabase } from "../database/connect.ts";
import { type Database, makeDatabase } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { makeAsides } from "./asides.ts";
import { eachKey } from "./each-key.ts";
import { makeQueue, type Queue } from "./queue.ts";

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let database: Database;
let queue: Queue;
/** What was on the list each time that somebody was woken for `counter`. */
let waiting: () => void = () => {};
const failures: unknown[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = openDatabase(testDatabase.url, { max: 8, applicationName: "queue-test" });
  database = makeDatabase(opened.kysely.withTables<Tables>());
  await opened.pool.query(
    "create table todo (id int generated always as identity, done boolean not null default false)",
  );
  queue = makeQueue({ url: testDatabase.url, connections: 4, onError: (error) => failures.push(error) });
  const handle = eachKey({
    db: database.db,
    queue: "rereads",
    asides: makeAsides(4),
    again: async () => {},
    handle: async (key) => {
      if (key === "poison") throw new Error("cannot be done");
      await sql`update todo set done = true where not done`.execute(database.db);
      waiting();
    },
    onFailure: (error) => failures.push(error),
  });
  await queue.start([{ queue: "rereads", batchSize: 2, concurrency: 2, handle }]);
});
afterAll(async () => {
  await queue.stop(5_000);
  await opened.close();
  await testDatabase.close();
});

const undone = async () =>
  Number((await opened.pool.query("select count(*) as count from todo where not done")).rows[0].count);

/** Looks whenever somebody was woken, and at least every tenth of a second. */
async function worked(withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while ((await undone()) > 0) {
    if (performance.now() > until) return false;
    await new Promise<void>((resolve) => {
      waiting = resolve;
      setTimeout(resolve, 100);
    });
  }
  return true;
}

test("what was written with a wake-up that was swallowed by another is seen all the same", async () => {
  const lost: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const send = (pauseSeconds: number) =>
      database.transaction(async (db) => {
        await sql`insert into todo default values`.execute(db);
        await queue.wake(db, "rereads", [{ key: "counter" }]);
        // Between our wake-up and our commit the job that swallowed it may be fetched and worked on.
        await sql`select pg_sleep(${pauseSeconds})`.execute(db);
      });
    await Promise.all([send(0), send(0.002), send(0.005), send(0.01)]);
    if (!(await worked(2_000))) lost.push(round);
    await sql`update todo set done = true`.execute(database.db);
  }
  expect(lost).toEqual([]);
});

test("one that fails does not take its neighbours with it", async () => {
  await sql`insert into todo default values`.execute(database.db);
  await queue.wake(database.db, "rereads", [{ key: "poison" }, { key: "counter" }]);
  expect(await worked(10_000)).toBe(true);
  expect(failures.map(String)).toContain("Error: cannot be done");
});
