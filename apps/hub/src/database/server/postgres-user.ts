// PostgreSQL refuses to run as root. This picks who it runs as, and starts its programs as that user.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";

export interface PostgresUser {
  /** self: as we are. other: root hands over to a plain user. namespace: root, seen as a plain user from inside. */
  readonly kind: "self" | "other" | "namespace";
  spawn(file: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Makes a file, or a folder with all in it, belong to this user. */
  own(path: string): void;
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

const nobody: Ids = { uid: 65534, gid: 65534 };
const namespaceProgram = "unshare";
const namespaceFlags = ["--user", `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];

/** Creates the folder of `dataDir` where it is missing, because who can reach it decides. */
export function choosePostgresUser(binaries: PostgresBinaries, dataDir: string): PostgresUser {
  mkdirSync(dirname(dataDir), { recursive: true });
  if (process.getuid?.() !== 0) return self;
  const ids = plainOwner(dataDir) ?? nobody;
  if (canReach(ids, binaries, dirname(dataDir))) return other(ids);
  if (canUseNamespace(binaries)) return namespace;
  throw new Error(
    `The hub runs as root, and PostgreSQL does not: neither another user nor a user namespace can run it in ${dataDir}. Start the hub as a normal user, or set DATABASE_URL.`,
  );
}

const self: PostgresUser = {
  kind: "self",
  spawn: (file, args, options = {}) => spawn(file, args, withOwnSettings(options)),
  own: () => {},
};

function other(ids: Ids): PostgresUser {
  return {
    kind: "other",
    spawn: (file, args, options = {}) => spawn(file, args, { ...withOwnSettings(options), ...ids }),
    own: (path) => chownAll(path, ids),
  };
}

const namespace: PostgresUser = {
  kind: "namespace",
  spawn: (file, args, options = {}) =>
    spawn(namespaceProgram, [...namespaceFlags, file, ...args], withOwnSettings(options)),
  own: (path) => chownAll(path, { uid: 0, gid: 0 }),
};

function plainOwner(dataDir: string): Ids | undefined {
  const found = statSync(dataDir, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

function canReach(ids: Ids, binaries: PostgresBinaries, folder: string): boolean {
  const enter = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], ids);
  return enter.status === 0 && spawnSync(binaries.path("postgres"), ["--version"], { ...ids, cwd: "/" }).status === 0;
}

function canUseNamespace(binaries: PostgresBinaries): boolean {
  return spawnSync(namespaceProgram, [...namespaceFlags, binaries.path("postgres"), "--version"]).status === 0;
}

function chownAll(path: string, ids: Ids): void {
  if (!existsSync(path) || statSync(path).uid === ids.uid) return;
  const inside = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: "utf8" }) : [];
  for (const name of inside) chownSync(join(path, name), ids.uid, ids.gid);
  // The folder itself goes last: it is what marks the work as done.
  chownSync(path, ids.uid, ids.gid);
}

/** The server gets neither the hub's secrets nor settings meant for clients, and starts where every user may be. */
function withOwnSettings(options: SpawnOptions): SpawnOptions {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LOGIX_|DATABASE_URL|NODE_|npm_)/.test(name));
  return { windowsHide: true, cwd: "/", ...options, env: { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" } };
}
