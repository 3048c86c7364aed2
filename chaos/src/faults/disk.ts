// A disk of its own for the database that can be full: a tmpfs that is shrunk to what it holds. Needs the right to mount.
import { spawnSync } from "node:child_process";
import { mkdirSync, statfsSync } from "node:fs";

export type Disk = { fill(): boolean; free(): void; remove(): void };

const SIZE = "size=6g";
/** Room for a few pages: a disk is seldom full to the last byte. */
const ROOM_KB = 128;

/** Undefined where this user must not mount. */
export function mountDisk(folder: string): Disk | undefined {
  mkdirSync(folder, { recursive: true });
  if (!run("mount", "-t", "tmpfs", "-o", `${SIZE},mode=755`, "tmpfs", folder)) return undefined;
  process.on("exit", remove);
  function remove(): void {
    process.off("exit", remove);
    run("umount", "-l", folder);
  }
  return {
    fill: () => run("mount", "-o", `remount,size=${usedKb(folder) + ROOM_KB}k`, folder),
    free: () => void run("mount", "-o", `remount,${SIZE}`, folder),
    remove,
  };
}

function usedKb(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return Math.ceil(((blocks - bfree) * bsize) / 1024);
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
