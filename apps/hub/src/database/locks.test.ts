// Locks of two processes on one database, each of them with a single connection for all that it holds.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { type OpenedDatabase, openDatabase } from "./connect.ts";
import { type Locks, makeLocks } from "./locks.ts";

let database: TestDatabase;
let pools: readonly OpenedDatabase[];
let ours: Locks;
let theirs: Locks;

beforeAll(async () => {
  database = await createTestDatabase();
  pools = ["locks-ours", "locks-theirs"].map((applicationName) =>
    openDatabase(database.url, { max: 2, applicationName }),
  );
  const [one, other] = pools.map(({ pool }) => makeLocks(pool));
  if (!one || !other) throw new Error("two were opened");
  [ours, theirs] = [one, other];
});
afterAll(async () => {
  await Promise.all(pools.map((each) => each.close()));
  await database.close();
});

/** Holds `count` locks until it is told to let go. */
async function holding(locks: Locks, names: readonly string[]) {
  const { promise: isOver, resolve: letGo } = Promise.withResolvers<void>();
  const began = names.map(() => Promise.withResolvers<void>());
  const held = names.map((name, index) =>
    locks.withLock(name, async () => {
      began[index]?.resolve();
      await isOver;
    }),
  );
  await Promise.all(began.map(({ promise }) => promise));
  return {
    letGo: async () => {
      letGo();
      return Promise.all(held);
    },
  };
}

const isFree = (locks: Locks, name: string) => locks.withLock(name, async () => {});
const connectionsOf = async (name: string): Promise<number> =>
  (await database.pool.query("select count(*)::int as n from pg_stat_activity where application_name = $1", [name]))
    .rows[0].n;

test("what one process holds neither the other nor itself gets a second time", async () => {
  const { letGo } = await holding(ours, ["a"]);
  expect(await isFree(theirs, "a")).toBe(false);
  expect(await isFree(ours, "a")).toBe(false);
  expect(await isFree(theirs, "b")).toBe(true);
  expect(await letGo()).toEqual([true]);
  expect(await isFree(theirs, "a")).toBe(true);
  expect(await isFree(ours, "a")).toBe(true);
});

test("sixty locks need one connection", async () => {
  const names = Array.from({ length: 60 }, (_, index) => `many ${index}`);
  const { letGo } = await holding(ours, names);
  expect(await connectionsOf("locks-ours")).toBe(1);
  expect(await Promise.all(names.map((name) => isFree(theirs, name)))).toEqual(names.map(() => false));
  await letGo();
  expect(await Promise.all(names.map((name) => isFree(theirs, name)))).toEqual(names.map(() => true));
});

test("work that fails lets go of its lock and of no other", async () => {
  const { letGo } = await holding(ours, ["kept"]);
  await expect(ours.withLock("failing", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await isFree(theirs, "failing")).toBe(true);
  expect(await isFree(theirs, "kept")).toBe(false);
  await letGo();
});

test("a lost connection loses its locks, and the next ones have another", async () => {
  const { letGo } = await holding(ours, ["lost"]);
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'locks-ours'",
  );
  await expect.poll(() => isFree(theirs, "lost")).toBe(true);
  await expect.poll(() => isFree(ours, "after").catch(() => false)).toBe(true);
  // Here the work goes on to its end, and nothing else may begin on it meanwhile.
  expect(await isFree(ours, "lost")).toBe(false);
  await letGo();
  expect(await isFree(ours, "lost")).toBe(true);
});
