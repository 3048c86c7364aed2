// What is not a connector knows no platform by name, so that the next one needs no change there. And connectors do what they are
// asked: waiting, repeating and logging are the engine's.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connectors } from "../src/connectors/index.ts";

const source = join(import.meta.dirname, "../src");

/** Where a platform is named on purpose, and why. */
const ARGUED: Readonly<Record<string, string>> = {
  "http/pixelpim": "a dialect of another product, by its own words",
  "http/server.ts": "mounts that dialect where its platform is there",
  "services/publishing": "the sentences that PixelPim's app looks for, letter by letter",
  "services/connections/sandbox-stores.ts": "which simulated store stands by for trying things out",
};

const NAMES = [...connectors.values()].flatMap(({ platform, title }) => [platform, title]);
const named = new RegExp(NAMES.join("|"), "i");

test.each(["engine", "services", "connector-kit", "field-mapping", "database", "http"])(
  "%s names no platform outside its comments",
  (room) => {
    const files = sourcesIn(room);
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter(({ path, code }) => !isArgued(path) && named.test(code)).map(where)).toEqual([]);
  },
);

test("every exception is one still", () => {
  for (const path of Object.keys(ARGUED)) {
    const below = sourcesIn(path.split("/")[0] ?? "").filter((file) => file.path.startsWith(path));
    expect([path, below.some(({ code }) => named.test(code))]).toEqual([path, true]);
  }
});

test("connectors neither wait nor repeat by the clock nor log", () => {
  const files = sourcesIn("connectors");
  expect(files.length).toBeGreaterThan(20);
  const restless = /\bset(Timeout|Interval|Immediate)\b|node:timers|\bconsole\.|\bpino\b|globalThis|undici|node:https?/;
  expect(files.filter(({ code }) => restless.test(code)).map(({ path }) => path)).toEqual([]);
});

type Source = { readonly path: string; readonly code: string };

function sourcesIn(room: string): Source[] {
  return readdirSync(join(source, room), { recursive: true, encoding: "utf8" })
    .map((name) => join(room, name))
    .filter((path) => /\.ts$/.test(path) && !path.endsWith(".test.ts") && !path.includes("/fixtures/"))
    .map((path) => ({ path, code: withoutComments(readFileSync(join(source, path), "utf8")) }));
}

// Comments may name the platform whose oddity a general rule is made for. "https://" is none.
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

function isArgued(path: string): boolean {
  return Object.keys(ARGUED).some((folder) => path.startsWith(folder));
}

function where({ path, code }: Source): string {
  return `${path}: ${code
    .split("\n")
    .find((line) => named.test(line))
    ?.trim()}`;
}
