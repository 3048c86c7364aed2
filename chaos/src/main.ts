// npm run chaos: a hub at work is killed, cut off and starved, again and again; then both sides are compared.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { cleanUpAtExit } from "../../bench/src/support/clean-up.ts";
import { type Outcome, runCampaign } from "./campaign.ts";
import { HELP, type Options, readOptions, type Setup } from "./options.ts";
import { reportText, writeReport } from "./report.ts";

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), new Date());
  if (options === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  const folder = options.folder ?? mkdtempSync("/var/tmp/logix-chaos-");
  tell(`seed ${options.seed}, logs in ${folder}`);
  return conclude(options, folder, await runAll(options, folder));
}

async function runAll({ setups, seed, size, sideBySide }: Options, folder: string): Promise<readonly Outcome[]> {
  const run = (setup: Setup) => {
    const own = join(folder, setup);
    mkdirSync(own, { recursive: true, mode: 0o755 });
    return runCampaign({ setup, seed, size, folder: own, tell: (line) => tell(`${setup}: ${line}`) });
  };
  if (sideBySide) return Promise.all(setups.map(run));
  const outcomes: Outcome[] = [];
  for (const setup of setups) outcomes.push(await run(setup));
  return outcomes;
}

function conclude(options: Options, folder: string, outcomes: readonly Outcome[]): number {
  const asked = process.argv
    .slice(2)
    .join(" ")
    .replaceAll(/ ?--(folder|report|json)[ =]\S+/g, "");
  const command = `npm run chaos -- ${asked.trim()}`.replace(/ -- $/, "");
  const machine = `${cpus().length} cores, Node ${process.version}`;
  const report = { command, seed: options.seed, machine, at: new Date().toISOString(), outcomes };
  const text = reportText(report);
  process.stdout.write(`${text}\n`);
  if (options.reportFile) writeReport(options.reportFile, text);
  if (options.jsonFile) writeFileSync(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  const isFine = outcomes.every(({ checks }) =>
    checks.every(({ count, findings }) => count > 0 && findings.length === 0),
  );
  if (isFine && options.folder === undefined) rmSync(folder, { recursive: true, force: true });
  else tell(`what the processes said is in ${folder}`);
  return isFine ? 0 : 1;
}

function tell(line: string): void {
  process.stderr.write(`… ${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

cleanUpAtExit();
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
