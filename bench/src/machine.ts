// What was measured on: without it no figure says anything.
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { arch, cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { scratchFolder } from "./databases/scratch.ts";
import { removeFolder } from "./support/clean-up.ts";
import { now } from "./support/clock.ts";
import { type Spread, spreadOf } from "./support/percentiles.ts";

export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly measuredAt: string;
  /** Writing and syncing 8 KB, which every commit waits for. */
  readonly syncMs: Spread;
};

const SYNCS = 200;

export function lookAtMachine(): Machine {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim() ?? "unknown",
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    measuredAt: new Date().toISOString(),
    syncMs: measureSync(),
  };
}

function measureSync(): Spread {
  const folder = scratchFolder("sync");
  const file = openSync(join(folder, "file"), "w");
  const page = Buffer.alloc(8192, 1);
  const times = Array.from({ length: SYNCS }, () => {
    const started = now();
    writeSync(file, page);
    fdatasyncSync(file);
    return now() - started;
  });
  closeSync(file);
  removeFolder(folder);
  return spreadOf(times);
}
