// The hub as a real process: started with an environment, spoken to over HTTP, signalled. None is left behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFailed } from "vitest";
import { call, logIn, OWNER, type Reply } from "./test-hub.ts";

export const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");

/** Real processes on a busy machine; a test that passes needs a tenth of it. */
export const PATIENCE_MS = 150_000;
/** For what happens by itself within such a test. */
export const SETTLE_MS = 60_000;

export type Environment = Readonly<Record<string, string>>;
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly output: string };

export type HubProcess = {
  readonly url: string;
  readonly ended: Promise<Ended>;
  /** Of both streams, so far. */
  output(): string;
  /** Resolves when the process has ended. */
  signal(name: NodeJS.Signals): Promise<Ended>;
};

/** A hub process with its first user logged in. */
export type UsableHub = HubProcess & { call(method: string, path: string, body?: unknown): Promise<Reply> };

const MAIN = join(import.meta.dirname, "../../src/main.ts");
const READY = /Logix is ready at (\S+)/;

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Resolves when the hub says that it is ready. */
export async function startHubProcess(env: Environment): Promise<HubProcess> {
  const { child, output, ended } = spawnNode([MAIN], env);
  onTestFailed(() => void process.stderr.write(output()));
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const address = READY.exec(output())?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on("data", look);
    void ended.then((end) => reject(new Error(`The hub ended before it was ready:\n${end.output}`)));
  });
  return { url, ended, output, signal: signalTo(child, ended) };
}

function signalTo(child: ChildProcess, ended: Promise<Ended>): HubProcess["signal"] {
  return (name) => {
    child.kill(name);
    return ended;
  };
}

export async function startUsableHub(env: Environment): Promise<UsableHub> {
  const hub = await startHubProcess(env);
  const token = await logIn(hub.url, OWNER);
  return { ...hub, call: (method, path, body) => call(hub.url, method, path, body, token) };
}

/** For a hub that is expected to end by itself. */
export function runHubProcess(env: Environment): Promise<Ended> {
  return spawnNode([MAIN], env).ended;
}

/** Any other of our programs. */
export function startProgram(
  args: readonly string[],
  env: Environment,
): Pick<HubProcess, "ended" | "output" | "signal"> {
  const { child, output, ended } = spawnNode(args, env);
  onTestFailed(() => void process.stderr.write(output()));
  return { output, ended, signal: signalTo(child, ended) };
}

/** Ends whatever the tests of a file left running. */
export async function endHubProcesses(): Promise<void> {
  const children = [...running];
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(children.map((child) => (running.has(child) ? once(child, "close") : undefined)));
}

/** On a database that the test holds; `port` is given where the hub comes back at the same address. */
export function onDatabase(databaseUrl: string, port = 0): Environment {
  return { DATABASE_URL: databaseUrl, LOGIX_ENCRYPTION_KEY: ENCRYPTION_KEY, PORT: String(port) };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port");
  return address.port;
}

export async function isListening(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );
}

function spawnNode(args: readonly string[], env: Environment) {
  const child = spawn(process.execPath, args, {
    env: { ...surroundings(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const output = () => text;
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal, output: text });
    }),
  );
  return { child, output, ended };
}

/** Nothing of the caller's own configuration, so that a test means the same everywhere. */
function surroundings(): Record<string, string> {
  const kept = ["PATH", "HOME", "TMPDIR", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOST: "127.0.0.1",
    PORT: "0",
    LOGIX_ADMIN_EMAIL: OWNER.email,
    LOGIX_ADMIN_PASSWORD: OWNER.password,
    LOGIX_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LOGIX_STORE_RATE: "1000",
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "warn",
  };
}
