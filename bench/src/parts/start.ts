// (e) How long a start takes until the hub listens: the first one, the next one, and after it was killed under load.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runningPostmaster } from "@logix/hub/src/database/server/postmaster-file.ts";
import { scratchFolder } from "../databases/scratch.ts";
import type { Server } from "../databases/server.ts";
import { atMost, type Figure, type Stage } from "../figures.ts";
import { connect, logIn, receiverPath } from "../hub/hub-api.ts";
import { type HubOptions, type HubProcess, startHub } from "../hub/hub-process.ts";
import type { Sizes } from "../sizes.ts";
import { hold, release, removeFolder } from "../support/clean-up.ts";
import { now, until } from "../support/clock.ts";
import { medianOf, spreadOf } from "../support/percentiles.ts";
import { cpuMsOf } from "../support/usage.ts";
import { type Load, openLoad } from "./stage-store.ts";

const CLIENTS = 32;
const GONE_MS = 30_000;

type Start = { readonly ms: number; readonly cpuMs: number };
type Times = Record<string, Start[]>;

export async function measureStart(
  server: Server,
  { rounds, deliveries }: Sizes["start"],
  stage: Stage,
): Promise<Figure[]> {
  const load = await openLoad(0);
  const times: Times = {};
  const limits: number[] = [];
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    stage.tell(`start, round ${round + 1} of ${rounds}`);
    const databaseUrl = await server.fresh();
    limits.push(await bareStart(databaseUrl));
    await load.prepare(deliveries, 1);
    lost += await (server.kind === "embedded" ? embeddedRound(load, times) : serverRound({ databaseUrl }, load, times));
  }
  await load.stop();
  const limit = spreadOf(limits).p50;
  const aims: Readonly<Record<string, number>> = server.kind === "embedded" ? EMBEDDED_AIMS : SERVER_AIMS;
  return Object.entries(times).map(([what, starts]) => toFigure(what, starts, limit, aims[what], lost));
}

const FIRST = "first start, database made and migrated";
const AGAIN = "start of a stopped hub";
const KILLED = "start after kill -9 under deliveries";
const BOTH_KILLED = "start after kill -9 of hub and database";

const SERVER_AIMS = { [AGAIN]: 500, [KILLED]: 2000 };
const EMBEDDED_AIMS = { [KILLED]: 2000, [BOTH_KILLED]: 2000 };

function toFigure(
  what: string,
  starts: readonly Start[],
  limit: number,
  aim: number | undefined,
  lost: number,
): Figure {
  const { p50, max } = spreadOf(starts.map(({ ms }) => ms));
  const cpuMs = medianOf(starts.map((start) => start.cpuMs));
  return {
    part: "e",
    what,
    value: p50,
    unit: "ms",
    limit,
    aims: aim === undefined ? [] : [atMost("ms", p50, aim)],
    fault: what.includes("kill") && lost > 0 ? `${lost} acknowledged deliveries were lost` : undefined,
    notes: [
      `median of ${starts.length}, at most ${Math.round(max)} ms; ${cpuMs} ms of processor time until it listened`,
    ],
  };
}

async function serverRound(options: HubOptions, load: Load, times: Times): Promise<number> {
  const first = await timed(times, FIRST, options);
  await first.stop();
  const second = await timed(times, AGAIN, options);
  const acknowledged = await killUnderLoad(second, load);
  const third = await timed(times, KILLED, options);
  const lost = acknowledged - (await deliveriesOf(third));
  await third.stop();
  return Math.max(0, lost);
}

/** The hub's own database, which outlives a killed hub and is adopted by the next one. */
async function embeddedRound(load: Load, times: Times): Promise<number> {
  const dataDir = scratchFolder("start");
  const postgres = () => runningPostmaster(join(dataDir, "postgres"))?.pid;
  try {
    const first = await timed(times, FIRST, { dataDir });
    await first.stop();
    const second = await timed(times, AGAIN, { dataDir });
    hold(postgres(), "SIGQUIT");
    const acknowledged = await killUnderLoad(second, load);
    const third = await timed(times, KILLED, { dataDir });
    const lost = acknowledged - (await deliveriesOf(third));
    await third.kill();
    await killServer(postgres());
    const fourth = await timed(times, BOTH_KILLED, { dataDir });
    hold(postgres(), "SIGQUIT");
    const lostNow = acknowledged - (await deliveriesOf(fourth));
    const pid = postgres();
    await fourth.stop();
    release(pid);
    return Math.max(0, lost, lostNow);
  } finally {
    removeFolder(dataDir);
  }
}

/** As a power cut would end it: the server with all its processes, none of which may tidy up. */
async function killServer(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error("The embedded database of the killed hub is gone");
  process.kill(-pid, "SIGKILL");
  await until("the database was gone", () => !isThere(pid), { everyMs: 10, withinMs: GONE_MS });
  release(pid);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function timed(times: Times, what: string, options: HubOptions): Promise<HubProcess> {
  const hub = await startHub(options);
  times[what] = [...(times[what] ?? []), { ms: hub.readyMs, cpuMs: cpuMsOf(hub.pid) }];
  return hub;
}

/** Kills the hub in the middle of deliveries and returns how many it had acknowledged. */
async function killUnderLoad(hub: HubProcess, load: Load): Promise<number> {
  const connection = await connect(await logIn(hub.url), load.store, false);
  const target = { origin: hub.url, path: receiverPath(connection) };
  const sending = load.sender.ask("closed", { target, clients: CLIENTS, from: 0 });
  await delay(300);
  await hub.kill();
  return (await sending).statuses[200] ?? 0;
}

async function deliveriesOf(hub: HubProcess): Promise<number> {
  const api = await logIn(hub.url);
  let count = 0;
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = (await api.call<Page>("GET", `/api/v1/deliveries?limit=200${cursor && `&cursor=${cursor}`}`))
      .body;
    count += page.deliveries.length;
    cursor = page.next_cursor;
  }
  return count;
}

type Page = { readonly deliveries: readonly unknown[]; readonly next_cursor: string | null };

async function bareStart(databaseUrl: string): Promise<number> {
  const started = now();
  const main = fileURLToPath(new URL("../limits/bare-start.ts", import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  hold(child.pid, "SIGKILL");
  await once(child.stdout, "data");
  const took = now() - started;
  child.kill("SIGKILL");
  release(child.pid);
  return took;
}
