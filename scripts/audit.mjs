// Asks the registry for advisories about what is installed. Fails on those that are high or critical. Where the registry cannot be
// asked, that is said aloud and nothing fails: a check must not hang on somebody else's server.
import { spawnSync } from "node:child_process";

const FAILS_ON = ["high", "critical"];
const WAIT_MS = 60_000;

const asked = spawnSync("npm", ["audit", "--json", ...process.argv.slice(2)], { encoding: "utf8", timeout: WAIT_MS });
const answer = read(asked.stdout);
if (answer?.metadata?.vulnerabilities === undefined) skip(reasonOf(asked, answer));
else report(answer);

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf({ error, stderr }, answer) {
  const said = answer?.message ?? answer?.error?.summary ?? error?.message ?? stderr?.trim().split("\n").at(-1);
  return said || "npm audit gave no answer that can be read";
}

function skip(reason) {
  console.warn(`NOT CHECKED: the registry gave no advisories (${reason})`);
}

function report({ metadata, vulnerabilities = {} }) {
  const found = Object.entries(metadata.vulnerabilities).filter(([level, count]) => level !== "total" && count > 0);
  console.log(
    found.length === 0 ? "No known advisories" : found.map(([level, count]) => `${count} ${level}`).join(", "),
  );
  const grave = Object.values(vulnerabilities).filter(({ severity }) => FAILS_ON.includes(severity));
  for (const { name, severity, range, fixAvailable } of grave) {
    console.error(`${severity}: ${name} ${range}${fixAvailable ? ", a fix is available" : ""}`);
  }
  if (grave.length > 0) process.exitCode = 1;
}
