import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { findPostgresBinaries } from "./postgres-binaries.ts";

test("the programs run although no install script did", () => {
  const root = join(findPostgresBinaries().path("postgres"), "..", "..", "..");
  const [link] = z
    .array(z.object({ target: z.string() }))
    .parse(JSON.parse(readFileSync(join(root, "native", "pg-symlinks.json"), "utf8")));
  rmSync(join(root, link?.target ?? ""));
  const { stdout } = spawnSync(findPostgresBinaries().path("postgres"), ["--version"], { encoding: "utf8" });
  expect(stdout).toMatch(/^postgres \(PostgreSQL\) 18/);
  expect(() => readFileSync(join(root, link?.target ?? ""))).not.toThrow();
});

test("a platform without them is told to bring its own database", () => {
  expect(() => findPostgresBinaries("aix-ppc64")).toThrow(
    "There is no embedded PostgreSQL for aix-ppc64. Set DATABASE_URL to a PostgreSQL 15 or newer",
  );
});
