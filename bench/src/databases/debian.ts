// The PostgreSQL that Debian installs, in a folder of its own, with the settings of the embedded one so that both compare.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { hold, release, removeFolder } from "../support/clean-up.ts";
import type { Running } from "./running.ts";
import { scratchFolder } from "./scratch.ts";

const INSTALLED = "/usr/lib/postgresql";
const run = promisify(execFile);

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "128MB",
  max_connections: 100,
  max_wal_size: "2GB",
  random_page_cost: 1.1,
  timezone: "UTC",
};

export async function startDebianServer(): Promise<Running | undefined> {
  const bin = newestBinaries();
  if (bin === undefined) return undefined;
  const folder = scratchFolder("postgres");
  const dataDir = join(folder, "data");
  if (isRoot()) chownSync(folder, ...(await postgresIds()));
  await asServerUser(join(bin, "initdb"), [
    "-D",
    dataDir,
    "-A",
    "trust",
    "-U",
    "postgres",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "-k",
  ]);
  const port = await freePort();
  const flags = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(folder, "log");
  await asServerUser(join(bin, "pg_ctl"), ["-D", dataDir, "-w", "-l", log, "-o", flags.join(" "), "start"]);
  const pid = Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  hold(pid, "SIGQUIT");
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pid,
    stop: async () => {
      await asServerUser(join(bin, "pg_ctl"), ["-D", dataDir, "-w", "-m", "fast", "stop"]);
      release(pid);
      removeFolder(folder);
    },
  };
}

function newestBinaries(): string | undefined {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = readdirSync(INSTALLED).sort((one, other) => Number(other) - Number(one));
  return versions.map((version) => join(INSTALLED, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
}

/** PostgreSQL refuses to run as root. Its output goes to files: a pipe would be kept open by the server. */
async function asServerUser(program: string, args: readonly string[]): Promise<void> {
  const [command, ...rest] = isRoot() ? ["runuser", "-u", "postgres", "--", program, ...args] : [program, ...args];
  if (command !== undefined) await run(command, rest, { cwd: "/", timeout: 60_000 });
}

async function postgresIds(): Promise<[number, number]> {
  const [user, group] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
  return [Number(user.stdout), Number(group.stdout)];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
