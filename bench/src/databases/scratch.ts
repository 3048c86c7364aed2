// Folders for databases, on a disk and not in memory where the machine has such a place.
import { chmodSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdFolder } from "../support/clean-up.ts";

/** BENCH_FOLDER says where else. /tmp is memory on many systems, where syncing costs nothing. */
function scratchRoot(): string {
  return process.env.BENCH_FOLDER ?? (existsSync("/var/tmp") ? "/var/tmp" : tmpdir());
}

export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(scratchRoot(), `logix-bench-${name}-`));
  chmodSync(folder, 0o711); // a database server that runs as another user must find its own folder in it
  holdFolder(folder);
  return folder;
}
