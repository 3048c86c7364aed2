// A database of its own for a test file: a clone of the migrated template, made in about 10 ms.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { openDatabase } from "../../src/database/connect.ts";
import type {} from "./global-setup.ts";

export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Drops the database; connections that a test left open to it are ended. */
  close(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: serverUrl, template, prefix } = inject("testServer");
  const name = `${prefix}${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, { max: 10, applicationName: "logix-test" });
  const close = async () => {
    await database.close();
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
  };
  return { url: url.href, pool: database.pool, close };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
