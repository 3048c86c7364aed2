// The hub under test: a process of its own, started as its users start it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { hold, release } from "../support/clean-up.ts";
import { now } from "../support/clock.ts";

export const OWNER = { email: "owner@example.com", password: "a long password" };

const MAIN = fileURLToPath(new URL("../../../apps/hub/src/main.ts", import.meta.url));
const START_MS = 60_000;
const LINES_KEPT = 40;

export type HubOptions = {
  /** Without it the hub runs its own database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir?: string;
  readonly role?: "all" | "api" | "worker";
  /** Requests a second to one store; undefined is each connector's polite default. */
  readonly storeRate?: number;
  /** Where V8 shall write a processor profile of the hub. */
  readonly profileFolder?: string | undefined;
};

export type HubProcess = {
  readonly pid: number;
  readonly url: string;
  /** From the start of the process until it said that it listens. */
  readonly readyMs: number;
  stop(): Promise<void>;
  /** As a power cut would, without any warning. */
  kill(): Promise<void>;
};

export async function startHub(options: HubOptions): Promise<HubProcess> {
  const started = now();
  const flags = options.profileFolder ? ["--cpu-prof", `--cpu-prof-dir=${options.profileFolder}`] : [];
  const child = spawn(process.execPath, [...flags, MAIN], {
    env: environment(options),
    stdio: ["ignore", "pipe", "pipe"],
  });
  hold(child.pid, "SIGKILL");
  child.once("exit", () => release(child.pid));
  const url = await addressOf(child);
  return {
    pid: child.pid ?? 0,
    url,
    readyMs: now() - started,
    stop: () => end(child, "SIGTERM"),
    kill: () => end(child, "SIGKILL"),
  };
}

/** Only what is said here: settings of the machine's own hub must not leak in. */
function environment({ databaseUrl, dataDir, role, storeRate }: HubOptions): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "warn",
    LOGIX_ADMIN_EMAIL: OWNER.email,
    LOGIX_ADMIN_PASSWORD: OWNER.password,
    LOGIX_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LOGIX_ROLE: role ?? "all",
    ...(databaseUrl !== undefined && {
      DATABASE_URL: databaseUrl,
      LOGIX_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    }),
    ...(dataDir !== undefined && { LOGIX_DATA_DIR: dataDir }),
    ...(storeRate !== undefined && { LOGIX_STORE_RATE: String(storeRate) }),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const lines: string[] = [];
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      lines.push(...String(chunk).split("\n"));
      lines.splice(0, lines.length - LINES_KEPT);
      const address = /Logix is ready at (\S+)/.exec(String(chunk))?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    const fail = (why: string) => reject(new Error(`The hub ${why}:\n${lines.join("\n")}`));
    child.once("exit", (code) => fail(`ended with ${code}`));
    setTimeout(() => fail("was not ready in time"), START_MS).unref();
  });
  return ready;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
