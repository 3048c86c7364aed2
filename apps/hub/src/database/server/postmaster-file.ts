// Reads postmaster.pid, the note that a running PostgreSQL keeps in its data folder.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commandLine, isAlive } from "./process-alive.ts";

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server that runs on this data folder, if one does. */
export function runningPostmaster(dataDir: string): Postmaster | undefined {
  const noted = readPostmaster(dataDir);
  return noted !== undefined && isAlive(noted.pid) && !isAnotherProgram(noted.pid) ? noted : undefined;
}

/**
 * Removes the note of a server that was killed when its number now belongs to another program, as is usual after
 * a container restart. PostgreSQL itself sees only that the number is alive and would refuse to start for ever.
 */
export function removeStalePostmasterFile(dataDir: string): void {
  const noted = readPostmaster(dataDir);
  if (noted !== undefined && isAnotherProgram(noted.pid)) rmSync(pidFile(dataDir));
}

function readPostmaster(dataDir: string): Postmaster | undefined {
  if (!existsSync(pidFile(dataDir))) return undefined;
  const lines = readIfThere(pidFile(dataDir)).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 ? { pid, port: port > 0 ? port : 0, ready: lines[7]?.trim() === "ready" } : undefined;
}

function pidFile(dataDir: string): string {
  return join(dataDir, "postmaster.pid");
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the server has just stopped
  }
}

function isAnotherProgram(pid: number): boolean {
  return commandLine(pid)?.includes("postgres") === false;
}
