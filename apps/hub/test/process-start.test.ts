// Starting and stopping: what a person at the terminal sees, and what is left when something is wrong.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../src/database/server/launcher.ts";
import { runningPostmaster } from "../src/database/server/postmaster-file.ts";
import {
  endHubProcesses,
  freePort,
  isListening,
  onDatabase,
  PATIENCE_MS,
  runHubProcess,
  startUsableHub,
} from "./support/hub-process.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { createTestDatabase } from "./support/test-database.ts";

let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(scratchFolder(), "logix-process-start-"));
});
afterEach(endHubProcesses);
afterAll(async () => {
  const postgres = join(dataDir, "postgres");
  if (runningPostmaster(postgres)) await (await startEmbeddedPostgres({ dataDir: postgres })).stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test(
  "a hub on its own database says where it is, answers those who watch it, and stops with its database",
  async () => {
    const hub = await startUsableHub({ LOGIX_DATA_DIR: dataDir });
    expect(hub.output()).toContain(`Logix is ready at ${hub.url}`);
    for (const path of ["/healthz", "/readyz"]) expect(await fetch(hub.url + path)).toMatchObject({ status: 200 });
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toContain("logix_queue_jobs");
    expect(await hub.call("GET", "/api/v1/auth/me")).toMatchObject({ status: 200 });
    expect(await hub.signal("SIGTERM")).toMatchObject({ code: 0 });
    expect(runningPostmaster(join(dataDir, "postgres"))).toBeUndefined();
  },
  PATIENCE_MS,
);

test(
  "a second hub on the same port and data says so, ends, and leaves the first one working",
  async () => {
    const port = String(await freePort());
    const first = await startUsableHub({ LOGIX_DATA_DIR: dataDir, PORT: port });
    const second = await runHubProcess({ LOGIX_DATA_DIR: dataDir, PORT: port });
    expect(second).toMatchObject({ code: 1 });
    expect(second.output).toMatch(/port .*is taken/i);
    expect(second.output).toContain("PORT");
    expect(await first.call("GET", "/api/v1/auth/me")).toMatchObject({ status: 200 });
    expect(await fetch(`${first.url}/readyz`)).toMatchObject({ status: 200 });
    expect(await first.signal("SIGTERM")).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);

test(
  "a hub whose database was left running by a killed one takes it over and stops it in the end",
  async () => {
    const first = await startUsableHub({ LOGIX_DATA_DIR: dataDir });
    await first.signal("SIGKILL");
    expect(runningPostmaster(join(dataDir, "postgres"))).toMatchObject({ ready: true });
    const second = await startUsableHub({ LOGIX_DATA_DIR: dataDir });
    expect(await second.call("GET", "/api/v1/auth/me")).toMatchObject({ status: 200 });
    expect(await second.signal("SIGTERM")).toMatchObject({ code: 0 });
    expect(runningPostmaster(join(dataDir, "postgres"))).toBeUndefined();
  },
  PATIENCE_MS,
);

test("a configuration that is not usable is explained, and nothing listens", async () => {
  const port = await freePort();
  const { code, output } = await runHubProcess({
    PORT: String(port),
    LOGIX_ROLE: "worker",
    LOGIX_STORE_RATE: "fast",
    LOGIX_ENCRYPTION_KEY: "too-short-a-secret",
  });
  expect(code).toBe(1);
  for (const name of ["LOGIX_STORE_RATE", "LOGIX_ENCRYPTION_KEY"]) expect(output).toContain(name);
  expect(output).not.toContain("too-short-a-secret");
  expect(output).not.toContain("    at ");
  expect(await isListening(`http://127.0.0.1:${port}`)).toBe(false);
});

test("a migration that fails is named, and nothing listens", async () => {
  const database = await createTestDatabase();
  await database.pool.query("drop schema public cascade; create schema public; create table accounts (id int)");
  const port = await freePort();
  const { code, output } = await runHubProcess(onDatabase(database.url, port));
  await database.close();
  expect(code).toBe(1);
  expect(output).toContain('0001_accounts.sql failed: relation "accounts" already exists');
  expect(output).not.toContain("    at ");
  expect(await isListening(`http://127.0.0.1:${port}`)).toBe(false);
});

test("a database that cannot be reached is named without its password", async () => {
  const port = await freePort();
  const { code, output } = await runHubProcess(onDatabase(`postgres://logix:hidden-word@127.0.0.1:${port}/logix`));
  expect(code).toBe(1);
  expect(output).toContain(`127.0.0.1:${port}`);
  expect(output).not.toContain("hidden-word");
});
