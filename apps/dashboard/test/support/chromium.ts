// Where the browser is. Without one the browser's tests are skipped, and say so.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export const CHROMIUM = findChromium();

if (CHROMIUM === undefined) {
  process.stderr.write(
    "\nSKIPPED: the tests of the dashboard need Chromium. Install it (apt-get install chromium) or set CHROMIUM_PATH.\n\n",
  );
}

function findChromium(): string | undefined {
  const { CHROMIUM_PATH: told, PATH = "" } = process.env;
  const folders = ["/usr/bin", ...PATH.split(delimiter)];
  const candidates = [...(told ? [told] : []), ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))];
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
