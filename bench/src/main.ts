// npm run bench: prints what the hub does beside what this machine can do at most.
import { writeFileSync } from "node:fs";
import { bench } from "./bench.ts";
import { lookAtMachine } from "./machine.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { machineText, type Results, resultsText } from "./report.ts";
import { cleanUpAtExit } from "./support/clean-up.ts";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else await measure(options);
}

async function measure(options: Options): Promise<void> {
  const machine = lookAtMachine();
  const all: Results[] = [];
  process.stdout.write(`${machineText(machine)}\n\n`);
  const tell = (line: string) => void process.stderr.write(`… ${line}\n`);
  await bench(options, tell, (results) => {
    all.push(results);
    process.stdout.write(`${resultsText(results)}\n\n`);
    if (options.jsonFile) writeFileSync(options.jsonFile, `${JSON.stringify({ machine, results: all }, null, 2)}\n`);
  });
}

cleanUpAtExit();
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
