// (d) A stock is set in the hub: how long until every store that lists the SKU shows it.
import { setTimeout as delay } from "node:timers/promises";
import { query, type Server } from "../databases/server.ts";
import { atMost, type Figure, type Stage } from "../figures.ts";
import { connect, type HubApi, logIn } from "../hub/hub-api.ts";
import { type HubProcess, startHub } from "../hub/hub-process.ts";
import type { Sizes } from "../sizes.ts";
import type { StockSighting } from "../stores/stock-watch.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { type Child, startChild } from "../support/child.ts";
import { now, until } from "../support/clock.ts";
import { spreadOf } from "../support/percentiles.ts";
import { watchUsage } from "../support/usage.ts";

const HOSTS = 2;
const STORE_RATE = 1000;
/** Changes under way at once in a burst. */
const WRITERS = 16;
const IMPORT_MS = 300_000;
const SHOW_MS = 180_000;

type Shop = { readonly hosts: readonly Child<StoreCalls>[]; readonly skus: readonly string[]; readonly stores: number };

export async function measureStock(server: Server, sizes: Sizes["stock"], stage: Stage): Promise<Figure[]> {
  const { stores, skus: count, spreadSeconds, polite } = sizes;
  const databaseUrl = await server.fresh();
  stage.tell(`stock: ${stores} stores that list ${count} SKUs each`);
  let hub = await startHub({ databaseUrl, storeRate: STORE_RATE, profileFolder: stage.profileFolder });
  const shop = await openShop(hub, databaseUrl, stores, count);
  const rate = `LOGIX_STORE_RATE=${STORE_RATE}`;
  const figures = [
    ...(await change(hub, server, shop, { what: `burst, ${rate}`, offset: 1000, seconds: 0, isAimed: true }, stage)),
    ...(await change(
      hub,
      server,
      shop,
      { what: `over ${spreadSeconds} s, ${rate}`, offset: 20_000, seconds: spreadSeconds, isAimed: true },
      stage,
    )),
  ];
  await hub.stop();
  if (polite) {
    hub = await startHub({ databaseUrl, profileFolder: stage.profileFolder });
    const what = "burst at the polite default of one request a second";
    figures.push(...(await change(hub, server, shop, { what, offset: 40_000, seconds: 0, isAimed: false }, stage)));
    await hub.stop();
  }
  await Promise.all(shop.hosts.map((host) => host.stop()));
  return figures;
}

async function openShop(hub: HubProcess, databaseUrl: string, stores: number, count: number): Promise<Shop> {
  const hosts = Array.from({ length: HOSTS }, () =>
    startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url)),
  );
  const skus = Array.from({ length: count }, (_, index) => `BENCH-${String(index).padStart(5, "0")}`);
  const api = await logIn(hub.url);
  for (let index = 0; index < stores; index += 1) {
    await hosts[index % HOSTS]?.ask("open", { orders: 0, products: 0, customers: 0, seed: index + 1 });
  }
  await Promise.all(hosts.map((host) => host.ask("list", skus)));
  const addresses = (await Promise.all(hosts.map((host) => host.ask("addresses", undefined)))).flat();
  for (const store of addresses) await connect(api, store, true);
  const isListed = async () => {
    const [row] = await query<{ listed: number }>(databaseUrl, "select count(*)::int as listed from listings");
    return row?.listed === stores * count;
  };
  await until("all listings were read", isListed, { withinMs: IMPORT_MS });
  return { hosts, skus, stores };
}

type Change = {
  readonly what: string;
  /** The first SKU gets this number, the next ones those that follow. */
  readonly offset: number;
  /** 0: all at once. */
  readonly seconds: number;
  /** Where the store may be asked once a second only, the aims are out of reach by definition. */
  readonly isAimed: boolean;
};

