// One process of the hub that is started again whenever it ends, as an init system would do it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, createWriteStream } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { hold, release } from "../../../bench/src/support/clean-up.ts";
import { until } from "../../../bench/src/support/clock.ts";
import type { Tally } from "../tally.ts";

export type HubProcessOptions = {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly tally: Tally;
};

export type HubProcess = {
  readonly name: string;
  isReady(): boolean;
  /** Resolves when it has said that it is ready. */
  ready(): Promise<void>;
  /** Resolves when it has been ready for as long as it took to start: killed sooner, it would never get anything done. */
  atWork(): Promise<void>;
  /** kill -9; false where it was down anyhow. It is started again at once. */
  kill(): Promise<boolean>;
  stop(): Promise<void>;
};

const MAIN = fileURLToPath(new URL("../../../apps/hub/src/main.ts", import.meta.url));
const CLOCK = new URL("./clock-shift.ts", import.meta.url).href;
const RESTART_MS = 100;
const START_MS = 60_000;

export function keepHubProcess({ name, env, logFile, tally }: HubProcessOptions): HubProcess {
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess | undefined;
  let isReady = false;
  let startedAt = 0;
  let restedUntil = 0;
  let isWanted = true;
  let wasKilled = false;

  async function live(): Promise<void> {
    while (isWanted) {
      await lifeOf(start());
      await delay(RESTART_MS);
    }
  }

  function start(): ChildProcess {
    wasKilled = false;
    startedAt = performance.now();
    const started = spawn(process.execPath, ["--import", CLOCK, MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
    hold(started.pid, "SIGKILL");
    for (const stream of [started.stdout, started.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        log.write(chunk);
        if (!chunk.includes("Logix is ready at")) return;
        isReady = true;
        restedUntil = 2 * performance.now() - startedAt;
      });
    }
    child = started;
    tally.add("starts of hub processes");
    return started;
  }

  async function lifeOf(started: ChildProcess): Promise<void> {
    const [code, signal] = await once(started, "exit");
    release(started.pid);
    appendFileSync(logFile, `== ${name} ended with ${signal ?? code}\n`);
    if (isWanted && !wasKilled) tally.add(isReady ? "hub processes that ended by themselves" : "starts that failed");
    isReady = false;
  }

  const living = live();
  return {
    name,
    isReady: () => isReady,
    ready: () => until(`${name} was ready (see ${logFile})`, () => isReady, { everyMs: 20, withinMs: START_MS }),
    atWork: () =>
      until(`${name} was at work (see ${logFile})`, () => isReady && performance.now() > restedUntil, {
        everyMs: 20,
        withinMs: 2 * START_MS,
      }),
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return false;
      const gone = once(child, "exit");
      wasKilled = true;
      child.kill("SIGKILL");
      await gone;
      return true;
    },
    stop: async () => {
      isWanted = false;
      child?.kill("SIGTERM");
      await living;
      log.end();
    },
  };
}
