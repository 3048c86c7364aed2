// Imports go down only, and nothing goes in a circle: not between rooms, not between files, types included.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");

/** What each room may import from; a room may always import from itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  "packages/model": [],
  "packages/api": ["packages/model"],
  "apps/sandbox": ["packages/model"],
  "apps/dashboard": ["packages/api", "packages/model"],
  "hub/connector-kit": ["packages/model"],
  "hub/connectors": ["hub/connector-kit", "packages/model"],
  "hub/field-mapping": ["hub/connector-kit", "packages/model"],
  "hub/secret-file": [],
  "hub/config": [],
  "hub/log": [],
  "hub/database": ["hub/secret-file", "packages/model"],
  "hub/engine": ["hub/database", "hub/connector-kit", "packages/model"],
  "hub/services": [
    "hub/engine",
    "hub/database",
    "hub/connector-kit",
    "hub/field-mapping",
    "packages/model",
    "packages/api",
  ],
  // For the shapes of rows and of what a connector says; never for a statement of its own.
  "hub/http": ["hub/services", "hub/database", "hub/connector-kit", "hub/engine", "packages/model", "packages/api"],
  "hub/cli": ["packages/api", "packages/model"],
  "hub/app": ["hub/http", "hub/services", "hub/engine", "hub/connectors", "hub/database", "hub/connector-kit"],
  "hub/start-hub": ["hub/app", "hub/config", "hub/secret-file", "hub/database"],
  "hub/run-hub": ["hub/start-hub", "hub/config", "hub/log"],
  "hub/main": ["hub/run-hub"],
  "hub/demo": ["hub/start-hub", "hub/app", "hub/config", "hub/log", "apps/sandbox", "packages/api", "packages/model"],
  bench: ["hub/database", "hub/main", "apps/sandbox", "packages/model"],
  chaos: ["bench", "hub/database", "hub/main", "apps/sandbox", "packages/api"],
};

type File = { readonly path: string; readonly room: string; readonly imports: readonly string[] };

const files = [
  "packages/model/src",
  "packages/api/src",
  "apps/hub/src",
  "apps/sandbox/src",
  "apps/dashboard/src",
  "bench/src",
  "chaos/src",
]
  .flatMap(sourcesBelow)
  .map(toFile);

test("every source file stands in a room that the table knows", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !(file.room in ARROWS)).map((file) => file.path)).toEqual([]);
});

test("imports go down only", () => {
  const wrong = files.flatMap((file) =>
    file.imports.filter((target) => !isAllowed(file.room, roomOf(target))).map((target) => `${file.path} → ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("connectors do not know each other", () => {
  const platformOf = (path: string) => /^apps\/hub\/src\/connectors\/([^/.]+)\//.exec(path)?.[1];
  const wrong = files.flatMap((file) =>
    file.imports.filter(
      (target) => platformOf(file.path) && platformOf(target) && platformOf(file.path) !== platformOf(target),
    ),
  );
  expect(wrong).toEqual([]);
});

test("simulated stores do not know each other", () => {
  const platformOf = (path: string) => /^apps\/sandbox\/src\/(?!shared\/)([^/.]+)\//.exec(path)?.[1];
  const wrong = files
    .filter((file) => file.path.startsWith("apps/sandbox/"))
    .flatMap((file) => file.imports.map((target) => [platformOf(file.path), platformOf(target)]))
    .filter(([from, to]) => from !== undefined && to !== undefined && from !== to);
  expect(wrong).toEqual([]);
});

test("only the database room holds SQL", () => {
  const outside = files.filter((file) => file.room.startsWith("hub/") && file.room !== "hub/database");
  const withSql = outside.filter((file) =>
    /\bsql`|\bsql<|from "kysely"|from "pg"/.test(readFileSync(join(root, file.path), "utf8")),
  );
  // The queue is pg-boss's own SQL and the jobs must join our transactions.
  expect(withSql.map((file) => file.path).filter((path) => path !== "apps/hub/src/engine/queue.ts")).toEqual([]);
});

test("no file imports itself by a detour", () => {
  expect(findCircle(new Map(files.map((file) => [file.path, file.imports])))).toBeNull();
});

function isAllowed(from: string, to: string): boolean {
  return from === to || (ARROWS[from] ?? []).includes(to);
}

function sourcesBelow(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".test.ts") && !path.includes("/fixtures/"));
}

function toFile(path: string): File {
  const text = readFileSync(join(root, path), "utf8");
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return { path, room: roomOf(path), imports: specifiers.flatMap((specifier) => resolved(path, specifier)) };
}

function resolved(from: string, specifier: string): string[] {
  if (specifier.startsWith(".")) {
    const target = relative(root, resolve(root, dirname(from), specifier));
    return statSync(join(root, target), { throwIfNoEntry: false })?.isFile() ? [target] : [];
  }
  if (specifier === "@logix/model") return ["packages/model/src/index.ts"];
  if (specifier.startsWith("@logix/api/")) return [`packages/api/src/${specifier.slice("@logix/api/".length)}.ts`];
  if (specifier === "@logix/sandbox/shopify") return ["apps/sandbox/src/shopify/index.ts"];
  if (specifier === "@logix/sandbox/woocommerce") return ["apps/sandbox/src/woocommerce/index.ts"];
  if (specifier === "@logix/sandbox") return ["apps/sandbox/src/index.ts"];
  return [];
}

function roomOf(path: string): string {
  const inHub = /^apps\/hub\/src\/([^/.]+)/.exec(path)?.[1];
  if (inHub) return `hub/${inHub}`;
  const [first = "", second = ""] = path.split("/");
  return first === "bench" || first === "chaos" ? first : `${first}/${second}`;
}

function findCircle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const target of graph.get(path) ?? []) {
      const circle = walk(target, [...trail, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of graph.keys()) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return null;
}
