// Whatever way the bench ends, nothing that it started stays: processes are ended by their id, folders are removed.
import { rmSync } from "node:fs";

const processes = new Map<number, NodeJS.Signals>();
const folders = new Set<string>();

/** Ends the process with this signal when the bench ends before `release`. */
export function hold(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid !== undefined) processes.set(pid, signal);
}

export function release(pid: number | undefined): void {
  if (pid !== undefined) processes.delete(pid);
}

export function holdFolder(folder: string): void {
  folders.add(folder);
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  folders.delete(folder);
}

/** Once per process of the bench. */
export function cleanUpAtExit(): void {
  process.on("exit", cleanUp);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
}

/** Ends what is still held. */
export function cleanUp(): void {
  for (const [pid, signal] of processes) endIfThere(pid, signal);
  processes.clear();
  for (const folder of folders) removeFolder(folder);
}

function endIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
