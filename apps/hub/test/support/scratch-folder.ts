// Where throw-away PostgreSQL servers of tests keep their data.
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const memoryFolder = "/dev/shm";
const enoughMemoryBytes = 4_000_000_000;

/**
 * In memory where there is plenty: a database is 300 files, and a disk takes ten times as long to copy them.
 * TMPDIR decides where it is set.
 */
export function scratchFolder(): string {
  if (process.env.TMPDIR) return process.env.TMPDIR;
  try {
    const { bavail, bsize } = statfsSync(memoryFolder);
    return bavail * bsize > enoughMemoryBytes ? memoryFolder : tmpdir();
  } catch {
    return tmpdir(); // not Linux
  }
}
