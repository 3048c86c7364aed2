// `npm run protections [-- F05 F06]`: switches off one protection after another in a private copy of the sources, and expects the
// test of its failure mode to notice. A test that passes without its protection proves nothing.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";
import { nameOf, type Protection, protections, ROOT, troubleWith } from "./protection-table.ts";

type Verdict = "failed as it must" | "NOT NOTICED" | "BROKEN";
type Result = { readonly protection: Protection; readonly verdict: Verdict; readonly words: string };

const NOT_COPIED = new Set(["node_modules", ".git", "data", "dist", "coverage", "test-artefacts"]);
const LONGEST_MS = 300_000;

/** Of an assertion that failed, and of what a test waited for in vain; nothing that a slip of syntax would say. */
const ASSERTION = /AssertionError|It never happened that/;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const wanted = process.argv.slice(2);
const chosen = protections().filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const unknown = wanted.filter((id) => !chosen.some((each) => each.id === id));
if (unknown.length > 0) throw new Error(`No protection is listed for ${unknown.join(", ")}`);

const copy = privateCopy();
let results: readonly Result[];
try {
  results = await proveAll(chosen);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
const failed = results.filter(({ verdict }) => verdict !== "failed as it must").length;
console.info(
  `\n${tableOf(results)}\n\n${results.length - failed} of ${results.length} protections are noticed when they are missing.`,
);
process.exitCode = failed > 0 ? 1 : 0;

async function proveAll(all: readonly Protection[]): Promise<readonly Result[]> {
  const done: Result[] = [];
  for (const protection of all) {
    const result = await prove(protection);
    console.info(`${result.protection.id} ${nameOf(protection)}: ${result.verdict}`);
    done.push(result);
  }
  return done;
}

async function prove(protection: Protection): Promise<Result> {
  const trouble = troubleWith(protection);
  if (trouble !== null) return { protection, verdict: "BROKEN", words: trouble };
  const path = join(copy, protection.file);
  const whole = readFileSync(path, "utf8");
  writeFileSync(
    path,
    whole.replace(protection.search, () => protection.replace),
  );
  try {
    return { protection, ...(await verdictOf(protection)) };
  } finally {
    writeFileSync(path, whole);
  }
}

async function verdictOf({ id, test }: Protection): Promise<Pick<Result, "verdict" | "words">> {
  const report = join(copy, "protections-report.json");
  rmSync(report, { force: true });
  const output = await runVitest(test, report);
  const parsed = reportSchema.safeParse(readJson(report));
  if (!parsed.success) return { verdict: "BROKEN", words: lastLine(output) };
  const tests = parsed.data.testResults.flatMap(({ assertionResults }) => assertionResults);
  const noticed = tests.flatMap(({ fullName, status, failureMessages }) =>
    status === "failed" && fullName.includes(id) ? [{ fullName, message: failureMessages?.join("\n") ?? "" }] : [],
  );
  const told = noticed.find(({ message }) => ASSERTION.test(message));
  if (told) return { verdict: "failed as it must", words: told.fullName };
  if (tests.length > 0 && tests.every(({ status }) => status === "passed"))
    return { verdict: "NOT NOTICED", words: "" };
  const words = noticed[0]?.message ?? parsed.data.testResults[0]?.message ?? "";
  return { verdict: "BROKEN", words: words.split("\n")[0] ?? "" };
}

function runVitest(test: string, report: string): Promise<string> {
  const args = ["node_modules/vitest/vitest.mjs", "run", test, "--bail=1", "--reporter=json", `--outputFile=${report}`];
  const env = { RECORDINGS_DIR: join(ROOT, "../shared/recordings"), ...process.env };
  const child = spawn(process.execPath, args, {
    cwd: copy,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LONGEST_MS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => child.on("close", () => resolve(output)));
}

/** With the packages of the original, but for our own, which must be the copy's. */
function privateCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "logix-protections-"));
  cpSync(ROOT, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) =>
      !relative(ROOT, source)
        .split("/")
        .some((part) => NOT_COPIED.has(part)),
  });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@logix"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (name !== "@logix" && name !== ".vite" && name !== ".vitest")
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  for (const [name, place] of ownPackages()) symlinkSync(join(folder, place), join(modules, "@logix", name));
  return folder;
}

/** `["model", "packages/model"]` and so on, as npm links them. */
function ownPackages(): readonly (readonly [string, string])[] {
  const places = ["packages", "apps"].flatMap((room) => readdirSync(join(ROOT, room)).map((name) => `${room}/${name}`));
  return [...places, "bench"].flatMap((place) => {
    const { name } = z
      .object({ name: z.string() })
      .catch({ name: "" })
      .parse(readJson(join(ROOT, place, "package.json")));
    return name.startsWith("@logix/") ? [[name.slice("@logix/".length), place] as const] : [];
  });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) ?? "";
}

function tableOf(all: readonly Result[]): string {
  const rows = all.map(
    ({ protection, verdict, words }) => `| ${protection.id} | ${nameOf(protection)} | ${verdict} | ${words} |`,
  );
  return ["| id | protection switched off | result | noticed by |", "|---|---|---|---|", ...rows].join("\n");
}
