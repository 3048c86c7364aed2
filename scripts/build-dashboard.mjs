// Runs before `start`, `demo` and `test`: builds the dashboard where it is missing or older than its sources, and otherwise does nothing.
// With --force it always builds. Prints how much a browser has to load, and fails where that is too much.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const dashboard = path.join(root, "apps", "dashboard");
const dist = path.join(dashboard, "dist");
const sources = ["apps/dashboard/src", "apps/dashboard/public", "packages/api/src", "packages/model/src"];
const single = [
  ...["index.html", "vite.config.ts", "postcss.config.mjs", "package.json"].map((name) => path.join(dashboard, name)),
  // What is made of the sources changes with this file too.
  fileURLToPath(import.meta.url),
];
const FIRST_LOAD_KIB = 250;

if (process.argv.includes("--force") || isOld()) build();

function isOld() {
  const built = statSync(path.join(dist, "index.html"), { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  return [...single, ...sources.flatMap((folder) => filesBelow(path.join(root, folder)))].some(
    (file) => !file.endsWith(".test.ts") && statSync(file).mtimeMs > built,
  );
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

function build() {
  const started = Date.now();
  console.log("Building the dashboard, this takes a few seconds ...");
  const vite = path.join(root, "node_modules", "vite", "bin", "vite.js");
  const { status, stdout, stderr } = spawnSync(packagedNode(), [vite, "build", "--logLevel", "warn"], {
    cwd: dashboard,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    console.error("The dashboard could not be built, see above. The hub runs without it.");
    process.exit(process.argv.includes("--force") ? 1 : 0);
  }
  compress();
  report(Date.now() - started);
}

/** Once here, rather than by the hub for each browser. */
function compress() {
  for (const name of readdirSync(path.join(dist, "assets")).filter((each) => /\.(js|css)$/.test(each))) {
    const file = path.join(dist, "assets", name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}

/** Before the scripts of npm put it first on the PATH, the system's own Node may be too old for Vite. */
function packagedNode() {
  const packaged = path.join(root, "node_modules", ".bin", "node");
  return process.platform !== "win32" && existsSync(packaged) ? packaged : process.execPath;
}

function report(ms) {
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  const first = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]));
  const sizes = readdirSync(path.join(dist, "assets"))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({ name: `assets/${name}`, bytes: gzipSync(readFileSync(path.join(dist, "assets", name))).length }));
  const kib = (list) => Math.round(list.reduce((sum, { bytes }) => sum + bytes, 0) / 1024);
  const firstLoad = kib(sizes.filter(({ name }) => first.has(name)));
  console.log(
    `Built in ${(ms / 1000).toFixed(1)} s: first load ${firstLoad} KiB gzip of at most ${FIRST_LOAD_KIB}, all screens ${kib(sizes)} KiB.`,
  );
  if (firstLoad > FIRST_LOAD_KIB) {
    console.error("The first load is over its budget: load what is not needed at once with a screen of its own.");
    process.exit(1);
  }
}
