// The outcome in Markdown: what was done, what was looked at, and what was found.
import { readFileSync, writeFileSync } from "node:fs";
import type { Outcome } from "./campaign.ts";
import { KILLS, TROUBLES } from "./schedule.ts";
import { findingsOf } from "./verdict/verdict.ts";

export type Report = {
  readonly command: string;
  readonly seed: number;
  readonly machine: string;
  readonly at: string;
  readonly outcomes: readonly Outcome[];
};

const TITLES = { all: "one process, its own database", split: "api + 2 workers, a server" } as const;
const [BEGIN, END] = ["<!-- chaos report: begin -->", "<!-- chaos report: end -->"];
const MOST_NAMED = 50;

export function reportText({ command, seed, machine, at, outcomes }: Report): string {
  const row = (name: string, figureOf: (outcome: Outcome) => number) =>
    `| ${[name, ...outcomes.map((outcome) => shown(figureOf(outcome)))].join(" | ")} |`;
  const counted = (names: readonly string[]) => names.map((name) => row(name, ({ counts }) => counts[name] ?? 0));
  const faults: readonly string[] = [...KILLS, ...TROUBLES];
  const others = [...new Set(outcomes.flatMap(({ counts }) => Object.keys(counts)))].filter(
    (name) => !faults.includes(name),
  );
  const checks = [...new Set(outcomes.flatMap((outcome) => outcome.checks.map(({ name }) => name)))];
  const checkedOf = (name: string) => (outcome: Outcome) =>
    outcome.checks.find((check) => check.name === name)?.count ?? 0;
  return [
    `\`${command}\`, seed ${seed}, ${at.slice(0, 16).replace("T", " ")} UTC, ${machine}`,
    "",
    `| | ${outcomes.map(({ setup }) => TITLES[setup]).join(" | ")} |`,
    `|---|${outcomes.map(() => "---:|").join("")}`,
    row("**lost**", (outcome) => findingsOf(outcome.checks, "lost").length),
    row("**doubled**", (outcome) => findingsOf(outcome.checks, "doubled").length),
    row("**stuck**", (outcome) => findingsOf(outcome.checks, "stuck").length),
    row("**kills with -9**", killsOf),
    ...counted(faults),
    ...counted(others),
    ...checks.map((name) => row(`checked: ${name}`, checkedOf(name))),
    row("seconds under faults", ({ seconds }) => seconds.underFaults),
    row("seconds until all was worked off", ({ seconds }) => seconds.settling),
    ...findingsText(outcomes),
  ].join("\n");
}

function killsOf({ counts }: Outcome): number {
  return KILLS.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
}

export function writeReport(file: string, text: string): void {
  const page = readFileSync(file, "utf8");
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} lacks the lines ${BEGIN} and ${END}`);
  writeFileSync(file, `${page.slice(0, begin + BEGIN.length)}\n${text}\n${page.slice(end)}`);
}

function findingsText(outcomes: readonly Outcome[]): readonly string[] {
  const findings = outcomes.flatMap(({ setup, checks }) =>
    checks.flatMap((check) => check.findings.map(({ fault, what }) => `- ${setup}: ${fault}: ${what}`)),
  );
  if (findings.length === 0) return [];
  const more = findings.length > MOST_NAMED ? [`- and ${findings.length - MOST_NAMED} more`] : [];
  return ["", ...findings.slice(0, MOST_NAMED), ...more];
}

function shown(value: number): string {
  return value.toLocaleString("en");
}