async function change(
  hub: HubProcess,
  server: Server,
  shop: Shop,
  { what, offset, seconds, isAimed }: Change,
  stage: Stage,
): Promise<Figure[]> {
  stage.tell(`stock: ${what}`);
  const api = await logIn(hub.url);
  const wanted = shop.skus.map((sku, index) => [sku, offset + index] as const);
  const requestsBefore = await requestsOf(shop);
  await sightingsOf(shop); // what an earlier change left
  const watch = watchUsage(hub.pid, server.pid);
  const sentAt = seconds === 0 ? await burst(api, wanted) : await spread(api, wanted, seconds * 1000);
  const { latencies, missing } = await awaitShown(shop, new Map(wanted), sentAt);
  const usage = watch.end();
  const wrong = await sum(shop.hosts.map((host) => host.ask("wrong", wanted)));
  const expected = shop.skus.length * shop.stores;
  const isWhole = missing === 0 && wrong === 0;
  const { p50, p99, max } = spreadOf(latencies);
  const title = `${shop.skus.length.toLocaleString("en")} SKUs × ${shop.stores} stores, ${what}`;
  const requests = (await requestsOf(shop)) - requestsBefore;
  const common = {
    part: "d" as const,
    unit: "ms",
    fault: isWhole ? undefined : `of ${expected} numbers ${missing} were not seen in time and ${wrong} are wrong`,
  };
  return [
    { ...common, what: `${title}: p50`, value: p50, aims: isAimed ? [atMost("ms", p50, 1000)] : [] },
    { ...common, what: `${title}: p99`, value: p99, aims: isAimed ? [atMost("ms", p99, 5000)] : [] },
    {
      ...common,
      what: `${title}: max`,
      value: max,
      usage,
      items: expected,
      notes: [`${requests} requests to the stores`],
    },
  ];
}

type Wanted = readonly (readonly [sku: string, onHand: number])[];

async function setStock(api: HubApi, sku: string, onHand: number): Promise<void> {
  const { status, body } = await api.call("PUT", `/api/v1/stock/${sku}`, { on_hand: onHand });
  if (status !== 200) throw new Error(`PUT /api/v1/stock/${sku} answered ${status}: ${JSON.stringify(body)}`);
}

/** Returns when each SKU's change was asked for. */
async function burst(api: HubApi, wanted: Wanted): Promise<ReadonlyMap<string, number>> {
  const sentAt = new Map<string, number>();
  const queue = wanted.values();
  const writer = async () => {
    for (const [sku, onHand] of queue) {
      sentAt.set(sku, now());
      await setStock(api, sku, onHand);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return sentAt;
}

async function spread(api: HubApi, wanted: Wanted, withinMs: number): Promise<ReadonlyMap<string, number>> {
  const sentAt = new Map<string, number>();
  const started = now();
  const setting: Promise<void>[] = [];
  for (const [index, [sku, onHand]] of wanted.entries()) {
    const dueAt = started + (index * withinMs) / wanted.length;
    while (now() < dueAt) await delay(Math.max(0, dueAt - now()));
    sentAt.set(sku, dueAt);
    setting.push(setStock(api, sku, onHand));
  }
  await Promise.all(setting);
  return sentAt;
}

async function awaitShown(shop: Shop, wanted: ReadonlyMap<string, number>, sentAt: ReadonlyMap<string, number>) {
  const latencies = new Map<string, number>();
  const expected = wanted.size * shop.stores;
  const look = async () => {
    for (const { key, sku, shows, at } of await sightingsOf(shop)) {
      if (wanted.get(sku) === shows && !latencies.has(key)) latencies.set(key, at - (sentAt.get(sku) ?? at));
    }
    return latencies.size === expected;
  };
  await until("all stores showed all numbers", look, { withinMs: SHOW_MS }).catch(() => {}); // what is missing is counted
  return { latencies: [...latencies.values()], missing: expected - latencies.size };
}

async function sightingsOf({ hosts }: Shop): Promise<readonly (StockSighting & { readonly key: string })[]> {
  const perHost = await Promise.all(hosts.map((host) => host.ask("sightings", undefined)));
  return perHost.flatMap((seen, host) => seen.map((each) => ({ ...each, key: `${host} ${each.store} ${each.sku}` })));
}

function requestsOf({ hosts }: Shop): Promise<number> {
  return sum(hosts.map((host) => host.ask("requests", undefined)));
}

async function sum(numbers: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(numbers)).reduce((total, number) => total + number, 0);
}
