// What the part with many stores stands on: one api and two worker processes on one database, and the stores, connected.
import type { Server } from "../databases/server.ts";
import { connect, type HubApi, logIn, type StoreAddress } from "../hub/hub-api.ts";
import { type HubProcess, startHub } from "../hub/hub-process.ts";
import type { Sizes } from "../sizes.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { type Child, startChild } from "../support/child.ts";
import { connectionsTo } from "../support/sockets.ts";
import { type Usage, watchUsage } from "../support/usage.ts";

export const STORE_RATE = 50;
export const WORK_MS = 10 * 60_000;
const AT_ONCE = 16;
const STORES_PER_SKU = 10;
const SAMPLE_MS = 200;

export type Ground = {
  readonly url: string;
  readonly server: Server;
  readonly api: HubApi;
  readonly front: HubProcess;
  readonly hubs: readonly (readonly [name: string, hub: HubProcess])[];
  readonly host: Child<StoreCalls>;
  /** The first two are those that get into trouble. */
  readonly connections: readonly string[];
  /** Each store lists one of them, in turn. */
  readonly skus: readonly string[];
};

export async function openGround(server: Server, { stores, orders }: Sizes["fleet"]): Promise<Ground> {
  const url = await server.fresh();
  const options = { databaseUrl: url, storeRate: STORE_RATE };
  const front = await startHub({ ...options, role: "api" });
  const [one, other] = await Promise.all([1, 2].map(() => startHub({ ...options, role: "worker" })));
  if (one === undefined || other === undefined) throw new Error("two workers were asked for");
  const host = startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url));
  const addresses = await host.ask("openMany", { count: stores, orders, products: 1, customers: 1 });
  const skus = Array.from({ length: Math.ceil(stores / STORES_PER_SKU) }, (_, index) => `FLEET-${index}`);
  await host.ask("listInTurn", skus);
  const api = await logIn(front.url);
  const connections = await connectAll(api, addresses);
  const hubs = [
    ["api", front],
    ["worker", one],
    ["worker", other],
  ] as const;
  return { url, server, api, front, hubs, host, connections, skus };
}

export async function closeGround({ hubs, host }: Ground): Promise<void> {
  for (const [, hub] of hubs) await hub.stop();
  await host.stop();
}

async function connectAll(api: HubApi, addresses: readonly StoreAddress[]): Promise<string[]> {
  const connections: string[] = [];
  await eachOf(addresses, async (address, index) => {
    connections[index] = await connect(api, address, false);
  });
  return connections;
}

/** Sixteen at once. */
export async function eachOf<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  const one = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

export async function requestRun(api: HubApi, connection: string, kind: "orders" | "products"): Promise<void> {
  const { status } = await api.call("POST", `/api/v1/connections/${connection}/runs`, { kind });
  if (status !== 202) throw new Error(`A run could not be asked for: ${status}`);
}

export type Watched = { readonly usage: Usage; readonly notes: readonly string[] };

/** Processor time of all three together; memory and connections to the database of each. */
export function watchGround({ hubs, server, url }: Ground): { end(): Watched } {
  const watches = hubs.map(([, hub]) => watchUsage(hub.pid, server.pid));
  const most = hubs.map(() => 0);
  const count = () => {
    for (const [index, [, hub]] of hubs.entries())
      most[index] = Math.max(most[index] ?? 0, connectionsTo(hub.pid, Number(new URL(url).port)) ?? 0);
  };
  const counting = setInterval(count, SAMPLE_MS);
  return {
    end: () => {
      clearInterval(counting);
      const usages = watches.map((watch) => watch.end());
      const each = hubs.map(
        ([name], index) => `${name} ${usages[index]?.peakMb.toFixed(0)} MB at most and ${most[index]} connections`,
      );
      return { usage: sumOf(usages), notes: [`each process: ${each.join("; ")} to the database`] };
    },
  };
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
