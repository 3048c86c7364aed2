// `npm run connector:new <platform>`: lays out a connector that compiles and fails the conformance suite with what to do next.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const template = join(import.meta.dirname, "connector-template");
const [platform = "", root = resolve(import.meta.dirname, "..")] = process.argv.slice(2);

if (!/^[a-z][a-z0-9]{1,30}$/.test(platform))
  fail("Name the platform in lower-case letters and digits: npm run connector:new magento");

const folder = join(root, "apps/hub/src/connectors", platform);
const page = join(root, "docs/connectors", `${platform}.md`);
for (const path of [folder, page])
  if (existsSync(path)) fail(`${relative(root, path)} is there already; nothing was changed`);

const title = platform[0].toUpperCase() + platform.slice(1);
const words = {
  __platform__: platform,
  __name__: platform,
  __Title__: title,
  __PREFIX__: platform.slice(0, 2).toUpperCase(),
};

for (const name of readdirSync(template, { recursive: true }).filter((each) => each.endsWith(".template"))) {
  const target = name === "docs-page.md.template" ? page : join(folder, name.replace(/\.template$/, ""));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, filled(readFileSync(join(template, name), "utf8")));
  process.stdout.write(`made ${relative(root, target)}\n`);
}

// How long its lines are depends on the platform's name.
const biome = resolve(import.meta.dirname, "../node_modules/@biomejs/biome/bin/biome");
spawnSync(process.execPath, [biome, "check", "--write", "--vcs-enabled=false", folder], { cwd: root });

process.stdout.write(`
Next:
  1. Read docs/connectors/writing-a-connector.md.
  2. Simulate the platform in apps/sandbox/src/${platform}, and open it in fixtures/stage.ts.
  3. npx vitest run apps/hub/src/connectors/${platform}: each failure says what to write.
  4. Add ${platform} to apps/hub/src/connectors/index.ts; its routes and commands are there by themselves.
`);

function filled(text) {
  return text.replace(/__(platform|name|Title|PREFIX)__/g, (word) => words[word]);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
