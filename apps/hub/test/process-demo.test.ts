// The demo as a person starts it: twice in a row, once ended by its own clock and once from the terminal.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../src/database/launcher.ts";
import { runningPostmaster } from "../src/database/postmaster-file.ts";
import { endHubProcesses, startProgram } from "./support/hub-process.ts";
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

function startDemo(...args: string[]) {
  return startProgram([DEMO, "--every", "200", "--orders", "40", ...args], { LOGIX_DATA_DIR: folder });
}

test("the demo shows orders, statuses and stock, ends by itself, and can be started again and stopped", async () => {
  const { code, output } = await startDemo("--for", "4").ended;
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toMatch(/sign in as +demo@logix\.local/);
  expect(output).toMatch(/order +WC-\d+ of .+ USD/);
  expect(output).toMatch(/status +WC-\d+ is DELIVERED, the store shows completed/);
  expect(output).toMatch(/stock +\S.*: \d+ to sell, the store shows \d+/);
  expect(runningPostmaster(postgres)).toBeUndefined();

  const again = startDemo();
  await eventually(async () => /order +WC-/.test(again.output()), "the second demo shows an order", 30_000);
  const passwordOf = (text: string) => /password +(\S+)/.exec(text)?.[1];
  expect(passwordOf(again.output())).toBe(passwordOf(output));
  expect(await again.signal("SIGINT")).toMatchObject({ code: 0 });
  expect(runningPostmaster(postgres)).toBeUndefined();
}, 90_000);
