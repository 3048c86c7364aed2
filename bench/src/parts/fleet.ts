// (g) Many stores on one api and two worker processes: how fast all are read, how long news of each takes, and whether one that
// answers slowly and one that is throttled delay the others.
import { query, type Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import type { Sizes } from "../sizes.ts";
import { now, until } from "../support/clock.ts";
import { spreadOf } from "../support/percentiles.ts";
import {
  closeGround,
  eachOf,
  type Ground,
  openGround,
  requestRun,
  STORE_RATE,
  WORK_MS,
  watchGround,
} from "./fleet-ground.ts";
import { faultOf, measureNews } from "./fleet-news.ts";
import { openLoad } from "./stage-store.ts";

const TROUBLE = { slowMs: 10_000, retryAfterSeconds: 5 };
const WARM_UPS = 100;

export async function measureFleet(server: Server, fleet: Sizes["fleet"], stage: Stage): Promise<Figure[]> {
  stage.tell(`fleet: ${fleet.stores} stores are opened and connected`);
  const started = now();
  const ground = await openGround(server, fleet);
  stage.tell(`fleet: all orders are read; the stores were connected within ${((now() - started) / 1000).toFixed(0)} s`);
  const figures = [...(await measureBackfill(ground, fleet))];
  await readProducts(ground);
  const load = await openLoad(WARM_UPS);
  stage.tell("fleet: news of all stores, all well");
  figures.push(...newsFigures(fleet, "all well", await measureNews(ground, load, fleet, 1000)));
  stage.tell("fleet: news of all stores, one slow and one throttled");
  await ground.host.ask("trouble", TROUBLE);
  const troubled = await measureNews(ground, load, fleet, 100_000);
  await ground.host.ask("trouble", {});
  stage.tell("fleet: what the two missed is made up for");
  const isWhole = async () => (await ground.host.ask("wrongInTurn", [...troubled.latest])) === 0;
  const isLeft = await until("the two showed the latest numbers", isWhole, { withinMs: 120_000 }).then(
    () => 0,
    () => 1,
  );
  const parked = (await query(ground.url, "select 1 from parked_work where resolved_at is null")).length;
  const fault = troubled.fault ?? faultOf({ "of the two were left behind": isLeft, "things were parked": parked });
  figures.push(...newsFigures(fleet, "one slow, one throttled", { ...troubled, fault }));
  await load.stop();
  await closeGround(ground);
  return figures;
}

/** Every store's orders are read for the first time. */
async function measureBackfill(ground: Ground, { stores, orders }: Sizes["fleet"]): Promise<Figure[]> {
  const { url, api, connections } = ground;
  const watch = watchGround(ground);
  const started = now();
  await eachOf(connections, (connection) => requestRun(api, connection, "orders"));
  await awaitRuns(url);
  const wallMs = now() - started;
  const { usage, notes } = watch.end();
  const rows = await query<{ ms: number; state: string; read: number; failed: number }>(
    url,
    `select extract(epoch from finished_at - created_at)::float8 * 1000 as ms, state, seen + ignored as read, failed from runs`,
  );
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const read = sum((row) => row.read);
  const fault = faultOf({
    "runs failed": rows.filter(({ state }) => state !== "done").length,
    "orders failed": sum((row) => row.failed),
    "orders are missing": stores * orders - read,
  });
  const { p50, p99, max } = spreadOf(rows.map((row) => row.ms));
  const even = `a store's orders were there after p50 ${seconds(p50)}, p99 ${seconds(p99)}, at most ${seconds(max)} s`;
  const what = `${(stores * orders).toLocaleString("en")} orders of ${stores.toLocaleString("en")} stores`;
  return [
    {
      part: "g",
      what,
      unit: "orders/s",
      value: (read / wallMs) * 1000,
      usage,
      items: read,
      fault,
      notes: [`LOGIX_STORE_RATE=${STORE_RATE}; ${even}`, ...notes, "memory in the table is of all three together"],
    },
  ];
}

async function readProducts({ url, api, connections }: Ground): Promise<void> {
  await eachOf(connections, (connection) => requestRun(api, connection, "products"));
  await awaitRuns(url);
}

async function awaitRuns(url: string): Promise<void> {
  const open = "select count(*)::int as open from runs where finished_at is null";
  const isDone = async () => (await query<{ open: number }>(url, open))[0]?.open === 0;
  await until("all runs ended", isDone, { withinMs: WORK_MS });
}

function newsFigures(
  { stores, rate, seconds: lasting }: Sizes["fleet"],
  state: string,
  { deliveries, stock, runs, usage, notes, asked, fault }: Awaited<ReturnType<typeof measureNews>>,
): Figure[] {
  const [slow = 0, throttled = 0] = asked;
  const common = { part: "g" as const, unit: "ms", fault };
  const news = `${rate} deliveries a second, ${state}: applied`;
  const shown = `stock news, ${state}: shown`;
  const last = {
    usage,
    items: rate * lasting,
    notes: [
      `${stores} stores, ${deliveries.count} deliveries, ${stock.count} numbers shown, ${runs.count} runs of others: p50 ${runs.p50.toFixed(0)}, p99 ${runs.p99.toFixed(0)} ms`,
      `requests a second to the first store ${slow.toFixed(2)}, to the second ${throttled.toFixed(2)}`,
      ...notes,
    ],
  };
  return [
    { ...common, what: `${news} (p50 of the other stores)`, value: deliveries.p50 },
    { ...common, what: `${news} (p99 of the other stores)`, value: deliveries.p99 },
    { ...common, what: `${shown} (p50 of the other stores)`, value: stock.p50 },
    { ...common, what: `${shown} (p99 of the other stores)`, value: stock.p99, ...last },
  ];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
