// Starts the PostgreSQL that comes with the hub, or adopts the one that a killed hub left running.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { readOrCreateSecret } from "../../secret-file.ts";
import { createCluster, isCluster } from "./new-cluster.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { choosePostgresUser } from "./postgres-user.ts";
import { type Postmaster, runningPostmaster } from "./postmaster-file.ts";
import { type Launch, pollMs, serverError, startServer, startTimeoutMs } from "./server-process.ts";
import { type ServerWatch, watchServer } from "./server-watch.ts";

export interface EmbeddedPostgresOptions {
  /** The server's own folder. Its password and its log lie beside it, as `<dataDir>.password` and `<dataDir>.log`. */
  readonly dataDir: string;
  readonly log?: (message: string) => void;
  /** Server settings that win over ours, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

export interface KeptPostgres {
  /** Ends open connections, writes everything to disk and waits for the server to be gone. */
  stop(): Promise<void>;
  /** From now on others look after the server. */
  leave(): Promise<void>;
}

export interface EmbeddedPostgres {
  url(database: string): string;
  /** Starts the server again whenever it dies, until it is stopped or left; `onReplaced` is called each time. */
  keep(tell: (message: string) => void, onReplaced?: () => void): KeptPostgres;
  /** Ends open connections, writes everything to disk and waits for the server to be gone. May be called twice. */
  stop(): Promise<void>;
  /** True when the server was already running: left by a killed hub, or started by another one a moment ago. */
  readonly adopted: boolean;
}

const startAttempts = 5;
const stopTimeoutMs = 60_000;

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const launch = await prepare(options, log);
  for (let attempt = 1; ; attempt++) {
    const running = await findReady(launch);
    if (running !== undefined) {
      log(`Using the embedded PostgreSQL that already runs (process ${running.pid}, port ${running.port})`);
      return handle(launch, running, true);
    }
    const started = await startServer(launch);
    if (started !== undefined) {
      log(`Started the embedded PostgreSQL (process ${started.pid}, port ${started.port})`);
      return handle(launch, started, false);
    }
    // Lost against another starter, or the free port was taken meanwhile.
    if (attempt === startAttempts) throw serverError(launch, "did not start");
  }
}

async function prepare(options: EmbeddedPostgresOptions, log: (message: string) => void): Promise<Launch> {
  const dataDir = resolve(options.dataDir);
  const binaries = findPostgresBinaries();
  const settings = options.settings ?? {};
  const password = readPassword(dataDir);
  if (!isCluster(dataDir)) {
    log(`Creating a database in ${dataDir}`);
    const user = choosePostgresUser(binaries, dataDir);
    await createCluster({ dataDir, password, binaries, user, durable: settings.fsync !== "off" });
  }
  return { dataDir, password, binaries, settings, logFile: `${dataDir}.log` };
}

function readPassword(dataDir: string): string {
  const file = `${dataDir}.password`;
  if (isCluster(dataDir) && !existsSync(file)) {
    throw new Error(
      `${file} is missing: it holds the password of the database in ${dataDir}. Restore it from a backup.`,
    );
  }
  return readOrCreateSecret(file);
}

/** Waits for a server that is starting up or going down, then says whether one is there to be used. */
async function findReady(launch: Launch): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const running = runningPostmaster(launch.dataDir);
    if (running === undefined) return undefined;
    if (running.ready && (await answers(launch, running))) return running;
    if (Date.now() > deadline) throw serverError(launch, `(process ${running.pid}) runs but does not answer`);
    await delay(pollMs);
  }
}

async function answers(launch: Launch, { port }: Postmaster): Promise<boolean> {
  const client = new pg.Client({ connectionString: url(launch, port, "postgres"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => {}); // a server going down; the caller asks again
  try {
    await client.connect();
    return true;
  } catch (cause) {
    if (isWrongPassword(cause)) {
      throw new Error(`${launch.dataDir}.password is not the password of the database`, { cause });
    }
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "28P01";
}

function handle(launch: Launch, { pid, port }: Postmaster, adopted: boolean): EmbeddedPostgres {
  return {
    url: (database) => url(launch, port, database),
    stop: () => stop(launch, pid),
    keep: (tell, onReplaced) => {
      const watch = watchServer({ launch, server: { pid, port, ready: true }, tell, onReplaced });
      return { stop: () => stopKept(launch, watch), leave: watch.end };
    },
    adopted,
  };
}

async function stopKept(launch: Launch, watch: ServerWatch): Promise<void> {
  await watch.end();
  await stop(launch, watch.current().pid);
}

function url({ password }: Launch, port: number, database: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Fast shutdown. Another hub may have stopped it, and even started a new one, meanwhile: only `pid` is ours to stop. */
async function stop(launch: Launch, pid: number): Promise<void> {
  const isRunning = () => runningPostmaster(launch.dataDir)?.pid === pid;
  if (isRunning()) requestStop(launch, pid);
  const deadline = Date.now() + stopTimeoutMs;
  while (isRunning()) {
    if (Date.now() > deadline) throw serverError(launch, `(process ${pid}) did not stop`);
    await delay(pollMs);
  }
}

function requestStop({ binaries, dataDir }: Launch, pid: number): void {
  // On Windows a signal ends a process without warning; pg_ctl has a way of its own to ask.
  if (process.platform === "win32") spawnSync(binaries.path("pg_ctl"), ["stop", "-D", dataDir, "-m", "fast"]);
  else process.kill(pid, "SIGINT");
}
