// The PostgreSQL server as a child process that is made to outlive us.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { choosePostgresUser, type PostgresUser } from "./postgres-user.ts";
import { type Postmaster, removeStalePostmasterFile, runningPostmaster } from "./postmaster-file.ts";

export interface Launch {
  readonly dataDir: string;
  readonly logFile: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Long, because after a power cut a large database first repeats what was not written yet. */
export const startTimeoutMs = 300_000;
export const pollMs = 10;
const logLimitBytes = 5_000_000;

/** Waits until the server takes connections. Gives nothing when it ended at once: the log says why. */
export async function startServer(launch: Launch): Promise<Postmaster | undefined> {
  removeStalePostmasterFile(launch.dataDir);
  const user = choosePostgresUser(launch.binaries, launch.dataDir);
  user.own(launch.dataDir);
  const child = await spawnServer(launch, user);
  child.unref(); // the hub may end without it: the next one adopts it
  return waitUntilReady(launch, child);
}

/**
 * The server gets its own process group (detached), so a Ctrl-C in the terminal reaches only the hub, which then stops
 * it in good order. It writes its log to a file, not to us: it must be able to outlive us.
 */
async function spawnServer(launch: Launch, user: PostgresUser): Promise<ChildProcess> {
  const settings = { ...defaultSettings, port: await freePort(), ...launch.settings };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openLog(launch.logFile);
  const stdio: ["ignore", number, number] = ["ignore", output, output];
  try {
    const child = user.spawn(launch.binaries.path("postgres"), ["-D", launch.dataDir, ...flags], {
      stdio,
      detached: true,
    });
    child.on("error", () => {}); // reported as a server that did not start
    return child;
  } finally {
    closeSync(output);
  }
}

// No socket file: its path is limited to 107 bytes. Reached on the loopback address only, with a password.
const defaultSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "128MB",
  max_connections: 60,
  max_wal_size: "2GB",
  random_page_cost: 1.1,
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
};

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port on 127.0.0.1");
  return address.port;
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logLimitBytes) truncateSync(file);
  return openSync(file, "a", 0o600);
}

async function waitUntilReady(launch: Launch, child: ChildProcess): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutMs;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const running = runningPostmaster(launch.dataDir);
    if (running?.pid === child.pid && running.ready) return running;
    if (Date.now() > deadline) throw serverError(launch, `was not ready after ${startTimeoutMs / 1000} seconds`);
    await delay(pollMs);
  }
  return undefined;
}

/** Carries the end of the server's own log. */
export function serverError(launch: Launch, what: string): Error {
  const lastLines = existsSync(launch.logFile) ? readFileSync(launch.logFile, "utf8").slice(-1_500).trim() : "";
  return new Error(`The embedded PostgreSQL ${what}. The end of ${launch.logFile}:\n${lastLines}`);
}
