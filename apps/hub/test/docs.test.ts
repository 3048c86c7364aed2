// What the documentation says of the code is what the code says of itself; and nothing in it points nowhere.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ALERT_KINDS } from "@logix/api/hub/alert-codes";
import { expect, test } from "vitest";
import { statusTables } from "../src/connectors/woocommerce/status.ts";
import { TOPICS } from "../src/connectors/woocommerce/subscriptions.ts";

const root = resolve(import.meta.dirname, "../../..");
const CONNECTOR_PAGE = "docs/connectors/woocommerce.md";
/** Not ours, or made anew each time. */
const ELSEWHERE = new Set(["node_modules", "data", "dist", "coverage", "test-artefacts"]);

const pages = markdownBelow(root);

test("there are pages to look at", () => {
  expect(pages).toContain("README.md");
  expect(pages).toContain(CONNECTOR_PAGE);
  expect(pages.length).toBeGreaterThan(20);
});

test("the README's configuration table names every variable of the configuration, and no other", () => {
  const variables = matches(readText("apps/hub/src/config.ts"), /^ {2}([A-Z][A-Z_]+): (?:z\b|encryptionKey)/gm);
  const [table = []] = tablesIn(section(readText("README.md"), "Configuration"));
  const named = table.flatMap(([first = ""]) => matches(first, /`([A-Z_]+)`/g));
  expect(variables).toContain("DATABASE_URL");
  expect(named.toSorted()).toEqual(variables.toSorted());
});

test("the command line's variables in the README are those that it reads", () => {
  const sources = readdirSync(join(root, "apps/hub/src/cli"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readText(join("apps/hub/src/cli", name)));
  const read = sources.flatMap((text) => matches(text, /\benv\.(LOGIX_[A-Z_]+)/g));
  const [, table = []] = tablesIn(section(readText("README.md"), "Configuration"));
  const named = table.flatMap(([first = ""]) => matches(first, /`([A-Z_]+)`/g));
  expect(named.toSorted()).toEqual([...new Set(read)].toSorted());
});

test.each(pages)("the links of %s lead somewhere", (page) => {
  const text = withoutCode(readText(page));
  const links = matches(text, /\]\(([^)\s]+)\)/g).filter((link) => !/^[a-z]+:/i.test(link));
  expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

test.each(pages)("every script that %s tells to run exists", (page) => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readText("package.json"));
  const told = matches(readText(page), /\bnpm (?:run )?(start|test|(?<=run )[a-z][\w:-]*)/g);
  expect([...new Set(told)].filter((script) => !(script in scripts))).toEqual([]);
});

test("every screen of the dashboard is pictured", () => {
  const screens = matches(readText("apps/dashboard/src/app/screens.ts"), /path: "([^"]+)"/g);
  const told = matches(readText("docs/guides/screens.md"), /`(\/[^`]*)`/g);
  expect(screens.length).toBeGreaterThan(20);
  expect(screens.filter((path) => !told.includes(path))).toEqual([]);
});

test("scripts are told of at all", () => {
  expect(matches(readText("README.md"), /\bnpm run ([a-z]+)/g)).toContain("sandbox");
});

test("every `logix` command in the pages exists", () => {
  const known = commandsOfTheCli();
  const told = pages.flatMap((page) =>
    matches(readText(page), /npm run logix -- (?:--json )?([a-z][a-z-]*)/g).map((command) => `${page}: ${command}`),
  );
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((each) => !known.has(each.split(": ")[1] ?? ""))).toEqual([]);
});

test("the status tables are the connector's", () => {
  const statuses = section(readText(CONNECTOR_PAGE), "Statuses");
  const inbound = tableAsRecord(section(statuses, "WooCommerce to Logix"));
  const outbound = tableAsRecord(section(statuses, "Logix to WooCommerce"));
  expect(inbound).toEqual(statusTables.inbound);
  expect(outbound).toEqual(statusTables.outbound);
});

test("the webhook topics are the connector's", () => {
  const [line = ""] = section(readText(CONNECTOR_PAGE), "Webhooks")
    .split("\n\n")
    .filter((part) => /^Topics:/.test(part));
  expect(matches(line, /`([\w.]+)`/g)).toEqual([...TOPICS]);
});

test("every trouble has its row, with our very words", () => {
  const source = readText("apps/hub/src/connectors/woocommerce/troubles.ts");
  const troubles = [
    ...source.matchAll(/^ {2}(\w+): \{\n {4}kind: "\w+",\n {4}message:\s*"([^"]*)",\n {4}remedy:\s*"([^"]*)",/gm),
  ];
  const rows = tablesIn(section(readText(CONNECTOR_PAGE), "Error codes"))[0] ?? [];
  const told = troubles.map(([, code, message, remedy]) => [
    `\`${code}\``,
    plainAddress(message),
    plainAddress(remedy),
  ]);
  expect(troubles.length).toBe(matches(source, /^ {4}(kind): /gm).length);
  expect(rows).toEqual(told);
});

test("every alert has its row, with our very words", () => {
  const [rows = []] = tablesIn(section(readText("docs/guides/alerts.md"), "What is told"));
  const kinds = Object.entries(ALERT_KINDS).map(([code, { severity, means }]) => [`\`${code}\``, severity, means]);
  expect(rows).toEqual(kinds);
});

function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ELSEWHERE.has(entry.name) || entry.name.startsWith(".") ? [] : markdownBelow(path);
    return entry.name.endsWith(".md") ? [relative(root, path)] : [];
  });
}

/** Of every match the first group. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** What stands below a heading, up to the next of its level or above. */
function section(text: string, heading: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start < 0) throw new Error(`There is no heading "${heading}"`);
  const level = levelOf(lines[start] ?? "");
  const length = lines.slice(start + 1).findIndex((line) => levelOf(line) > 0 && levelOf(line) <= level);
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join("\n")
    .trim();
}

/** 0 for a line that is no heading. */
function levelOf(line: string): number {
  return /^(#+) /.exec(line)?.[1]?.length ?? 0;
}

/** The cells of each table's rows, without its head. */
function tablesIn(text: string): string[][][] {
  const blocks = text.split("\n\n").filter((block) => block.startsWith("|"));
  return blocks.map((block) => block.trim().split("\n").slice(2).map(cellsOf));
}

function cellsOf(row: string): string[] {
  return row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}

function tableAsRecord(text: string): Record<string, string> {
  const [rows = []] = tablesIn(text);
  return Object.fromEntries(rows.map(([from = "", to = ""]) => [bare(from), bare(to)]));
}

function bare(cell: string): string {
  return cell.replaceAll("`", "");
}

/** Markdown would take <address> for a tag. */
function plainAddress(text = ""): string {
  return text.replace("<address>", "‹address›");
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, "").replaceAll(/`[^`\n]*`/g, "");
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || !target.endsWith(".md") || anchorsOf(readText(target)).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  const headings = matches(text.replaceAll(/^```[\s\S]*?^```/gm, ""), /^#+ (.+)$/gm);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function commandsOfTheCli(): ReadonlySet<string> {
  const folder = "apps/hub/src/cli/commands";
  const texts = readdirSync(join(root, folder)).map((name) => readText(join(folder, name)));
  return new Set(texts.flatMap((text) => matches(text, /\.command\("([a-z-]+)/g)));
}
