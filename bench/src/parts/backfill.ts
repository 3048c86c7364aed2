// (a) A store with many orders is connected: how fast they come in, with lines, customers and raw payload.
import { migrate } from "@logix/hub/src/database/migrate.ts";
import { type Client, connectTo, query, type Server } from "../databases/server.ts";
import { atLeast, atMost, type Figure, type Stage } from "../figures.ts";
import { connect, logIn, type StoreAddress } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { BackfillCalls } from "../limits/bare-backfill.ts";
import { TABLES } from "../limits/bare-rows.ts";
import type { Sizes } from "../sizes.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { startChild } from "../support/child.ts";
import { until } from "../support/clock.ts";
import { medianOf } from "../support/percentiles.ts";
import { type Usage, watchUsage } from "../support/usage.ts";

const STORE_RATE = 10_000;
const MOST_MS = 600_000;

type Measured = { readonly perSecond: number; readonly usage: Usage; readonly fault?: string | undefined };

export async function measureBackfill(server: Server, sizes: Sizes["backfill"], stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { orders, rounds } of sizes) {
    stage.tell(`backfill of ${orders} orders`);
    const host = startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url));
    const store = await host.ask("open", { orders, products: 40, customers: 200, seed: 1 });
    // Read once before, so that the store's own preparation of its answers falls on nobody.
    const readOnly = await bare(store, undefined);
    const limits: Measured[] = [];
    const hubs: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      limits.push(await bare(store, server));
      hubs.push(await backfill(store, server, orders, stage));
    }
    await host.stop();
    figures.push(toFigure(orders, hubs, limits, readOnly));
  }
  return figures;
}

function toFigure(orders: number, hubs: readonly Measured[], limits: readonly Measured[], readOnly: Measured): Figure {
  const value = medianOf(hubs.map(({ perSecond }) => perSecond));
  const limit = medianOf(limits.map(({ perSecond }) => perSecond));
  const usage = hubs.find(({ perSecond }) => perSecond === value)?.usage;
  const [early = 0, late = 0] = usage?.halvesMb ?? [];
  const bareCpu = limits[0] && (limits[0].usage.cpuMs + (limits[0].usage.databaseCpuMs ?? 0)) / orders;
  return {
    part: "a",
    what: `${orders.toLocaleString("en")} orders`,
    value,
    unit: "orders/s",
    limit,
    usage,
    items: orders,
    aims: [
      atLeast("ratio", value / limit, 0.5),
      atLeast("orders/s", value, 4000),
      atMost("MB", usage?.peakMb ?? Number.NaN, 300),
    ],
    fault: hubs.find(({ fault }) => fault)?.fault,
    notes: [
      `LOGIX_STORE_RATE=${STORE_RATE}; the store alone gives ${Math.round(readOnly.perSecond)} orders/s to two readers`,
      `memory ${Math.round(early)} MB in the first half, ${Math.round(late)} MB in the second`,
      `the limit costs ${bareCpu?.toFixed(2)} ms of processor time an order`,
    ],
  };
}

async function bare(store: StoreAddress, server: Server | undefined): Promise<Measured> {
  const databaseUrl = await server?.fresh();
  if (databaseUrl !== undefined) {
    await migrate(databaseUrl);
    await query(databaseUrl, TABLES);
  }
  const reader = startChild<BackfillCalls>(new URL("../limits/bare-backfill.ts", import.meta.url));
  const watch = watchUsage(reader.pid, server?.pid);
  const { orders, seconds } = await reader.ask("run", { store, databaseUrl });
  const usage = watch.end();
  await reader.stop();
  return { perSecond: orders / seconds, usage };
}

async function backfill(store: StoreAddress, server: Server, orders: number, stage: Stage): Promise<Measured> {
  const databaseUrl = await server.fresh();
  const hub = await startHub({ databaseUrl, storeRate: STORE_RATE, profileFolder: stage.profileFolder });
  const api = await logIn(hub.url);
  const watch = watchUsage(hub.pid, server.pid);
  await connect(api, store, true);
  const database = await connectTo(databaseUrl);
  await until("the store was read", () => allRead(database), { everyMs: 200, withinMs: MOST_MS });
  const usage = watch.end();
  await database.end();
  const measured = { perSecond: await rateOf(databaseUrl), usage, fault: await faultOf(databaseUrl, orders) };
  await hub.stop();
  return measured;
}

async function allRead(database: Client): Promise<boolean> {
  const {
    rows: [row],
  } = await database.query<{ done: boolean }>(
    "select count(*) = 3 and bool_and(state not in ('waiting', 'running')) as done from runs",
  );
  return row?.done ?? false;
}

/** By the database's clock: from the moment when the run of orders began until its last page was stored. */
async function rateOf(databaseUrl: string): Promise<number> {
  const [row] = await query<{ rate: number }>(
    databaseUrl,
    "select (created / extract(epoch from finished_at - started_at))::float8 as rate from runs where kind = 'orders'",
  );
  return row?.rate ?? Number.NaN;
}

/** Fast but wrong is no figure: every order must be there, with lines, a customer and its raw payload. */
async function faultOf(databaseUrl: string, expected: number): Promise<string | undefined> {
  const [row] = await query<{ state: string; seen: number; stored: number; whole: number }>(
    databaseUrl,
    `select r.state, r.seen + r.ignored as seen, r.created as stored, (
       select count(*)::int from orders o
       where o.raw like '{%' and exists (select from order_lines l where l.order_id = o.id)
         and exists (select from customers c where c.connection_id = o.connection_id and c.remote_id = o.customer_remote_id)
     ) as whole from runs r where kind = 'orders'`,
  );
  if (row?.state === "done" && row.seen === expected && row.stored === row.whole) return undefined;
  return `of ${expected} orders ${row?.seen} were seen, ${row?.stored} stored, ${row?.whole} whole (${row?.state})`;
}
