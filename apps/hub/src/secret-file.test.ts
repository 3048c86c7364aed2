import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOrCreateSecret } from "./secret-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "logix-secret-"));
  file = join(folder, "inside", "password");
});
afterEach(() => rmSync(folder, { recursive: true }));

const mode = () => statSync(file).mode & 0o777;

test("a secret is made once and then stays the same", () => {
  const secret = readOrCreateSecret(file);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(readOrCreateSecret(file)).toBe(secret);
  expect(readFileSync(file, "utf8")).toBe(secret);
});

test("only its owner can read it", () => {
  readOrCreateSecret(file);
  expect(mode()).toBe(0o600);
});

test("one that was opened to others is closed again", () => {
  readOrCreateSecret(file);
  chmodSync(file, 0o644);
  readOrCreateSecret(file);
  expect(mode()).toBe(0o600);
});

test("another process that was faster wins", () => {
  const secret = readOrCreateSecret(file, () => {
    readOrCreateSecret(file, () => "theirs");
    return "ours";
  });
  expect(secret).toBe("theirs");
});

test("no draft is left beside it", () => {
  readOrCreateSecret(file);
  expect(readdirSync(join(folder, "inside"))).toEqual(["password"]);
});

test("an empty secret is an error, not an empty password", () => {
  readOrCreateSecret(file);
  writeFileSync(file, "");
  expect(() => readOrCreateSecret(file)).toThrow(`The secret file ${file} is empty`);
});
