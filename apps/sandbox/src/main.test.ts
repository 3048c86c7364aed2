// The command line: starts, tells how to reach the store, stops when asked.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const main = join(import.meta.dirname, "main.ts");

async function run(flags: string[]): Promise<{
  output: () => string;
  errors: () => string;
  first: Promise<void>;
  stop: () => void;
  code: Promise<number | null>;
}> {
  const child = spawn(process.execPath, [main, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  const first = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
      resolve();
    });
  });
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { output: () => output, errors: () => errors, first, stop: () => child.kill("SIGTERM"), code };
}

test("a store opens with the asked number of orders and faults, and stops on SIGTERM", async () => {
  const sandbox = await run([
    "--port",
    "0",
    "--orders",
    "7",
    "--faults",
    "latency=1,500=0.1",
    "--customers-every",
    "60000",
  ]);
  await sandbox.first;
  const control = /control API\s+(\S+)/.exec(sandbox.output())?.[1] ?? "";
  expect(sandbox.output()).toMatch(/consumer key\s+ck_\w{40}\nconsumer secret\s+cs_\w{40}/);
  expect(await (await fetch(`${control}/orders`)).json()).toHaveLength(7);
  expect(await (await fetch(`${control}/faults`)).json()).toEqual([
    { kind: "latency", ms: 1 },
    { kind: "status", status: 500, probability: 0.1 },
  ]);
  sandbox.stop();
  expect(await sandbox.code).toBe(0);
});

test("a Shopify store opens as well, and tells its token", async () => {
  const sandbox = await run(["--platform", "shopify", "--port", "0", "--orders", "3", "--faults", "429=0"]);
  await sandbox.first;
  const control = /control API\s+(\S+)/.exec(sandbox.output())?.[1] ?? "";
  expect(sandbox.output()).toMatch(/shop domain\s+[\w-]+\.myshopify\.com\n[\s\S]*access token\s+shpat_\w{32}/);
  expect(await (await fetch(`${control}/orders`)).json()).toHaveLength(3);
  sandbox.stop();
  expect(await sandbox.code).toBe(0);
});

test.each([
  [["--faults", "flood=1"], 'unknown fault "flood"'],
  [["--platform", "nothing"], 'unknown platform "nothing"'],
  [["--orders", "many"], "a whole number is needed"],
])("%o is refused", async (flags, message) => {
  const sandbox = await run(["--port", "0", ...flags]);
  expect(await sandbox.code).toBe(1);
  expect(sandbox.errors()).toContain(message);
});
