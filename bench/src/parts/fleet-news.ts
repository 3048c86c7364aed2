// News of all stores at a fixed rate, and stock changes that all of them are told of: how long each takes for the stores that are
// well. Two others are kept busy all the while: every second they have runs to do and a new number to show.
import { setTimeout as delay } from "node:timers/promises";
import { query } from "../databases/server.ts";
import { receiverPath } from "../hub/hub-api.ts";
import type { Sizes } from "../sizes.ts";
import { now, until } from "../support/clock.ts";
import { spreadOf } from "../support/percentiles.ts";
import { type Ground, requestRun, WORK_MS, watchGround } from "./fleet-ground.ts";
import type { Load } from "./stage-store.ts";

/** Those that get into trouble. */
const SICK = 2;
const BUSY_EVERY_MS = 1000;

/** `offset`: the first number that is set; those of two measurements must not be the same. */
export async function measureNews(ground: Ground, load: Load, { rate, seconds }: Sizes["fleet"], offset: number) {
  await load.prepare(rate * seconds, 1);
  const [before] = await query<Marks>(ground.url, MARKS);
  const asked = await ground.host.ask("requestsByStore", undefined);
  await ground.host.ask("sightings", undefined); // what came before
  const watch = watchGround(ground);
  const started = now();
  const ends = started + seconds * 1000;
  const paths = ground.connections.map(receiverPath);
  const target = { origin: ground.front.url, path: "", paths };
  const [outcome, stock] = await Promise.all([
    load.sender.ask("open", { target, rate, from: load.from }),
    changeStock(ground, ends, offset),
    keepBusy(ground, ends),
  ]);
  const after = await ground.host.ask("requestsByStore", undefined);
  const lastedSeconds = (now() - started) / 1000;
  const times = await timesOf(ground, before);
  const latencies = await shownAfter(ground, stock);
  const accepted = outcome.statuses[200] ?? 0;
  return {
    ...watch.end(),
    deliveries: spreadOf(times.deliveries),
    stock: spreadOf(latencies.ms),
    runs: spreadOf(times.runs),
    asked: [0, 1].map((index) => ((after[index] ?? 0) - (asked[index] ?? 0)) / lastedSeconds),
    fault: faultOf({
      "deliveries were not accepted": outcome.sent - accepted,
      "numbers were not shown": latencies.missing,
    }),
    latest: stock.latest,
  };
}

type Marks = { readonly run: number; readonly delivery: number };
const MARKS = `select (select coalesce(max(id), 0)::int from runs) as run, (select coalesce(max(id), 0)::int from deliveries) as delivery`;

type Changes = { readonly sentAt: ReadonlyMap<string, number>; readonly latest: ReadonlyMap<string, number> };

/** One SKU after the other until each was changed once, and that of the two in trouble all the time. */
async function changeStock({ api, skus }: Ground, ends: number, offset: number): Promise<Changes> {
  const sentAt = new Map<string, number>();
  const latest = new Map<string, number>();
  const [sick = "", ...others] = skus;
  const everyMs = Math.max(50, (ends - now()) / (skus.length * 1.2));
  let number = offset;
  const set = async (sku: string) => {
    number += 1;
    sentAt.set(`${sku} ${number}`, now());
    latest.set(sku, number);
    const { status } = await api.call("PUT", `/api/v1/stock/${sku}`, { on_hand: number });
    if (status !== 200) throw new Error(`PUT /api/v1/stock/${sku} answered ${status}`);
  };
  const steady = async () => {
    for (let due = now(); now() < ends; due += BUSY_EVERY_MS) {
      await set(sick);
      await delay(Math.max(0, due + BUSY_EVERY_MS - now()));
    }
  };
  const each = async () => {
    const setting: Promise<void>[] = [];
    for (const sku of others) {
      setting.push(set(sku));
      await delay(everyMs);
    }
    await Promise.all(setting);
  };
  await Promise.all([steady(), each()]);
  return { sentAt, latest };
}

/** Runs of the two, and of some others beside them, so that there is something which they could delay. */
async function keepBusy({ api, connections }: Ground, ends: number): Promise<void> {
  for (let turn = SICK; now() < ends; turn += 4) {
    const others = [0, 1, 2, 3].map((index) => SICK + ((turn + index) % (connections.length - SICK)));
    for (const index of [0, 1, ...others]) {
      for (const kind of ["orders", "products"] as const) await requestRun(api, connections[index] ?? "", kind);
    }
    await delay(BUSY_EVERY_MS);
  }
}

/** Of the stores that are well, once everything about them has arrived. */
async function timesOf({ url, connections }: Ground, before: Marks | undefined) {
  const sick = connections.slice(0, SICK);
  const others = `join connections c on c.id = x.connection_id where c.public_id <> all($2::text[]) and x.id > $1`;
  const read = async (table: "deliveries" | "runs", ended: string, began: string, after: number) => {
    const open = `select count(*)::int as open from ${table} x ${others} and x.${ended} is null`;
    const isOver = async () => (await query<{ open: number }>(url, open, [after, sick]))[0]?.open === 0;
    await until(`all ${table} came to an end`, isOver, { withinMs: WORK_MS });
    const ms = `select extract(epoch from x.${ended} - x.${began})::float8 * 1000 as ms from ${table} x ${others}`;
    return (await query<{ ms: number }>(url, ms, [after, sick])).map((row) => row.ms);
  };
  return {
    deliveries: await read("deliveries", "settled_at", "received_at", before?.delivery ?? 0),
    runs: await read("runs", "finished_at", "created_at", before?.run ?? 0),
  };
}

/** From each change until each store that is well showed it; a number that was overtaken need not be shown. */
async function shownAfter({ host, skus, connections }: Ground, { sentAt, latest }: Changes) {
  const shown = new Map<string, number>();
  const expected = connections
    .map((_, store) => ({ store, sku: skus[store % skus.length] ?? "" }))
    .filter(({ store, sku }) => store >= SICK && latest.has(sku))
    .map(({ store, sku }) => `${store} ${sku} ${latest.get(sku)}`);
  const look = async () => {
    for (const { store, sku, shows, at } of await host.ask("sightings", undefined)) {
      const since = sentAt.get(`${sku} ${shows}`);
      const key = `${store} ${sku} ${shows}`;
      if (store >= SICK && since !== undefined && !shown.has(key)) shown.set(key, at - since);
    }
    return expected.every((key) => shown.has(key));
  };
  await until("all stores showed all numbers", look, { withinMs: 60_000 }).catch(() => {}); // what is missing is counted
  return { ms: [...shown.values()], missing: expected.filter((key) => !shown.has(key)).length };
}

export function faultOf(counts: Readonly<Record<string, number>>): string | undefined {
  const wrong = Object.entries(counts).filter(([, count]) => count !== 0);
  return wrong.length === 0 ? undefined : wrong.map(([what, count]) => `${count} ${what}`).join(", ");
}
