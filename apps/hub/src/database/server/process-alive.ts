// Asks the system about another process.
import { existsSync, readFileSync } from "node:fs";

/** False also for a process that has ended but was not collected by its parent, as happens in containers. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not permitted to signal it: then it exists, under another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return commandLine(pid) !== "";
}

/** Only Linux tells; elsewhere, and where it may not be seen, there is no answer. */
export function commandLine(pid: number): string | undefined {
  const file = `/proc/${pid}/cmdline`;
  try {
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
