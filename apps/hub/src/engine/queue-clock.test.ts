// A clock that is set while a job is worked on must not put the workers to sleep until it is right again.
import { afterAll, afterEach, beforeAll, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { eventually } from "../../test/support/test-hub.ts";
import { type OpenedDatabase, openDatabase } from "../database/connect.ts";
import { type Database, makeDatabase } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import { makeQueue, type Queue } from "./queue.ts";

const DAY_MS = 86_400_000;

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let database: Database;
let queue: Queue;
const handled: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = openDatabase(testDatabase.url, { max: 4, applicationName: "queue-clock-test" });
  database = makeDatabase(opened.kysely.withTables<Tables>());
  queue = makeQueue({ url: testDatabase.url, connections: 3, onError: () => {} });
  const handle = async (keys: readonly string[]) => {
    handled.push(...keys);
    if (keys.includes("set back")) vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - DAY_MS });
    return new Set<string>();
  };
  await queue.start([{ queue: "rereads", batchSize: 2, concurrency: 1, handle }]);
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await queue.stop(5_000);
  await opened.close();
  await testDatabase.close();
});

test("work that falls due a second later is still taken, though the clock went back by a day", async () => {
  await queue.wake(database.db, "rereads", [{ key: "set back" }]);
  await eventually(async () => handled.includes("set back"), "the clock was set");
  // Nobody is told of a job for later: the worker has to look by itself.
  await queue.wake(database.db, "rereads", [{ key: "later", startAfter: new Date(Date.now() + 1_000) }]);
  await eventually(async () => handled.includes("later"), "the later job was taken", 12_000);
});
