// Simulated stores beside the hub: each a process of its own that ends with the hub, however the hub ends.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { execPath } from "node:process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { HubError } from "@logix/model";

export type SandboxStart = {
  /** 0: any free one. */
  readonly port: number;
  readonly seed: number;
  readonly orders: number;
  readonly products: number;
};
export type RunningSandbox = { readonly url: string; readonly port: number };

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export type Sandboxes = ReturnType<typeof makeSandboxes>;

/** Each takes about 80 MB. */
const MOST = 8;
const JUST_BEGUN_MS = 60_000;
const START_MS = 20_000;
const ANSWER_MS = 5_000;

export function makeSandboxes() {
  const running = new Map<Child, { port: number; readonly since: number }>();
  return {
    /** Resolves once the store answers. */
    start: async (wanted: SandboxStart): Promise<RunningSandbox> => {
      if (running.size >= MOST) throw tooMany();
      const child = spawn(execPath, [mainFile(), ...flagsOf(wanted)], { stdio: ["pipe", "pipe", "pipe"] });
      const process = { port: wanted.port, since: Date.now() };
      running.set(child, process);
      child.once("exit", () => running.delete(child));
      const url = await addressOf(child).catch((error: unknown) => {
        child.kill();
        throw error;
      });
      process.port = Number(new URL(url).port);
      return { url, port: process.port };
    },
    /** Ends those that nobody is connected to any more; one that has just begun may not be written down yet. */
    keepOnly: (ports: ReadonlySet<number>): void => {
      for (const [child, { port, since }] of running)
        if (!ports.has(port) && Date.now() - since > JUST_BEGUN_MS) child.stdin.end();
    },
    /** What the store's own control says; it answers on this computer alone. */
    control: async (port: number, method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> => {
      const reply = await fetch(`http://127.0.0.1:${port}/_sandbox${path}`, {
        method,
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      }).catch((cause: unknown) => {
        throw new HubError("unreachable", "The sandbox store does not run", { code: "sandbox_away", cause });
      });
      if (!reply.ok)
        throw new HubError("unreachable", "The sandbox store does not take this", { remote: { status: reply.status } });
      return reply.json();
    },
    stop: async (): Promise<void> => {
      const ended = [...running.keys()].map((child) => new Promise((resolve) => child.once("exit", resolve)));
      for (const child of running.keys()) child.stdin.end();
      await Promise.all(ended);
    },
  };
}

function tooMany(): HubError {
  return new HubError("conflict", `This hub runs ${MOST} sandbox stores already`, {
    code: "sandbox_too_many",
    remedy: "Remove one of them, or start one with `npm run sandbox`",
  });
}

function mainFile(): string {
  return fileURLToPath(new URL("main.ts", import.meta.resolve("@logix/sandbox")));
}

function flagsOf({ port, seed, orders, products }: SandboxStart): string[] {
  const flags = { port, seed, orders, products };
  return [...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]), "--until-stdin-ends"];
}

/** The store prints its address once it listens. */
function addressOf(child: Child): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = "";
  const fail = () =>
    reject(
      new HubError("unreachable", "The sandbox store did not start", {
        code: "sandbox_failed",
        remedy: "Try again; the log of the hub says more",
        cause: new Error(said.slice(-2_000)),
      }),
    );
  const timer = setTimeout(fail, START_MS);
  const listen = (chunk: Buffer) => {
    said += chunk.toString();
    const [, url] = /store\s+(http:\/\/127\.0\.0\.1:\d+)\n/.exec(said) ?? [];
    if (url) resolve(url);
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  child.once("error", fail);
  child.once("exit", fail);
  return promise.finally(() => clearTimeout(timer));
}
