// The demo's password: made at the first start, kept beside the demo's data, so that later starts can print it again.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function demoPassword(folder: string): string {
  const file = join(folder, "demo.password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(9).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
