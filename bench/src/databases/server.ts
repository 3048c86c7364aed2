// A PostgreSQL for the length of a run, durable as in production: fsync is on.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { startDebianServer } from "./debian.ts";
import { startEmbeddedServer } from "./embedded.ts";
import type { Running } from "./running.ts";

export const SERVER_KINDS = ["embedded", "postgres"] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

export type Server = {
  readonly kind: ServerKind;
  readonly title: string;
  readonly pid: number | undefined;
  /** A new, empty database; what was written before is on disk, so that nobody pays for his forerunner. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
};

/** Undefined, with the reason told, where this machine has no such server. */
export async function openServer(kind: ServerKind, tell: (line: string) => void): Promise<Server | undefined> {
  const running = await run(kind);
  if (running === undefined) {
    tell("Skipped: no PostgreSQL in /usr/lib/postgresql, and BENCH_DATABASE_URL is not set.");
    return undefined;
  }
  const databases: string[] = [];
  return {
    kind,
    title: await titleOf(kind, running.url),
    pid: running.pid,
    fresh: async () => {
      const name = `logix_bench_${randomBytes(4).toString("hex")}`;
      await query(running.url, `create database ${name}`);
      databases.push(name);
      await query(running.url, "checkpoint");
      return withDatabase(running.url, name);
    },
    stop: async () => {
      for (const name of databases) await query(running.url, `drop database if exists ${name} with (force)`);
      await running.stop();
    },
  };
}

async function run(kind: ServerKind): Promise<Running | undefined> {
  if (kind === "embedded") return startEmbeddedServer();
  const given = process.env.BENCH_DATABASE_URL;
  return given ? { url: given, pid: undefined, stop: async () => {} } : startDebianServer();
}

async function titleOf(kind: ServerKind, url: string): Promise<string> {
  const [row] = await query<{ version: string; fsync: string }>(
    url,
    "select current_setting('server_version') as version, current_setting('fsync') as fsync",
  );
  const name = kind === "embedded" ? "embedded PostgreSQL" : "PostgreSQL";
  return `${name} ${row?.version.split(" ")[0]}, fsync ${row?.fsync}`;
}

export type Client = Pick<pg.Client, "query" | "end">;

/** For looking again and again: opening a connection costs the server more than most questions. */
export async function connectTo(url: string): Promise<Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

export async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = await connectTo(url);
  try {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
