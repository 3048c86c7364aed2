// (f1) The prices of many products change, and one export brings them to a store that has the products already.
import { query, type Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import { connectStore, exportProducts, putGoods } from "../hub/catalogue-api.ts";
import { type HubApi, logIn } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { ExportCalls } from "../limits/bare-export.ts";
import type { Sizes } from "../sizes.ts";
import { goodsOf } from "../stores/goods.ts";
import type { ProductCalls } from "../stores/product-host.ts";
import { type Child, startChild } from "../support/child.ts";
import { now } from "../support/clock.ts";
import { watchUsage } from "../support/usage.ts";
import { type Measured, type Runs, STORE_RATE, toFigure } from "./product-runs.ts";

type Shop = {
  readonly host: Child<ProductCalls>;
  readonly server: Server;
  readonly hubPid: number;
  readonly api: HubApi;
  readonly connection: number;
  readonly productIds: readonly number[];
};

export async function measureExport(
  server: Server,
  { products, rounds }: Sizes["products"]["exported"],
  stage: Stage,
): Promise<Figure> {
  stage.tell(`export of ${products} products`);
  const databaseUrl = await server.fresh();
  const host = startChild<ProductCalls>(new URL("../stores/product-host.ts", import.meta.url));
  const hub = await startHub({ databaseUrl, storeRate: STORE_RATE, profileFolder: stage.profileFolder });
  const api = await logIn(hub.url);
  const connection = await connectStore(api, await host.ask("address", undefined));
  await putGoods(api, goodsOf(products, 0).map(toBulkRow));
  const shop = { host, server, hubPid: hub.pid, api, connection, productIds: await productIdsOf(databaseUrl) };
  const making = await exported(shop, 0, { partialUpdate: false });
  const runs: Runs = { hub: [], limit: [] };
  for (let round = 1; round <= rounds; round += 1) {
    runs.limit.push(await bare(shop, 2 * round - 1));
    await putGoods(api, goodsOf(products, 2 * round).map(toPriceRow));
    runs.hub.push(await exported(shop, 2 * round, { partialUpdate: true }));
  }
  const { requests } = await host.ask("counts", undefined);
  await Promise.all([hub.stop(), host.stop()]);
  return toFigure("exported with a new price, in one call", products, runs, [
    `the first export, which made them, did ${Math.round(making.perSecond)} products/s${making.fault ? ` but: ${making.fault}` : ""}`,
    `requests of the hub: ${Object.entries(requests)
      .map(([route, count]) => `${count} × ${route}`)
      .join(", ")}`,
  ]);
}

type Row = ReturnType<typeof goodsOf>[number];

function toBulkRow({ price, ...goods }: Row) {
  return { ...goods, prices: { price } };
}

function toPriceRow({ sku, price }: Row) {
  return { sku, prices: { price } };
}

async function productIdsOf(databaseUrl: string): Promise<readonly number[]> {
  return (await query<{ id: number }>(databaseUrl, "select id from products order by sku")).map(({ id }) => id);
}

/** By the caller's clock, from the request to its answer. */
async function exported(
  shop: Shop,
  version: number,
  { partialUpdate }: { readonly partialUpdate: boolean },
): Promise<Measured> {
  const { host, server, hubPid, api, connection, productIds } = shop;
  await host.ask("countAnew", undefined);
  const watch = watchUsage(hubPid, server.pid);
  const started = now();
  const reply = await exportProducts(api, connection, productIds, { partialUpdate });
  const perSecond = (1000 * productIds.length) / (now() - started);
  const usage = watch.end();
  const failed = reply.results.find(({ status }) => status !== "success");
  const said =
    reply.syncedCount === productIds.length && reply.skippedCount === 0
      ? undefined
      : `${reply.syncedCount} synced, ${reply.skippedCount} skipped, ${reply.failedCount} failed (${failed?.message})`;
  return { perSecond, usage, fault: said ?? (await faultOf(shop, version, { onlyPrices: partialUpdate })) };
}

async function bare(shop: Shop, version: number): Promise<Measured> {
  const { host, productIds } = shop;
  const shelf = { count: productIds.length, version };
  const ids = await host.ask("ids", shelf);
  const updates = goodsOf(shelf.count, version).map(({ price }, index) => ({
    id: ids[index] ?? 0,
    regular_price: price,
  }));
  await host.ask("countAnew", undefined);
  const writer = startChild<ExportCalls>(new URL("../limits/bare-export.ts", import.meta.url));
  const watch = watchUsage(writer.pid, undefined);
  const { seconds } = await writer.ask("run", { store: await host.ask("address", undefined), updates });
  const usage = watch.end();
  await writer.stop();
  return { perSecond: shelf.count / seconds, usage, fault: await faultOf(shop, version, { onlyPrices: true }) };
}

/** Every price must be in the store, and where prices were sent nothing else may have been written. */
async function faultOf(
  { host, productIds: { length: count } }: Shop,
  version: number,
  { onlyPrices }: { readonly onlyPrices: boolean },
): Promise<string | undefined> {
  const { products, wrong } = await host.ask("look", { count, version });
  if (wrong > 0 || products !== count)
    return `of ${count} products ${wrong} are wrong in the store, which has ${products}`;
  const { updates } = await host.ask("counts", undefined);
  const written = Object.entries(updates).map(([field, times]) => `${field} ${times}`);
  if (!onlyPrices || written.join() === `products.regular_price ${count}`) return undefined;
  return `written was ${written.join(", ")}, not the price of ${count} products`;
}
