// (h) What a delivery and a page of orders cost, as orders, stores and their history grow.
import { query, type Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import { connect, type HubApi, logIn, receiverPath } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { Sizes } from "../sizes.ts";
import { now, until } from "../support/clock.ts";
import { spreadOf } from "../support/percentiles.ts";
import { type Usage, watchUsage } from "../support/usage.ts";
import { preload } from "./growth-data.ts";
import { type Load, openLoad } from "./stage-store.ts";

const WARM_UPS = 200;
const WARM_LOOKS = 10;
const CLIENTS = 8;
const APPLY_MS = 120_000;

type Growth = Sizes["growth"];
type Size = Growth["sizes"][number];
type Ground = {
  readonly size: Size;
  readonly api: HubApi;
  readonly url: string;
  readonly connection: string;
  readonly watch: () => { end(): Usage };
};

export async function measureGrowth(server: Server, growth: Growth, stage: Stage): Promise<Figure[]> {
  const load = await openLoad(WARM_UPS);
  const figures: Figure[] = [];
  for (const size of growth.sizes) figures.push(...(await measureSize(server, growth, { size, load, stage })));
  await load.stop();
  return figures;
}

type Turn = { readonly size: Size; readonly load: Load; readonly stage: Stage };

async function measureSize(server: Server, growth: Growth, { size, load, stage }: Turn): Promise<Figure[]> {
  stage.tell(`growth: ${words(size)}`);
  const url = await server.fresh();
  const hub = await startHub({ databaseUrl: url, storeRate: 1000, profileFolder: stage.profileFolder });
  const api = await logIn(hub.url);
  const connection = await connect(api, load.store, false);
  await load.prepare(growth.deliveries, 1);
  const target = { origin: hub.url, path: receiverPath(connection) };
  await load.warmUp(target);
  await allApplied(url);
  await preload(url, size.orders, size.stores);
  const ground: Ground = { size, api, url, connection, watch: () => watchUsage(hub.pid, server.pid) };
  const lists = await measureLists(ground, growth.looks);
  const deliveries = await measureDeliveries(ground, growth, load, target);
  await hub.stop();
  return [...deliveries, ...lists];
}

async function measureDeliveries(
  { size, url, watch }: Ground,
  { deliveries }: Growth,
  load: Load,
  target: { readonly origin: string; readonly path: string },
): Promise<Figure[]> {
  const usage = watch();
  const started = now();
  const { statuses, sent } = await load.sender.ask("closed", { target, clients: CLIENTS, from: load.from });
  await allApplied(url);
  const wallMs = (now() - started) / deliveries;
  const used = usage.end();
  const accepted = statuses[200] ?? 0;
  const fault = accepted === sent ? undefined : `${sent - accepted} of ${sent} deliveries were not accepted`;
  const cpuMs = (used.cpuMs + (used.databaseCpuMs ?? 0)) / deliveries;
  const common = { part: "h" as const, unit: "ms", usage: used, items: deliveries, fault };
  return [
    {
      ...common,
      what: `${words(size)}: delivery`,
      value: wallMs,
      point: { chart: "delivery", series: "wall clock", ...size },
    },
    {
      ...common,
      what: `${words(size)}: delivery, processor`,
      value: cpuMs,
      point: { chart: "delivery", series: "processor, hub and database", ...size },
    },
  ];
}

async function measureLists({ size, api, url, connection, watch }: Ground, looks: number): Promise<Figure[]> {
  const [middle] = await query<{ cursor: string }>(url, "select (max(id) / 2)::text as cursor from orders");
  const [recent] = await query<{ id: number; since: string }>(
    url,
    "select max(id)::int as id, (max(updated_at) - interval '1 hour')::text as since from orders",
  );
  const since = new Date(recent?.since ?? 0).toISOString();
  const lists: readonly (readonly [name: string, path: string])[] = [
    ["newest page", "/api/v1/orders?limit=50"],
    ["page in the middle", `/api/v1/orders?limit=50&cursor=${cursorOf(middle?.cursor ?? "1")}`],
    ["page of one store", `/api/v1/orders?limit=50&connection_id=${connection}`],
    ["page of a rare status", "/api/v1/orders?limit=50&status=PACKED"],
    ["changed within the hour", `/api/v1/orders?limit=50&since=${since}`],
    ["one order", `/api/v1/orders/${recent?.id}`],
  ];
  const figures: Figure[] = [];
  for (const [name, path] of lists) {
    for (let look = 0; look < WARM_LOOKS; look += 1) await api.call("GET", path);
    const times: number[] = [];
    const usage = watch();
    for (let look = 0; look < looks; look += 1) {
      const started = now();
      const { status, body } = await api.call("GET", path);
      times.push(now() - started);
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    }
    const used = usage.end();
    const point = { chart: "lists" as const, series: name, ...size };
    figures.push({
      part: "h",
      what: `${words(size)}: ${name}`,
      value: spreadOf(times).p50,
      unit: "ms",
      usage: used,
      items: looks,
      point,
    });
  }
  return figures;
}

/** As the hub writes its cursors; see services/access/page-cursor.ts. */
function cursorOf(id: string): string {
  return Buffer.from(id).toString("base64url");
}

async function allApplied(url: string): Promise<void> {
  const isApplied = async () => {
    const [row] = await query<{ waiting: number }>(
      url,
      "select count(*)::int as waiting from deliveries where state in ('waiting', 'rereading')",
    );
    return row?.waiting === 0;
  };
  await until("all deliveries were applied", isApplied, { withinMs: APPLY_MS, everyMs: 20 });
}

function words({ orders, stores }: Size): string {
  return `${orders.toLocaleString("en")} orders, ${stores.toLocaleString("en")} ${stores === 1 ? "store" : "stores"}`;
}
