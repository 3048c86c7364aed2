// `npm run demo`: the hub on a database of its own, a simulated store of each platform connected to it, and customers who order.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { readConfig } from "./config.ts";
import { type DemoHub, logIn } from "./demo/demo-hub.ts";
import { demoPassword } from "./demo/demo-password.ts";
import { connectStores, stockShelves } from "./demo/demo-shop.ts";
import { type DemoStore, openDemoStores } from "./demo/demo-stores.ts";
import { narrate } from "./demo/narrator.ts";
import { startWarehouse } from "./demo/warehouse.ts";
import { makeLog } from "./log.ts";
import { startHub } from "./start-hub.ts";

const EMAIL = "demo@logix.local";
const STOP_TIMEOUT_MS = 30_000;

const optionsSchema = z.object({ every: z.number(), orders: z.number(), for: z.number().optional() });
type Options = z.infer<typeof optionsSchema>;

async function main(): Promise<void> {
  const options = readOptions();
  const ending = new AbortController();
  endOnSignal(ending);
  const folder = join(resolve(process.env.LOGIX_DATA_DIR || "data"), "demo");
  mkdirSync(folder, { recursive: true });
  say("Starting the hub and two stores …");
  const stores = await openDemoStores({ orders: options.orders, seed: Date.now() % 1_000_000 });
  try {
    await runHub({ stores, options, password: demoPassword(folder) }, folder, ending.signal);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

async function runHub(shop: Omit<Shop, "hub">, folder: string, signal: AbortSignal): Promise<void> {
  const { address, stop } = await openHub(folder, shop.password);
  try {
    const hub = await logIn(address, { email: EMAIL, password: shop.password });
    await runShop({ ...shop, hub }, signal);
  } finally {
    say("Stopping …");
    await stop();
  }
}

function readOptions(): Options {
  const command = new Command("demo")
    .description("The hub with two simulated stores connected and customers ordering.")
    .option("--every <ms>", "an order comes in so often", wholeNumber, 4_000)
    .option("--orders <number>", "orders that the stores have from the beginning", wholeNumber, 300)
    .option("--for <seconds>", "ends by itself after so long", wholeNumber);
  return optionsSchema.parse(command.parse().opts());
}

function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError("a whole number above 0 is needed");
  return Number(text);
}

function openHub(folder: string, password: string) {
  const config = readConfig({
    PORT: process.env.PORT,
    LOGIX_DATA_DIR: folder,
    LOGIX_ADMIN_EMAIL: EMAIL,
    LOGIX_ADMIN_PASSWORD: password,
    LOGIX_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LOGIX_STORE_RATE: "50",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    LOG_FILE: join(folder, "hub.log"),
  });
  return startHub(config, makeLog({ level: config.logLevel, file: config.logFile }));
}

type Shop = {
  readonly hub: DemoHub;
  readonly stores: readonly DemoStore[];
  readonly password: string;
  readonly options: Options;
};

async function runShop({ hub, stores, password, options }: Shop, signal: AbortSignal): Promise<void> {
  const connections = await connectStores(hub, stores, signal);
  const skus = await stockShelves(hub, stores, signal);
  if (signal.aborted) return;
  greet(hub.address, stores, password, options);
  const ends = options.for === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(options.for * 1000)]);
  for (const store of stores) store.startCustomers({ everyMs: Math.round(options.every * store.share) });
  const warehouse = startWarehouse(hub, skus);
  const names = new Map(connections.map(({ id }, index) => [id, stores[index]?.name ?? ""]));
  await narrate({ hub, stores: names, skus, say, onOrder: warehouse.take }, ends);
}

function greet(address: string, stores: readonly DemoStore[], password: string, { every }: Options): void {
  say(
    [
      "",
      `  Logix          ${address}/docs`,
      `  sign in as     ${EMAIL}`,
      `  password       ${password}`,
      ...stores.map(
        ({ name, url }) => `  ${name.padEnd(14)} ${url} (its control API: ${new URL(url).origin}/_sandbox)`,
      ),
      `  to try         LOGIX_URL=${address} npm run logix -- login --email ${EMAIL}`,
      `                 LOGIX_URL=${address} npm run logix -- orders`,
      "",
      `A customer orders every ${every / 1000} s, the warehouse sends it, and now and then new stock comes in. Ctrl-C stops it.`,
      "",
    ].join("\n"),
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function endOnSignal(ending: AbortController): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (ending.signal.aborted) process.exit(1);
      ending.abort();
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    });
  }
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
