// (g) Many stores on one api and two worker processes: how long each waits for its news, and whether one store that hangs or
// is throttled delays the others.
import { connectTo, query, type Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import { connect, type HubApi, logIn, receiverPath, type StoreAddress } from "../hub/hub-api.ts";
import { type HubProcess, startHub } from "../hub/hub-process.ts";
import type { LoadCalls } from "../load/load-generator.ts";
import type { Sizes } from "../sizes.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { type Child, startChild } from "../support/child.ts";
import { now, until } from "../support/clock.ts";
import { type Spread, spreadOf } from "../support/percentiles.ts";
import { type Usage, watchUsage } from "../support/usage.ts";
import { openLoad } from "./stage-store.ts";

const STORE_RATE = 50;
const CONNECTING = 8;
const CLIENTS = 16;
const WORK_MS = 20 * 60_000;

type Fleet = Sizes["fleet"];
type Trouble = "none" | "stall" | "429";
type Ground = {
  readonly url: string;
  readonly server: Server;
  readonly api: HubApi;
  readonly hubs: readonly HubProcess[];
  readonly host: Child<StoreCalls>;
  /** The first is the one that gets into trouble. */
  readonly connections: readonly string[];
};

export async function measureFleet(server: Server, fleet: Fleet, stage: Stage): Promise<Figure[]> {
  stage.tell(`fleet: ${fleet.stores} stores are opened and connected`);
  const url = await server.fresh();
  const options = { databaseUrl: url, storeRate: STORE_RATE };
  const front = await startHub({ ...options, role: "api" });
  const workers = await Promise.all([1, 2].map(() => startHub({ ...options, role: "worker" })));
  const host = startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url));
  const { stores: count, orders } = fleet;
  const addresses = await host.ask("openMany", { count, orders, products: 1, customers: 1 });
  const api = await logIn(front.url);
  const connections = await connectAll(api, addresses);
  const ground: Ground = { url, server, api, hubs: [front, ...workers], host, connections };
  const figures: Figure[] = [];
  for (const trouble of ["none", "stall", "429"] as const)
    figures.push(...(await measureRuns(ground, fleet, trouble, stage)));
  figures.push(...(await measureDeliveries(ground, fleet, stage)));
  for (const hub of ground.hubs) await hub.stop();
  await host.stop();
  return figures;
}

async function connectAll(api: HubApi, addresses: readonly StoreAddress[]): Promise<string[]> {
  const connections: string[] = [];
  const queue = addresses.entries();
  const one = async () => {
    for (const [index, address] of queue) connections[index] = await connect(api, address, false);
  };
  await Promise.all(Array.from({ length: CONNECTING }, one));
  return connections;
}

/** Every store's orders are read: the first time all of them, then once more. */
async function measureRuns(
  { url, server, api, hubs, host, connections }: Ground,
  fleet: Fleet,
  trouble: Trouble,
  stage: Stage,
) {
  stage.tell(`fleet: all orders are read, ${WORDS[trouble]}`);
  await host.ask("trouble", trouble);
  const client = await connectTo(url);
  const before = await query<{ id: number }>(url, "select coalesce(max(id), 0)::int as id from runs");
  const watches = hubs.map((hub) => watchUsage(hub.pid, server.pid));
  const started = now();
  for (const connection of connections) {
    const { status } = await api.call("POST", `/api/v1/connections/${connection}/runs`, { kind: "orders" });
    if (status !== 202) throw new Error(`A run could not be asked for: ${status}`);
  }
  const after = [before[0]?.id ?? 0, connections[0]];
  const others = "from runs r join connections c on c.id = r.connection_id where r.id > $1 and c.public_id <> $2";
  let open = connections.length;
  let sessions = 0;
  const isDone = async () => {
    const { rows } = await client.query(`select count(*)::int as open ${others} and r.finished_at is null`, after);
    const seen = await client.query(
      "select count(*)::int as sessions from pg_stat_activity where datname = current_database()",
    );
    sessions = Math.max(sessions, seen.rows[0].sessions);
    open = rows[0].open;
    return open === 0;
  };
  await until("the others were read", isDone, { withinMs: WORK_MS }).catch(() => {}); // what is open is counted
  const wallMs = now() - started;
  const usage = sumOf(watches.map((watch) => watch.end()));
  const { rows } = await client.query(
    `select extract(epoch from r.finished_at - r.created_at)::float8 * 1000 as ms, r.state, r.seen ${others}`,
    after,
  );
  await client.end();
  await host.ask("trouble", "none");
  const failed = rows.filter((row) => row.state !== "done").length;
  const spread = spreadOf(rows.map((row) => row.ms));
  const items = (fleet.stores - 1) * fleet.orders;
  const notes = [
    `${((items / wallMs) * 1000).toFixed(0)} orders/s; ${sessions} connections to the database at most; memory of all three processes together`,
  ];
  const fault = open + failed === 0 ? undefined : `${open} runs did not end and ${failed} failed`;
  return figuresOf(`orders of ${fleet.stores} stores, ${WORDS[trouble]}`, spread, { usage, items, notes, fault });
}

async function measureDeliveries({ url, server, hubs, connections }: Ground, fleet: Fleet, stage: Stage) {
  stage.tell("fleet: deliveries of all stores");
  const load = await openLoad(0);
  const sender: Child<LoadCalls> = load.sender;
  await load.prepare(fleet.deliveries, 1);
  const watches = hubs.map((hub) => watchUsage(hub.pid, server.pid));
  const paths = connections.map(receiverPath);
  const { statuses, sent } = await sender.ask("spread", {
    origin: hubs[0]?.url ?? "",
    paths,
    clients: CLIENTS,
    from: 0,
  });
  const isApplied = async () => {
    const [row] = await query<{ open: number }>(
      url,
      "select count(*)::int as open from deliveries where settled_at is null",
    );
    return row?.open === 0;
  };
  await until("all deliveries were applied", isApplied, { withinMs: WORK_MS });
  const usage = sumOf(watches.map((watch) => watch.end()));
  const rows = await query<{ ms: number }>(
    url,
    "select extract(epoch from settled_at - received_at)::float8 * 1000 as ms from deliveries",
  );
  await load.stop();
  const accepted = statuses[200] ?? 0;
  const fault = accepted === sent ? undefined : `${sent - accepted} of ${sent} deliveries were not accepted`;
  const spread = spreadOf(rows.map((row) => row.ms));
  return figuresOf(`deliveries of ${fleet.stores} stores`, spread, { usage, items: sent, notes: [], fault });
}

const WORDS: Readonly<Record<Trouble, string>> = {
  none: "all well",
  stall: "one hangs",
  "429": "one answers 429",
};

type Found = {
  readonly usage: Usage;
  readonly items: number;
  readonly notes: readonly string[];
  readonly fault: string | undefined;
};

function figuresOf(what: string, { p50, p99 }: Spread, { usage, items, notes, fault }: Found): Figure[] {
  const common = { part: "g" as const, unit: "ms", fault };
  return [
    { ...common, what: `${what}: p50 of the others`, value: p50 },
    { ...common, what: `${what}: p99 of the others`, value: p99, usage, items, notes },
  ];
}

function sumOf(usages: readonly Usage[]): Usage {
  const sum = (of: (usage: Usage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
  return {
    cpuMs: sum((usage) => usage.cpuMs),
    databaseCpuMs: usages[0]?.databaseCpuMs,
    peakMb: sum((usage) => usage.peakMb),
    halvesMb: [sum((usage) => usage.halvesMb[0]), sum((usage) => usage.halvesMb[1])],
  };
}
