// The table of `npm run protections` can be tried at any time; that each test notices is seen by running it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { protections, ROOT, testedModes, troubleWith } from "./protection-table.ts";

test("every protection can be switched off: its text stands exactly once, and its test is there", () => {
  expect(protections().length).toBeGreaterThan(10);
  expect(protections().flatMap((each) => troubleWith(each) ?? [])).toEqual([]);
});

test("every failure mode that has a test has a protection that can be switched off", () => {
  const covered = new Set(protections().map(({ id }) => id));
  expect(testedModes().length).toBeGreaterThan(10);
  expect(testedModes().filter((id) => !covered.has(id))).toEqual([]);
});

test("docs/failure-modes.md has a row with a test for each of them, and no other", () => {
  const page = readFileSync(join(ROOT, "docs/failure-modes.md"), "utf8");
  const listed = [...page.matchAll(/^\| (F\d\d) \|.*\/(F\d\d)-[\w-]+\.test\.ts\) \|$/gm)];
  expect(listed.filter(([, id, file]) => id !== file)).toEqual([]);
  expect(listed.map(([, id]) => id)).toEqual(testedModes());
});
