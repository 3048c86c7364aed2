// Command line: opens a simulated store and tells how to reach it.
import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { parseFaults } from "./fault-flags.ts";
import { isPlatform, platforms, type Sandbox } from "./index.ts";

type Flags = {
  platform: string;
  port: number;
  orders: number;
  products: number;
  customers: number;
  customersEvery?: number;
  faults: string;
  https?: boolean;
  caFile?: string;
  seed: number;
  untilStdinEnds?: boolean;
};

const program: Command = new Command("sandbox")
  .description("An honest simulator of a shop's API, for tests, demos and trying things out.")
  .option("--platform <name>", "which shop system", "woocommerce")
  .option("--port <number>", "0 takes any free port", wholeNumber, 4001)
  .option("--orders <number>", "orders generated at start", wholeNumber, 200)
  .option("--products <number>", "products generated at start", wholeNumber, 40)
  .option("--customers <number>", "registered customers generated at start", wholeNumber, 20)
  .option("--customers-every <ms>", "keeps new orders coming", wholeNumber)
  .option("--faults <list>", "for instance latency=200,429=0.05,500=0.01,drop=0.01,truncate=0.01", "")
  .option("--https", "https with a certificate made at start; plain http allows OAuth 1.0a only")
  .option("--ca-file <path>", "with --https: writes the certificate there for a client to trust")
  .option("--seed <number>", "the same seed makes the same shop", wholeNumber, 1)
  .option("--until-stdin-ends", "ends when its standard input does: with the program that started it");

await open(program.parse().opts<Flags>());

async function open(flags: Flags): Promise<void> {
  if (!isPlatform(flags.platform)) program.error(`unknown platform "${flags.platform}"`);
  const { port, orders, products, customers, seed } = flags;
  const rules = readFaults(flags.faults);
  const store = await platforms[flags.platform]({
    port,
    orders,
    products,
    customers,
    seed,
    secure: flags.https ?? false,
  });
  store.control.faults.set(rules);
  if (flags.customersEvery) store.control.startCustomers({ everyMs: flags.customersEvery });
  if (flags.caFile && store.ca) writeFileSync(flags.caFile, store.ca);
  process.stdout.write(describe(store, flags.platform));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void store.close());
  if (flags.untilStdinEnds) process.stdin.once("close", () => process.exit(0)).resume();
}

function readFaults(list: string): ReturnType<typeof parseFaults> {
  try {
    return parseFaults(list);
  } catch (error) {
    return program.error(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a whole number is needed");
  return Number(text);
}

function describe(store: Sandbox, platform: string): string {
  const origin = new URL(store.url).origin;
  const row = (name: string, value: string) => `${name.padEnd(19)} ${value}`;
  return [
    row(`${platform} store`, store.url),
    ...Object.entries(store.keys).map(([name, value]) => row(name, value)),
    row("control API", `${origin}/_sandbox`),
    "Stop with Ctrl+C.",
    "",
  ].join("\n");
}
