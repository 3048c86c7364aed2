// What is switched off to see that a test notices. `search` stands exactly once in its file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const protectionSchema = z.strictObject({
  id: z.string().regex(/^F\d\d$/),
  /** The test file that must fail, from the root of the repository. */
  test: z.string(),
  /** What is switched off, in plain words; else the text itself stands for it. */
  off: z.string().optional(),
  file: z.string(),
  search: z.string().min(1),
  replace: z.string(),
});
export type Protection = Readonly<z.infer<typeof protectionSchema>>;

export const ROOT = resolve(import.meta.dirname, "../../../..");
const TABLE = join(import.meta.dirname, "protections.json");
const FOLDER = "apps/hub/test/failure-modes";

export function protections(): readonly Protection[] {
  return z.array(protectionSchema).parse(JSON.parse(readFileSync(TABLE, "utf8")));
}

/** `F07` for every test file of a failure mode. */
export function testedModes(): readonly string[] {
  const names = readdirSync(join(ROOT, FOLDER)).filter((name) => /^F\d\d-.*\.test\.ts$/.test(name));
  return [...new Set(names.map((name) => name.slice(0, 3)))].sort();
}

export function nameOf({ off, search }: Protection): string {
  return (
    off ??
    search
      .trim()
      .replaceAll(/\s+|\|/g, " ")
      .slice(0, 80)
  );
}

/** What is wrong with an entry; null where it can be tried. */
export function troubleWith({ file, search, test }: Protection): string | null {
  if (!existsSync(join(ROOT, test))) return `there is no ${test}`;
  if (!existsSync(join(ROOT, file))) return `there is no ${file}`;
  const times = readFileSync(join(ROOT, file), "utf8").split(search).length - 1;
  return times === 1 ? null : `"${search}" stands ${times} times in ${file}`;
}
