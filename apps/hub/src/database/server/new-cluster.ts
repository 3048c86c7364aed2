// Makes the data folder of an embedded PostgreSQL, whole or not at all.
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { PostgresUser } from "./postgres-user.ts";
import { isAlive } from "./process-alive.ts";

export interface NewCluster {
  readonly dataDir: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly user: PostgresUser;
  /** False only for throw-away clusters: the new files are then not flushed to disk. */
  readonly durable: boolean;
}

export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, "PG_VERSION"));
}

/**
 * initdb works in a draft folder that is renamed when it is complete, so an interrupted one never looks like a
 * database, and of two processes that start at once one wins and both go on with the same folder.
 */
export async function createCluster(cluster: NewCluster): Promise<void> {
  refuseForeignFiles(cluster.dataDir);
  await removeAbandonedDrafts(cluster.dataDir);
  const draft = `${cluster.dataDir}.draft-${process.pid}`;
  try {
    await runInitdb(cluster, draft);
    publish(draft, cluster.dataDir);
  } finally {
    await removeAll(draft);
  }
}

function refuseForeignFiles(dataDir: string): void {
  if (!existsSync(dataDir) || isCluster(dataDir) || readdirSync(dataDir).length === 0) return;
  throw new Error(`${dataDir} holds files that are no PostgreSQL database. Move them away, or set LOGIX_DATA_DIR.`);
}

async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.draft-`;
  for (const name of readdirSync(dirname(dataDir)).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid === process.pid || !isAlive(pid)) await removeAll(join(dirname(dataDir), name));
  }
}

/** With patience: an initdb whose hub was killed may still be writing. */
async function removeAll(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10 });
}

async function runInitdb(cluster: NewCluster, draft: string): Promise<void> {
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  cluster.user.own(draft);
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  cluster.user.own(passwordFile);
  try {
    await run(cluster, initdbArguments(cluster, draft, passwordFile));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function initdbArguments(cluster: NewCluster, draft: string, passwordFile: string): string[] {
  const identity = ["-D", draft, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const content = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums"];
  return [...identity, ...content, ...(cluster.durable ? [] : ["--no-sync"])];
}

async function run({ binaries, user }: NewCluster, args: readonly string[]): Promise<void> {
  const child = user.spawn(binaries.path("initdb"), args, { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint += chunk;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`PostgreSQL could not create its data folder: ${complaint.trim()}`);
}

function publish(draft: string, dataDir: string): void {
  try {
    if (existsSync(dataDir)) rmdirSync(dataDir); // Windows does not rename onto a folder, not even an empty one
    renameSync(draft, dataDir);
  } catch (cause) {
    if (!isCluster(dataDir)) throw new Error(`Cannot create the data folder ${dataDir}`, { cause });
  }
}
