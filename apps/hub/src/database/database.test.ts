import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { type OpenedDatabase, openDatabase } from "./connect.ts";
import { type Database, makeDatabase } from "./database.ts";
import type { Tables } from "./tables.ts";

let testDatabase: TestDatabase;
let opened: OpenedDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  opened = openDatabase(testDatabase.url, { max: 4, applicationName: "database-test" });
  database = makeDatabase(opened.kysely.withTables<Tables>());
  await opened.pool.query(
    "create table counter (id int primary key, value int not null); insert into counter values (1, 0), (2, 0)",
  );
});
afterAll(async () => {
  await opened.close();
  await testDatabase.close();
});

const value = async (id: number) =>
  (await opened.pool.query("select value from counter where id = $1", [id])).rows[0].value;

describe("a transaction", () => {
  test("commits what was done, and nothing of it where something failed", async () => {
    await database.transaction((db) => sql`update counter set value = 7 where id = 1`.execute(db));
    expect(await value(1)).toBe(7);
    const failing = database.transaction(async (db) => {
      await sql`update counter set value = 8 where id = 1`.execute(db);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await value(1)).toBe(7);
  });

  test("that fell into a deadlock is repeated, and both come through", async () => {
    await opened.pool.query("update counter set value = 0");
    let both = 0;
    let release = () => {};
    const bothAreIn = new Promise<void>((resolve) => (release = resolve));
    const crossing = (first: number, second: number) => {
      let attempts = 0;
      return database.transaction(async (db) => {
        attempts += 1;
        await sql`update counter set value = value + 1 where id = ${first}`.execute(db);
        both += 1;
        if (both === 2) release();
        if (attempts === 1) await bothAreIn;
        await sql`update counter set value = value + 1 where id = ${second}`.execute(db);
        return attempts;
      });
    };
    const attempts = await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(Math.max(...attempts)).toBeGreaterThan(1);
    expect([await value(1), await value(2)]).toEqual([2, 2]);
  });
});

describe("row-level security", () => {
  test("shows and lets change the rows of one account only, whatever the statement says", async () => {
    await opened.pool.query("insert into accounts (name) values ('one'), ('two')");
    await opened.pool.query("insert into locations (account_id, name) select id, name from accounts");
    const [one, two] = (await opened.pool.query("select id from accounts order by id")).rows.map((row) => row.id);
    const seen = await database.asAccount(one, (db) => db.selectFrom("locations").select("account_id").execute());
    expect(seen).toEqual([{ account_id: one }]);
    await database.asAccount(one, (db) => db.updateTable("locations").set({ name: "stolen" }).execute());
    expect((await opened.pool.query("select name from locations where account_id = $1", [two])).rows).toEqual([
      { name: "two" },
    ]);
    const intrusion = database.asAccount(one, (db) =>
      db.insertInto("locations").values({ account_id: two, name: "planted" }).execute(),
    );
    await expect(intrusion).rejects.toThrow("row-level security");
  });

  test("ends with the transaction", async () => {
    await database.asAccount(1, async () => {});
    const { rows } = await opened.pool.query(
      "select current_user as who, current_setting('logix.account', true) as account",
    );
    expect(rows[0].who).not.toBe("logix_account");
    expect(rows[0].account || null).toBeNull();
  });

  test("covers every table that holds an account's rows", async () => {
    const { rows } = await opened.pool.query(`
      select c.table_name from information_schema.columns c join pg_class r on r.relname = c.table_name and r.relnamespace = 'public'::regnamespace
      where c.table_schema = 'public' and c.column_name = 'account_id' and not r.relrowsecurity`);
    expect(rows).toEqual([]);
  });

  test("nobody who acts for an account can rewrite what happened", async () => {
    for (const table of ["audit_log", "order_history", "stock_movements"] as const) {
      const rewriting = database.asAccount(1, (db) => sql`delete from ${sql.table(table)}`.execute(db));
      await expect(rewriting).rejects.toThrow("permission denied");
    }
  });
});

test("a statement that comes again is planned once", async () => {
  const alone = openDatabase(testDatabase.url, { max: 1, applicationName: "prepared-test" });
  const { db } = makeDatabase(alone.kysely.withTables<Tables>());
  for (const id of [1, 2, 3]) await db.selectFrom("accounts").select("name").where("id", "=", id).execute();
  const { rows } = await alone.pool.query(
    "select count(*) as count from pg_prepared_statements where statement like '%from \"accounts\"%'",
  );
  expect(rows).toEqual([{ count: 1 }]);
  await alone.close();
});
