// (b) Deliveries: how many a second are verified, stored and acknowledged, how long each waits, and what each costs.
import { type Client, connectTo, type Server } from "../databases/server.ts";
import { type Aim, atLeast, atMost, type Figure, type Stage } from "../figures.ts";
import { connect, logIn, receiverPath, WEBHOOK_SECRET } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { ReceiverCalls } from "../limits/bare-receiver.ts";
import type { Outcome } from "../load/loops.ts";
import type { Target } from "../load/sender.ts";
import type { Sizes } from "../sizes.ts";
import { startChild } from "../support/child.ts";
import { now, until } from "../support/clock.ts";
import { type Usage, watchUsage } from "../support/usage.ts";
import { type Load, openLoad } from "./stage-store.ts";

const VERSIONS = 3;
const DRAIN_MS = 300_000;

type Measured = {
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly notes: readonly string[];
  readonly fault?: string | undefined;
};

export async function measureDeliveries(server: Server, sizes: Sizes["deliveries"], stage: Stage): Promise<Figure[]> {
  const load = await openLoad(sizes.warmUps);
  const figures: Figure[] = [];
  for (const clients of sizes.clients) {
    stage.tell(`deliveries, ${clients} clients`);
    const bytes = await load.prepare(sizes.closed, VERSIONS);
    const { from } = load;
    const send = (target: Target) => load.sender.ask("closed", { target, clients, from });
    const limit = await bare(server, load, send);
    const receiving = await underLoad(server, load, "api", send, stage);
    const whole = await underLoad(server, load, "all", send, stage);
    const what = `${clients} clients, ${(bytes / 1000).toFixed(1)} KB each`;
    figures.push(rateFigure(`${what}: received (LOGIX_ROLE=api)`, receiving, limit, true));
    figures.push(rateFigure(`${what}: received while one process also applies them`, whole, limit, false));
  }
  for (const { rate, seconds } of sizes.open) {
    stage.tell(`deliveries, ${rate} a second`);
    await load.prepare(rate * seconds, VERSIONS);
    const { from } = load;
    const send = (target: Target) => load.sender.ask("open", { target, rate, from });
    const limit = await bare(server, load, send);
    const measured = await underLoad(server, load, "all", send, stage);
    figures.push(...latencyFigures(rate, seconds, measured, limit));
  }
  await load.stop();
  return figures;
}

type Send = (target: Target) => Promise<Outcome>;

async function bare(server: Server, load: Load, send: Send): Promise<Measured> {
  const databaseUrl = await server.fresh();
  const receiver = startChild<ReceiverCalls>(new URL("../limits/bare-receiver.ts", import.meta.url));
  const origin = await receiver.ask("start", { databaseUrl, secret: WEBHOOK_SECRET });
  const target = { origin, path: "/" };
  await load.warmUp(target);
  const watch = watchUsage(receiver.pid, server.pid);
  const outcome = await send(target);
  const usage = watch.end();
  await receiver.stop();
  return { outcome, usage, notes: [] };
}

async function underLoad(server: Server, load: Load, role: "api" | "all", send: Send, stage: Stage): Promise<Measured> {
  const databaseUrl = await server.fresh();
  const hub = await startHub({ databaseUrl, role, profileFolder: stage.profileFolder });
  const connection = await connect(await logIn(hub.url), load.store, false);
  const target = { origin: hub.url, path: receiverPath(connection) };
  const database = await connectTo(databaseUrl);
  await load.warmUp(target);
  if (role === "all") await drained(database);
  const watch = watchUsage(hub.pid, server.pid);
  const started = now();
  const outcome = await send(target);
  if (role === "all") await drained(database);
  const seconds = (now() - started) / 1000;
  const usage = watch.end();
  const fault = await faultOf(database, load.from, outcome);
  const notes = role === "all" ? [`all applied after ${seconds.toFixed(1)} s: ${await statesOf(database)}`] : [];
  await database.end();
  await hub.stop();
  return { outcome, usage, notes, fault };
}

async function drained(database: Client): Promise<void> {
  const isDrained = async () => {
    const {
      rows: [row],
    } = await database.query<{ open: boolean }>(
      "select exists (select from deliveries where state in ('waiting', 'rereading')) as open",
    );
    return row?.open === false;
  };
  await until("all deliveries were applied", isDrained, { everyMs: 200, withinMs: DRAIN_MS });
}

async function statesOf(database: Client): Promise<string> {
  const { rows } = await database.query<{ state: string; count: number }>(
    "select state, count(*)::int as count from deliveries group by state order by 2 desc",
  );
  return rows.map(({ state, count }) => `${count} ${state}`).join(", ");
}

/** Nothing but 2xx, and everything that was acknowledged is in the database. */
async function faultOf(database: Client, before: number, { sent, statuses }: Outcome): Promise<string | undefined> {
  const {
    rows: [row],
  } = await database.query<{ stored: number; parked: number }>(
    "select count(*)::int as stored, count(*) filter (where state = 'parked')::int as parked from deliveries",
  );
  const accepted = statuses[200] ?? 0;
  if (accepted === sent && row?.stored === before + sent && row.parked === 0) return undefined;
  return `of ${sent} sent ${accepted} were accepted, with ${before} before them ${row?.stored} stored, ${row?.parked} parked: ${JSON.stringify(statuses)}`;
}

function rateFigure(what: string, measured: Measured, limit: Measured, isReceivingAlone: boolean): Figure {
  const value = measured.outcome.sent / measured.outcome.seconds;
  const bareRate = limit.outcome.sent / limit.outcome.seconds;
  const cost = costOf(measured);
  const { p50, p99, max } = measured.outcome.latencyMs;
  const likeForLike = [atLeast("ratio", value / bareRate, 0.7), atMost("ms of processor time", cost, 0.45)];
  return {
    part: "b",
    what,
    value,
    unit: "deliveries/s",
    limit: bareRate,
    usage: measured.usage,
    items: measured.outcome.sent,
    aims: [atLeast("deliveries/s", value, 2000), ...(isReceivingAlone ? likeForLike : [])],
    fault: measured.fault,
    notes: [
      `answered after p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, at most ${max.toFixed(0)} ms`,
      `the limit costs ${costOf(limit).toFixed(2)} ms of processor time each`,
      ...measured.notes,
    ],
  };
}

function latencyFigures(rate: number, seconds: number, measured: Measured, limit: Measured): Figure[] {
  const { p50, p99, max } = measured.outcome.latencyMs;
  const aims: Readonly<Record<string, readonly Aim[]>> = {
    "100 p50": [atMost("ms", p50, 3)],
    "100 p99": [atMost("ms", p99, 15)],
    "1000 max": [atMost("ms", max, 500)],
  };
  return (["p50", "p99", "max"] as const).map((name) => ({
    part: "b",
    what: `${rate} a second for ${seconds} s: ${name} until acknowledged`,
    value: measured.outcome.latencyMs[name],
    unit: "ms",
    limit: limit.outcome.latencyMs[name],
    ...(name === "max" && { usage: measured.usage, items: measured.outcome.sent, notes: measured.notes }),
    aims: aims[`${rate} ${name}`] ?? [],
    fault: measured.fault,
  }));
}

function costOf({ usage, outcome }: Measured): number {
  return (usage.cpuMs + (usage.databaseCpuMs ?? 0)) / outcome.sent;
}
