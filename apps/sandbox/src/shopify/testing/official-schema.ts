// The official schemas next to the project; SPECS_DIR points elsewhere.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const projectRoot = resolve(import.meta.dirname, "../../../../..");
const folder = join(resolve(projectRoot, process.env.SPECS_DIR ?? "../shared/specs"), "shopify");

export const hasOfficialSchema = existsSync(folder);
if (!hasOfficialSchema)
  console.warn(`SKIPPED: no specifications in ${folder}; set SPECS_DIR to compare with the official ones`);

export function officialFile(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

export function officialJson(name: string): unknown {
  return JSON.parse(officialFile(name));
}
