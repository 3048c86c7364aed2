// A process of the bench's own beside this one: a store, a load generator, a limit. Asked by messages; ends with its parent.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { hold, release } from "./clean-up.ts";

/** What a child can be asked, by name. JSON goes both ways. */
// biome-ignore lint/suspicious/noExplicitAny: each child names its own arguments; no narrower type takes them all
export type Calls = { readonly [name: string]: (argument: any) => unknown };

export type Child<Served extends Calls> = {
  readonly pid: number;
  ask<Name extends keyof Served & string>(
    name: Name,
    argument: Parameters<Served[Name]>[0],
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  stop(): Promise<void>;
};

type Reply = { readonly id: number; readonly result: never; readonly error?: string };
type Waiting = { resolve(result: never): void; reject(error: Error): void };

export function startChild<Served extends Calls>(module: URL, flags: readonly string[] = []): Child<Served> {
  const child = fork(fileURLToPath(module), { execArgv: [...flags], stdio: ["ignore", "inherit", "inherit", "ipc"] });
  hold(child.pid, "SIGKILL");
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  child.on("message", (text) => {
    const reply: Reply = JSON.parse(String(text));
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.error === undefined) asker?.resolve(reply.result);
    else asker?.reject(new Error(reply.error));
  });
  child.on("exit", (code, signal) => {
    release(child.pid);
    for (const asker of waiting.values()) asker.reject(new Error(`${module.pathname} ended (${signal ?? code})`));
  });
  return {
    pid: child.pid ?? 0,
    ask: (name, argument) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send(JSON.stringify({ id: asked, name, argument }));
      }),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
