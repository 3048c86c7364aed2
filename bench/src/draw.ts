// node bench/src/draw.ts <results.json> [folder]: draws the charts of docs/performance.md from what `npm run bench -- --json` wrote.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { growthCharts } from "./charts/growth-charts.ts";
import type { Results } from "./report.ts";

const [source, folder = "docs/performance"] = process.argv.slice(2);
if (source === undefined) throw new Error("Which results? node bench/src/draw.ts <results.json> [folder]");
const { results }: { readonly results: readonly Results[] } = JSON.parse(readFileSync(source, "utf8"));
mkdirSync(folder, { recursive: true });
for (const [name, svg] of growthCharts(results[0]?.figures ?? [])) {
  writeFileSync(join(folder, name), svg);
  process.stdout.write(`${join(folder, name)}\n`);
}
