import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "logix-migrations-"));
  database = await createTestDatabase();
  await database.pool.query("drop schema public cascade; create schema public");
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const write = (file: string, sql: string) => writeFileSync(join(folder, file), sql);
const start = () => migrate(database.url, { folder });
const find = async (sql: string) => (await database.pool.query(sql)).rows;
const tables = () =>
  find("select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1");

test("files are applied in order, once, with all their statements", async () => {
  write("0002_fill.sql", "insert into note values ('a'); insert into note values ('b');");
  write("0001_note.sql", "create table note (text text);\ncreate index on note (text);\n");
  expect(await start()).toEqual(["0001_note", "0002_fill"]);
  write("0003_more.sql", "insert into note values ('c')");
  expect(await start()).toEqual(["0003_more"]);
  expect(await start()).toEqual([]);
  expect(await find("select text from note order by 1")).toEqual([{ text: "a" }, { text: "b" }, { text: "c" }]);
});

test.each(["an empty folder", "no folder"])("%s is nothing to do", async (state) => {
  expect(await migrate(database.url, { folder: state === "no folder" ? join(folder, "none") : folder })).toEqual([]);
});

test("the hub's own migrations are what test databases have", async () => {
  const migrated = await createTestDatabase();
  expect(await migrate(migrated.url)).toEqual([]);
  await migrated.close();
});

test("a failure names file, line and cause, and nothing of the run stays", async () => {
  write("0001_note.sql", "create table note (text text);");
  write("0002_broken.sql", "create table other (id int);\n\nalter table nowhere add column id int;\n");
  await expect(start()).rejects.toThrow('The migration 0002_broken.sql failed: relation "nowhere" does not exist');
  expect(await tables()).toEqual([]);
  write("0002_broken.sql", "create table other (id int);\n\nselect * frm other;\n");
  await expect(start()).rejects.toThrow('0002_broken.sql failed at line 3: syntax error at or near "frm"');
});

test("a failed migration can be corrected and run again", async () => {
  write("0001_note.sql", "create table note (text nonsense);");
  await expect(start()).rejects.toThrow('0001_note.sql failed at line 1: type "nonsense" does not exist');
  write("0001_note.sql", "create table note (text text);");
  expect(await start()).toEqual(["0001_note"]);
});

test("three processes that start at once apply each file once", async () => {
  write("0001_note.sql", "create table note (text text); select pg_sleep(0.1);");
  write("0002_fill.sql", "insert into note values ('once')");
  const applied = await Promise.all([migrateElsewhere(), migrateElsewhere(), migrateElsewhere()]);
  expect(applied.flat()).toEqual(["0001_note", "0002_fill"]);
  expect(await find("select text from note")).toEqual([{ text: "once" }]);
});

test("a database of a newer hub is left alone", async () => {
  write("0001_note.sql", "create table note (text text)");
  write("0002_newer.sql", "create table newer (text text)");
  await start();
  rmSync(join(folder, "0002_newer.sql"));
  await expect(start()).rejects.toThrow(/^Migrating the database failed.*0002_newer/);
});

test.each([
  ["1_note.sql", "The migration 1_note.sql is not named like 0001_what_it_does.sql"],
  ["0001_other.sql", "Two migrations have the number 0001"],
])("the file name %s is refused", async (file, message) => {
  write("0001_note.sql", "create table note (text text)");
  write(file, "");
  await expect(start()).rejects.toThrow(message);
  expect(await tables()).toEqual([]);
});

test("a server that is too old is named", async () => {
  await pretendToBe(140_011, "14.11 (Debian)");
  await expect(start()).rejects.toThrow("The database is PostgreSQL 14.11 (Debian); Logix needs 15 or newer.");
});

async function migrateElsewhere(): Promise<unknown[]> {
  const script = `
    const { migrate } = await import(${JSON.stringify(import.meta.resolve("./migrate.ts"))});
    console.log(JSON.stringify(await migrate(process.argv[1], { folder: process.argv[2] })));
  `;
  const args = ["--input-type=module", "--eval", script, database.url, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const applied: unknown = JSON.parse(stdout);
  return Array.isArray(applied) ? applied : [];
}

/** A function of ours stands in front of PostgreSQL's own. */
async function pretendToBe(number: number, name: string): Promise<void> {
  const { pathname } = new URL(database.url);
  await database.pool.query(`
    create schema disguise;
    create function disguise.current_setting(setting text) returns text language sql
      return case setting when 'server_version_num' then '${number}' else '${name}' end;
    alter database "${pathname.slice(1)}" set search_path = disguise, pg_catalog, public;
  `);
}
