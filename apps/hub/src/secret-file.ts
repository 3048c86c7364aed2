// Secrets that the hub makes for itself (database password, encryption key): one file each, readable by its owner only.
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export type MakeSecret = () => string;

/**
 * Reads the secret in `file`, or makes it on first use. Of several processes starting at once all get the same one:
 * the file appears whole by a link, so nobody can read half a secret or overwrite another's.
 */
export function readOrCreateSecret(file: string, make: MakeSecret = urlSafeSecret): string {
  if (!existsSync(file)) createOnce(file, make());
  return readSecret(file);
}

function urlSafeSecret(): string {
  return randomBytes(32).toString("base64url");
}

function createOnce(file: string, secret: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, secret, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (cause) {
    if (!existsSync(file)) throw new Error(`Cannot write the secret file ${file}`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecret(file: string): string {
  chmodSync(file, 0o600); // a copy or a backup tool may have opened it to others
  const secret = readFileSync(file, "utf8").trim();
  if (secret === "") throw new Error(`The secret file ${file} is empty. Restore it from a backup.`);
  return secret;
}
