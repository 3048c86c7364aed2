// The pictures of the guides are what the browser's tests see: runs those tests, and copies each picture that a guide names as
// `pictures/<name>.png` from apps/dashboard/artifacts. With --copy the tests are not run again.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const guides = path.join(root, "docs", "guides");
const artifacts = path.join(root, "apps", "dashboard", "artifacts");
const pictures = path.join(guides, "pictures");

if (!process.argv.includes("--copy")) {
  const vitest = path.join(root, "node_modules", ".bin", "vitest");
  const { status } = spawnSync(vitest, ["run", "apps/dashboard"], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync(pictures, { recursive: true });
const wanted = new Set(
  readdirSync(guides)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...readFileSync(path.join(guides, name), "utf8").matchAll(/\(pictures\/([\w-]+\.png)\)/g)])
    .map(([, name]) => name),
);
const missing = [...wanted].filter((name) => !existsSync(path.join(artifacts, name)));
for (const name of wanted) {
  if (!missing.includes(name)) copyFileSync(path.join(artifacts, name), path.join(pictures, name));
}
process.stdout.write(`${wanted.size - missing.length} pictures copied\n`);
if (missing.length > 0) {
  process.stderr.write(`No test makes: ${missing.join(", ")}\n`);
  process.exit(1);
}
