// The figures as tables: Markdown, lined up so that a terminal shows them well too.
import { cpuMsPerItem, type Figure, PART_TITLES, PARTS, ratioOf } from "./figures.ts";
import type { Machine } from "./machine.ts";

export type Results = { readonly title: string; readonly figures: readonly Figure[] };

export function machineText({ processor, cores, memoryGb, system, node, syncMs, measuredAt }: Machine): string {
  return [
    `${cores} × ${processor}, ${memoryGb} GB, ${system}, Node ${node}, ${measuredAt.slice(0, 16).replace("T", " ")} UTC`,
    `write and sync 8 KB: p50 ${syncMs.p50.toFixed(2)} ms, p99 ${syncMs.p99.toFixed(2)} ms`,
  ].join("\n");
}

export function resultsText({ title, figures }: Results): string {
  const parts = PARTS.map((part) => figures.filter((figure) => figure.part === part)).filter((own) => own.length > 0);
  return [`## ${title}`, ...parts.map(partText)].join("\n\n");
}

function partText(figures: readonly Figure[]): string {
  const [first] = figures;
  const heading = first === undefined ? "" : `### (${first.part}) ${PART_TITLES[first.part]}`;
  const notes = figures.flatMap(({ what, notes: own = [] }) => own.map((note) => `- ${what}: ${note}`));
  return [heading, table([HEAD, ...figures.map(rowOf)]), ...(notes.length > 0 ? [notes.join("\n")] : [])].join("\n\n");
}

const HEAD = ["what", "figure", "limit", "ratio", "CPU ms each (hub + db)", "hub peak MB", "aim", "met"];

function rowOf(figure: Figure): string[] {
  const { what, value, unit, limit, usage, aims = [], fault } = figure;
  return [
    what,
    `${shown(value)} ${unit}`,
    limit === undefined ? "" : shown(limit),
    ratioOf(figure)?.toFixed(2) ?? "",
    costText(figure),
    usage ? shown(usage.peakMb) : "",
    aims.map(({ words }) => words).join(", "),
    fault === undefined ? aims.map(({ met }) => (met ? "yes" : "NO")).join(", ") : `WRONG: ${fault}`,
  ];
}

function costText(figure: Figure): string {
  const { usage, items } = figure;
  const whole = cpuMsPerItem(figure);
  if (!usage || !items || whole === undefined) return "";
  const hub = (usage.cpuMs / items).toFixed(2);
  if (usage.databaseCpuMs === undefined) return `${hub} + ?`;
  return `${whole.toFixed(2)} (${hub} + ${(usage.databaseCpuMs / items).toFixed(2)})`;
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return "?";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
