// The demo as a person starts it: twice in a row, once ended by its own clock and once from the terminal.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../src/database/server/launcher.ts";
import { runningPostmaster } from "../src/database/server/postmaster-file.ts";
import { endHubProcesses, PATIENCE_MS, SETTLE_MS, startProgram } from "./support/hub-process.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { eventually } from "./support/test-hub.ts";

const DEMO = join(import.meta.dirname, "../src/demo.ts");
const folder = mkdtempSync(join(scratchFolder(), "logix-process-demo-"));
const postgres = join(folder, "demo", "postgres");

afterEach(async () => {
  await endHubProcesses();
  if (runningPostmaster(postgres)) await (await startEmbeddedPostgres({ dataDir: postgres })).stop();
  rmSync(folder, { recursive: true, force: true });
});

const LINES = [
  /order +WC-\d+ of .+ USD/,
  /order +SH-\S*\d+ of .+ [A-Z]{3}/,
  /status +WC-\d+ is DELIVERED, the store shows completed/,
  /status +SH-\S*\d+ is DELIVERED, the store shows fulfilled/,
  // The same goods in both stores, and both right.
  /stock +\S.*: (\d+) to sell, WooCommerce shows \1, Shopify shows \1/,
];

function startDemo(...args: string[]) {
  return startProgram([DEMO, "--every", "1000", "--orders", "40", ...args], { LOGIX_DATA_DIR: folder });
}

test(
  "the demo ends by itself, can be started again, shows orders, statuses and stock, and stops cleanly",
  async () => {
    const { code, output } = await startDemo("--for", "1").ended;
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("Stopping") });
    expect(output).toMatch(/sign in as +demo@logix\.local/);
    expect(runningPostmaster(postgres)).toBeUndefined();

    const again = startDemo();
    for (const line of LINES) {
      await eventually(async () => line.test(again.output()), `the demo says ${line}`, SETTLE_MS);
    }
    expect(passwordOf(again.output())).toBe(passwordOf(output));
    expect(await again.signal("SIGINT")).toMatchObject({ code: 0 });
    expect(runningPostmaster(postgres)).toBeUndefined();
  },
  PATIENCE_MS,
);

function passwordOf(output: string): string {
  const password = /password +(\S+)/.exec(output)?.[1] ?? "";
  expect(password.length).toBeGreaterThan(8);
  return password;
}
