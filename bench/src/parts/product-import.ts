// (f2) A store with many products is connected, and all of them come into an empty catalogue.
import { migrate } from "@logix/hub/src/database/migrate.ts";
import { query, type Server } from "../databases/server.ts";
import type { Figure, Stage } from "../figures.ts";
import { connectStore, type ImportReply, importProducts } from "../hub/catalogue-api.ts";
import { logIn, type StoreAddress } from "../hub/hub-api.ts";
import { startHub } from "../hub/hub-process.ts";
import type { ImportCalls } from "../limits/bare-import.ts";
import { PRODUCT_TABLE } from "../limits/product-rows.ts";
import type { Sizes } from "../sizes.ts";
import { goodsOf } from "../stores/goods.ts";
import type { ProductCalls } from "../stores/product-host.ts";
import { startChild } from "../support/child.ts";
import { now } from "../support/clock.ts";
import { watchUsage } from "../support/usage.ts";
import { type Measured, type Runs, STORE_RATE, toFigure } from "./product-runs.ts";

const VERSION = 0;

export async function measureImport(
  server: Server,
  { products, rounds }: Sizes["products"]["imported"],
  stage: Stage,
): Promise<Figure> {
  stage.tell(`import of ${products} products`);
  const host = startChild<ProductCalls>(new URL("../stores/product-host.ts", import.meta.url));
  await host.ask("fill", { count: products, version: VERSION });
  const store = await host.ask("address", undefined);
  // Read once before, so that the store's own preparation of its answers falls on nobody.
  const readOnly = await bare(store, undefined, products);
  const runs: Runs = { hub: [], limit: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.limit.push(await bare(store, server, products));
    runs.hub.push(await imported(store, server, products, stage));
  }
  await host.stop();
  return toFigure("imported into an empty catalogue", products, runs, [
    `the store alone gives ${Math.round(readOnly.perSecond)} products/s to two readers`,
  ]);
}

async function bare(store: StoreAddress, server: Server | undefined, expected: number): Promise<Measured> {
  const databaseUrl = await server?.fresh();
  if (databaseUrl !== undefined) {
    await migrate(databaseUrl);
    await query(databaseUrl, PRODUCT_TABLE);
  }
  const reader = startChild<ImportCalls>(new URL("../limits/bare-import.ts", import.meta.url));
  const watch = watchUsage(reader.pid, server?.pid);
  const { products, seconds } = await reader.ask("run", { store, databaseUrl });
  const usage = watch.end();
  await reader.stop();
  const stored = databaseUrl === undefined ? products : await countOf(databaseUrl, "bare.products");
  const fault = stored === expected ? undefined : `the limit has ${stored} of ${expected} products`;
  return { perSecond: products / seconds, usage, fault };
}

/** By the caller's clock, from the request to its answer. */
async function imported(store: StoreAddress, server: Server, expected: number, stage: Stage): Promise<Measured> {
  const databaseUrl = await server.fresh();
  const hub = await startHub({ databaseUrl, storeRate: STORE_RATE, profileFolder: stage.profileFolder });
  const api = await logIn(hub.url);
  const connection = await connectStore(api, store);
  const watch = watchUsage(hub.pid, server.pid);
  const started = now();
  const reply = await importProducts(api, connection);
  const perSecond = (1000 * expected) / (now() - started);
  const usage = watch.end();
  await hub.stop();
  return { perSecond, usage, fault: saidWrong(reply, expected) ?? (await faultOf(databaseUrl, expected)) };
}

function saidWrong({ importedCount, failedCount, products }: ImportReply, expected: number): string | undefined {
  if (importedCount === expected && products.length === expected) return undefined;
  const failed = products.find(({ status }) => status === "error");
  return `of ${expected} products ${importedCount} were imported, ${failedCount} failed (${failed?.message})`;
}

type Held = { readonly linked: boolean; readonly text: string };

/** Fast but wrong is no figure: every product must be there with what the store says of it, and linked to it. */
async function faultOf(databaseUrl: string, expected: number): Promise<string | undefined> {
  const rows = await query<Held>(
    databaseUrl,
    `select concat_ws('|', p.sku, p.name, p.description, p.prices ->> 'price', p.weight) as text,
       l.remote_id is not null and l.sync_status = 'synced' as linked
     from products p left join product_links l on l.product_id = p.id where p.deleted_at is null`,
  );
  const whole = new Set(rows.filter(({ linked }) => linked).map(({ text }) => text));
  const missing = goodsOf(expected, VERSION).filter(
    ({ sku, name, description, price, weight }) => !whole.has([sku, name, description, price, weight].join("|")),
  );
  if (missing.length === 0 && rows.length === expected) return undefined;
  return `of ${expected} products ${missing.length} are not in the catalogue as the store has them; it has ${rows.length}`;
}

async function countOf(databaseUrl: string, table: string): Promise<number> {
  const [row] = await query<{ count: number }>(databaseUrl, `select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}
