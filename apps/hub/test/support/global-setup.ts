// One PostgreSQL for a whole test run: the one at TEST_DATABASE_URL, or an embedded one that is gone afterwards.
// Holds a template database with all migrations, from which each test file gets a clone.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../src/database/migrate.ts";
import { startEmbeddedPostgres } from "../../src/database/server/launcher.ts";
import { runningPostmaster } from "../../src/database/server/postmaster-file.ts";
import { isAlive } from "../../src/database/server/process-alive.ts";
import { scratchFolder } from "./scratch-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestServer {
  /** Any database of the server, to be connected to as a superuser. */
  readonly url: string;
  readonly template: string;
  /** Every database of this run is named `<prefix>...`. */
  readonly prefix: string;
}

type CleanUp = () => Promise<void>;

const databasePrefix = "logix_test_";
const folderPrefix = "logix-test-postgres-";

export default async function setup(project: TestProject): Promise<CleanUp> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await startThrowAwayServer();
  const run = await openRun(server.url).catch(async (error) => {
    await server.stop();
    throw error;
  });
  project.provide("testServer", run.testServer);
  return async () => {
    await run.close();
    await server.stop();
  };
}

async function startThrowAwayServer(): Promise<{ url: string; stop: CleanUp }> {
  await removeAbandonedServers();
  const folder = mkdtempSync(join(scratchFolder(), `${folderPrefix}${process.pid}-`));
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: 200 };
  const server = await startEmbeddedPostgres({ dataDir: join(folder, "data"), settings });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: server.url("postgres"), stop };
}

/** A run that was killed leaves its server behind. The folder's name says which run that was. */
async function removeAbandonedServers(): Promise<void> {
  const scratch = scratchFolder();
  for (const name of readdirSync(scratch).filter((entry) => entry.startsWith(folderPrefix))) {
    const folder = join(scratch, name);
    if (isAlive(Number.parseInt(name.slice(folderPrefix.length), 10))) continue;
    const dataDir = join(folder, "data");
    if (runningPostmaster(dataDir) !== undefined) await (await startEmbeddedPostgres({ dataDir })).stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openRun(url: string): Promise<{ testServer: TestServer; close: CleanUp }> {
  const prefix = `${databasePrefix}${randomBytes(4).toString("hex")}_`;
  const testServer = { url, prefix, template: `${prefix}template` };
  // Stays open for the whole run: its name tells other runs on the same server that our databases are in use.
  const guard = new pg.Client({ connectionString: url, application_name: prefix });
  await guard.connect();
  await dropAbandonedDatabases(guard);
  await guard.query(`create database ${testServer.template}`);
  await migrate(withDatabase(url, testServer.template));
  const close = async () => {
    await dropDatabases(guard, (name) => name.startsWith(prefix));
    await guard.end();
  };
  return { testServer, close };
}

async function dropAbandonedDatabases(guard: pg.Client): Promise<void> {
  const { rows } = await guard.query<{ name: string }>("select application_name as name from pg_stat_activity");
  const inUse = new Set(rows.map((row) => row.name));
  await dropDatabases(guard, (name) => !inUse.has(name.slice(0, databasePrefix.length + 9)));
}

async function dropDatabases(guard: pg.Client, unwanted: (name: string) => boolean): Promise<void> {
  const { rows } = await guard.query<{ name: string }>(
    "select datname as name from pg_database where starts_with(datname, $1)",
    [databasePrefix],
  );
  for (const { name } of rows.filter((row) => unwanted(row.name))) {
    await guard.query(`drop database if exists ${name} with (force)`);
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
