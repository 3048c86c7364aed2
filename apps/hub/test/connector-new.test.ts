// A connector that was just laid out: it compiles, and the suite says what to write next.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scratchFolder } from "./support/scratch-folder.ts";

const root = resolve(import.meta.dirname, "../../..");
const copy = mkdtempSync(join(scratchFolder(), "logix-connector-new-"));
const made = join(copy, "apps/hub/src/connectors/magento");

beforeAll(() => {
  cpSync(join(root, "apps/hub/src/connector-kit"), join(copy, "apps/hub/src/connector-kit"), { recursive: true });
  cpSync(join(root, "tsconfig.json"), join(copy, "tsconfig.json"));
  cpSync(join(root, "biome.json"), join(copy, "biome.json"));
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  mkdirSync(join(copy, "docs"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  writeFileSync(
    join(copy, "vitest.config.ts"),
    'export default { test: { include: ["apps/**/magento/*.test.ts"], pool: "threads", maxWorkers: 1 } };\n',
  );
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("a platform's name that cannot be one is refused, and nothing is made", async () => {
  expect(await run("scripts/new-connector.mjs", "../../etc", copy)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/lower-case/),
  });
  expect(existsSync(join(copy, "apps/hub/src/connectors"))).toBe(false);
});

test("what is laid out compiles, keeps our style, and is not laid out twice", async () => {
  const first = await run("scripts/new-connector.mjs", "magento", copy);
  expect(first).toMatchObject({
    code: 0,
    output: expect.stringMatching(/fixtures\/stage\.ts[\s\S]*writing-a-connector/),
  });
  for (const file of ["index", "settings", "client", "schemas", "orders", "products", "stock", "status", "webhooks"])
    expect(readFileSync(join(made, `${file}.ts`), "utf8")).not.toMatch(/__\w+__/);
  expect(existsSync(join(copy, "docs/connectors/magento.md"))).toBe(true);
  expect(await run("node_modules/typescript/bin/tsc", "--noEmit")).toMatchObject({ code: 0, output: "" });
  expect(await run("node_modules/@biomejs/biome/bin/biome", "check", "--vcs-enabled=false", made)).toMatchObject({
    code: 0,
  });
  expect(await run("scripts/new-connector.mjs", "magento", copy)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/there already/),
  });
});

test("the suite fails it in every point, with what to write first and what would help", async () => {
  const { code, output } = await run("node_modules/vitest/vitest.mjs", "run", "--root", copy);
  expect(code).not.toBe(0);
  expect(output).toMatch(/Tests +\d{2} failed \(\d{2}\)/);
  expect(output).toContain("simulate the platform in apps/sandbox/src/magento first");
  expect(output).toContain("What helps: Compare with `expected`, in the write itself where the platform can");
});

function run(...args: string[]): Promise<{ code: number; output: string }> {
  const [program = "", ...rest] = args;
  return new Promise((finish) => {
    const env = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" };
    execFile(
      process.execPath,
      [join(root, program), ...rest],
      { cwd: copy, env, maxBuffer: 2 ** 26 },
      (error, out, err) => finish({ code: error === null ? 0 : Number(error.code ?? 1), output: out + err }),
    );
  });
}
