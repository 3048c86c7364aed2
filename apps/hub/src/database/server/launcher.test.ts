import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { on, once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./launcher.ts";
import { runningPostmaster } from "./postmaster-file.ts";

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(scratchFolder(), "logix-launcher-"));
  chmodSync(folder, 0o755);
  dataDir = join(folder, "postgres");
});

const starters: ChildProcess[] = [];
afterEach(async () => {
  for (const starter of starters.splice(0)) starter.kill("SIGKILL");
  if (runningPostmaster(dataDir) !== undefined) await (await startEmbeddedPostgres({ dataDir })).stop();
  rmSync(folder, { recursive: true });
});

describe("a start", () => {
  test("on an empty folder makes a database that outlives a restart", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first, "create table note as select 'kept' as text");
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second, "select text from note")).toEqual([{ text: "kept" }]);
    expect([first.adopted, second.adopted]).toEqual([false, false]);
    await second.stop();
  });

  test("gives a server that is safe by default: synced, with checksums, behind a password, on the loopback address", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const safety = [
      "fsync",
      "data_checksums",
      "listen_addresses",
      "unix_socket_directories",
      "password_encryption",
      "TimeZone",
    ];
    const [row] = await query(
      server,
      `select ${safety.map((name) => `current_setting('${name}')`).join("||' '||")} as all`,
    );
    expect(row).toEqual({ all: "on on 127.0.0.1  scram-sha-256 UTC" });
    await expect(query({ url: () => wrongPassword(server) }, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
    await server.stop();
  });

  test("lets settings be overruled", async () => {
    const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: "off", max_connections: 7 } });
    expect(await query(server, "show max_connections")).toEqual([{ max_connections: "7" }]);
    await server.stop();
  });

  test("that fails shows what PostgreSQL said", async () => {
    const settings = { fsync: "off", shared_buffers: "plenty" };
    await expect(startEmbeddedPostgres({ dataDir, settings })).rejects.toThrow(
      /did not start.*postgres\.log:\n.*"shared_buffers": "plenty"/s,
    );
  });

  test("refuses a folder with other files in it and leaves them alone", async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, "holiday.jpg"), "");
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow("holds files that are no PostgreSQL database");
    expect(readdirSync(dataDir)).toEqual(["holiday.jpg"]);
  });

  test("says that the password is missing rather than making a wrong one", async () => {
    await (await startEmbeddedPostgres({ dataDir })).stop();
    rmSync(`${dataDir}.password`);
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`${dataDir}.password is missing`);
  });

  test("says at once that the password is not that of the running server", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    writeFileSync(`${dataDir}.password`, "guess");
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`${dataDir}.password is not the password`);
    await server.stop();
  });

  test.runIf(process.getuid?.() === 0 && spawnSync("sh", ["-c", "unshare --user true"]).status === 0)(
    "as root works below a folder that no other user can enter",
    async () => {
      chmodSync(folder, 0o700);
      const server = await startEmbeddedPostgres({ dataDir });
      expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
      expect(statSync(dataDir).uid).toBe(0);
      await server.stop();
    },
  );
});

describe("a stop", () => {
  test("ends the server although connections are open, and may be repeated", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const client = new pg.Client(server.url("postgres"));
    client.on("error", () => {});
    await client.connect();
    await server.stop();
    await server.stop();
    expect(runningPostmaster(dataDir)).toBeUndefined();
  });
});

describe("after a hub was killed", () => {
  test("the next one adopts its server with everything committed, and stops it", async () => {
    const starter = startElsewhere();
    const theirs = await reportOf(starter);
    await query({ url: () => theirs.url }, "create table sale as select 1 as id");
    await kill(starter, "SIGKILL");
    const adopted = await startEmbeddedPostgres({ dataDir });
    expect(adopted.adopted).toBe(true);
    expect(adopted.url("postgres")).toBe(theirs.url);
    expect(await query(adopted, "select id from sale")).toEqual([{ id: 1 }]);
    await adopted.stop();
    expect(runningPostmaster(dataDir)).toBeUndefined();
  });

  test("a Ctrl-C in its terminal has not reached the server", async () => {
    const starter = startElsewhere({ detached: true });
    await reportOf(starter);
    await kill(starter, "SIGINT", "group");
    const adopted = await startEmbeddedPostgres({ dataDir });
    expect(adopted.adopted).toBe(true);
    await adopted.stop();
  });

  test("a server killed with it recovers what was committed", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first, "create table sale as select 1 as id");
    process.kill(runningPostmaster(dataDir)?.pid ?? 0, "SIGKILL");
    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.adopted).toBe(false);
    expect(await query(second, "select id from sale")).toEqual([{ id: 1 }]);
    await second.stop();
  });

  test("a half-made data folder is made anew", async () => {
    const drafted = appears((name) => name.startsWith("postgres.draft-"));
    const starter = startElsewhere();
    await drafted;
    await kill(starter, "SIGKILL");
    expect(existsSync(dataDir)).toBe(false);
    const server = await startEmbeddedPostgres({ dataDir });
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
    expect(readdirSync(folder).sort()).toEqual(["postgres", "postgres.log", "postgres.password"]);
  });
});

describe("two hubs that start at once", () => {
  test.each(["an empty folder", "an existing database"])("on %s share one server", async (state) => {
    if (state === "an existing database") await (await startEmbeddedPostgres({ dataDir })).stop();
    const [one, other] = await Promise.all([startElsewhere(), startElsewhere()].map(reportOf));
    expect(one?.url).toBe(other?.url);
    expect([one?.adopted, other?.adopted].sort()).toEqual([false, true]);
  });
});

async function query(server: Pick<EmbeddedPostgres, "url">, sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.url("postgres"));
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function wrongPassword(server: EmbeddedPostgres): string {
  const url = new URL(server.url("postgres"));
  url.password = "guess";
  return url.href;
}

const startAndReport = `
  const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve("./launcher.ts"))});
  const server = await startEmbeddedPostgres({ dataDir: process.argv[1] });
  console.log(JSON.stringify({ url: server.url("postgres"), adopted: server.adopted }));
  setInterval(() => {}, 60_000);
`;

function startElsewhere(options: { detached?: boolean } = {}): ChildProcess {
  const args = ["--input-type=module", "--eval", startAndReport, dataDir];
  const starter = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  starters.push(starter);
  return starter;
}

async function reportOf(starter: ChildProcess): Promise<{ url: string; adopted: boolean }> {
  if (starter.stdout === null) throw new Error("The starter has no output");
  for await (const line of createInterface(starter.stdout)) {
    return z.object({ url: z.string(), adopted: z.boolean() }).parse(JSON.parse(line));
  }
  throw new Error("The starter ended without a report");
}

async function kill(
  starter: ChildProcess,
  signal: NodeJS.Signals,
  whom: "process" | "group" = "process",
): Promise<void> {
  const ended = once(starter, "exit");
  process.kill(whom === "group" ? -(starter.pid ?? 0) : (starter.pid ?? 0), signal);
  await ended;
}

async function appears(isIt: (name: string) => boolean): Promise<void> {
  const watcher = watch(folder);
  for await (const [, name] of on(watcher, "change")) {
    if (isIt(String(name))) break;
  }
  watcher.close();
}
