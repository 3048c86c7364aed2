import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { eventually } from "../../../test/support/test-hub.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./launcher.ts";
import { runningPostmaster } from "./postmaster-file.ts";

let folder: string;
let dataDir: string;
let server: EmbeddedPostgres;
let told: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(scratchFolder(), "logix-watch-"));
  dataDir = join(folder, "postgres");
  server = await startEmbeddedPostgres({ dataDir, settings: { full_page_writes: "off" } });
  told = [];
});
afterEach(async () => {
  if (runningPostmaster(dataDir)) await (await startEmbeddedPostgres({ dataDir })).stop();
  rmSync(folder, { recursive: true });
});

const tell = (message: string) => void told.push(message);
const answers = async () => (await query("select 1 as one").catch(() => null)) !== null;

test.each(["SIGKILL", "SIGQUIT"] as const)(
  "a server that dies of %s is started again at its address",
  async (signal) => {
    let replaced = 0;
    const kept = server.keep(tell, () => (replaced += 1));
    await query("create table sale as select 1 as id");
    const pid = runningPostmaster(dataDir)?.pid ?? 0;
    process.kill(pid, signal);
    await eventually(async () => replaced === 1 && (await answers()), "it answers again");
    expect(await query("select id from sale")).toEqual([{ id: 1 }]);
    expect(runningPostmaster(dataDir)?.pid).not.toBe(pid);
    expect(told[0]).toBe(`The embedded PostgreSQL (process ${pid}) has died; it is started again`);
    expect(told.at(-1)).toMatch(/runs again/);
    await kept.stop();
    expect(runningPostmaster(dataDir)).toBeUndefined();
  },
);

test("a server that is stopped on purpose, or left, stays as it is", async () => {
  const kept = server.keep(tell);
  await kept.leave();
  expect(await answers()).toBe(true);
  await kept.stop();
  expect([runningPostmaster(dataDir), told]).toEqual([undefined, []]);
});

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.url("postgres"));
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
