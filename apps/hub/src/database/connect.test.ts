import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { type OpenedDatabase, openDatabase } from "./connect.ts";

let testDatabase: TestDatabase;
let database: OpenedDatabase;
const lost: string[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const onConnectionLost = (error: Error) => lost.push(error.message);
  database = openDatabase(testDatabase.url, { max: 4, applicationName: "connect-test", onConnectionLost });
  await database.pool.query("create table counter (id int primary key, value int not null)");
});
afterAll(async () => {
  await database.close();
  await testDatabase.close();
});

const valueFrom = async (sql: string): Promise<unknown> =>
  (await database.pool.query({ text: sql, rowMode: "array" })).rows[0]?.[0];

describe("values", () => {
  test.each([
    ["bigint", "9007199254740991::bigint", Number.MAX_SAFE_INTEGER],
    ["negative bigint", "-5::bigint", -5],
    ["count", "count(*)", 1],
    [
      "bigint array",
      "array[[1, null], [3, 4]]::bigint[]",
      [
        [1, null],
        [3, 4],
      ],
    ],
    ["numeric", "1234567890123456.789::numeric", "1234567890123456.789"],
    ["timestamptz", "'2026-01-02T03:04:05.678+02'::timestamptz", new Date("2026-01-02T01:04:05.678Z")],
    ["jsonb", `'{"a": [1]}'::jsonb`, { a: [1] }],
  ])("of type %s: %s", async (_type, sql, expected) => {
    expect(await valueFrom(`select ${sql}`)).toEqual(expected);
  });

  test("a bigint that a number cannot hold is an error, not another number", async () => {
    await expect(valueFrom("select 9007199254740993::bigint")).rejects.toThrow("bigint 9007199254740993 does not fit");
  });
});

describe("connections", () => {
  test("carry the name of their process", async () => {
    expect(await valueFrom("show application_name")).toBe("connect-test");
  });

  test("stop a statement that runs too long", async () => {
    const hasty = openDatabase(testDatabase.url, { max: 1, applicationName: "hasty", statementTimeoutMs: 20 });
    await expect(hasty.pool.query("select pg_sleep(20)")).rejects.toMatchObject({ code: "57014" });
    await hasty.close();
  });

  test("that are lost while idle are replaced", async () => {
    const client = await database.pool.connect();
    const gone = new Promise((resolve) => client.once("end", resolve));
    const pid = await backendOf(client);
    client.release();
    await testDatabase.pool.query("select pg_terminate_backend($1)", [pid]);
    await gone;
    expect(await valueFrom("select 1")).toBe(1);
    expect(lost).toContain("terminating connection due to administrator command");
  });

  test("that are lost while lent out do not end the process", async () => {
    const client = await database.pool.connect();
    const gone = new Promise((resolve) => client.once("end", resolve));
    await testDatabase.pool.query("select pg_terminate_backend($1)", [await backendOf(client)]);
    await gone;
    await expect(client.query("select 1")).rejects.toThrow();
    client.release(true);
    expect(await valueFrom("select 1")).toBe(1);
  });

  test("are not needed to open a database whose server is away", async () => {
    const away = openDatabase("postgres://nobody@127.0.0.1:1/none", { max: 1, applicationName: "away" });
    await expect(away.pool.query("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await away.close();
  });
});

async function backendOf(client: pg.PoolClient): Promise<unknown> {
  return (await client.query("select pg_backend_pid() as pid")).rows[0]?.pid;
}
