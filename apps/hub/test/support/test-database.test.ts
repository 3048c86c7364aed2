import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "./test-database.ts";

test("each test database starts empty and is gone after closing", async () => {
  const first = await createTestDatabase();
  await first.pool.query("create table note (id int)");
  const second = await createTestDatabase();
  const { rows } = await second.pool.query("select to_regclass('note') as found");
  expect(rows).toEqual([{ found: null }]);
  await first.close();
  const { rows: left } = await second.pool.query("select 1 from pg_database where datname = $1", [
    new URL(first.url).pathname.slice(1),
  ]);
  expect(left).toEqual([]);
  await second.close();
});

test("closing ends connections that a test forgot", async () => {
  const database = await createTestDatabase();
  const forgotten = new pg.Client({ connectionString: database.url });
  const lost = new Promise((resolve) => forgotten.on("error", resolve));
  await forgotten.connect();
  await database.close();
  await expect(lost).resolves.toMatchObject({ code: "57P01" });
});
