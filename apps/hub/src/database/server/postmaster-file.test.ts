import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { removeStalePostmasterFile, runningPostmaster } from "./postmaster-file.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "logix-postmaster-"));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const file = () => join(dataDir, "postmaster.pid");
const note = (pid: number, status = "ready   ") =>
  writeFileSync(file(), `${pid}\n${dataDir}\n1763596800\n54321\n\n127.0.0.1\n  123 456\n${status}\n`);

/** A process that goes by PostgreSQL's name. */
const postgres = () => spawn(process.execPath, ["--eval", "setInterval(() => {}, 60_000)", "postgres"]);

describe("the server noted in a data folder", () => {
  test("is none where there is no note", () => {
    expect(runningPostmaster(dataDir)).toBeUndefined();
  });

  test("is found with its port while it runs, and not after", async () => {
    const server = postgres();
    await once(server, "spawn");
    note(server.pid ?? 0);
    expect(runningPostmaster(dataDir)).toEqual({ pid: server.pid, port: 54321, ready: true });
    server.kill("SIGKILL");
    await once(server, "exit");
    expect(runningPostmaster(dataDir)).toBeUndefined();
  });

  test.each(["starting", "stopping"])("is not ready while it is %s", async (status) => {
    const server = postgres();
    await once(server, "spawn");
    note(server.pid ?? 0, status);
    expect(runningPostmaster(dataDir)).toMatchObject({ ready: false });
    server.kill("SIGKILL");
  });

  test("is none while the note is still being written", () => {
    writeFileSync(file(), "");
    expect(runningPostmaster(dataDir)).toBeUndefined();
  });
});

describe.runIf(process.platform === "linux")("a note whose number belongs to another program now", () => {
  test("names no server and is removed", () => {
    note(process.pid);
    expect(runningPostmaster(dataDir)).toBeUndefined();
    removeStalePostmasterFile(dataDir);
    expect(existsSync(file())).toBe(false);
  });

  test("is kept when that program may be a PostgreSQL", async () => {
    const server = postgres();
    await once(server, "spawn");
    note(server.pid ?? 0);
    removeStalePostmasterFile(dataDir);
    expect(existsSync(file())).toBe(true);
    server.kill("SIGKILL");
  });
});
