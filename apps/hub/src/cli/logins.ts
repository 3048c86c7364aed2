// Who is logged in where: one file in the user's own folder, readable by nobody else.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { HubError } from "@logix/model";
import { z } from "zod";
import type { World } from "./world.ts";

/** Tokens by the hub's address. */
const loginsSchema = z.record(z.string(), z.object({ token: z.string(), expires_at: z.string() }));
type Logins = z.infer<typeof loginsSchema>;

/** LOGIX_TOKEN wins, so that a program can bring its own. */
export function tokenFor(hub: string, env: World["env"]): string | undefined {
  return env.LOGIX_TOKEN?.trim() || readLogins(loginsFile(env))[hub]?.token;
}

/** Returns the file that now holds the login. */
export function keepLogin(hub: string, login: Logins[string], env: World["env"]): string {
  const file = loginsFile(env);
  const logins = { ...readLogins(file), [hub]: login };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above is for a new file only
  return file;
}

function loginsFile(env: World["env"]): string {
  const base = env.XDG_CONFIG_HOME || env.APPDATA || join(env.HOME || homedir(), ".config");
  return join(base, "logix", "logins.json");
}

function readLogins(file: string): Logins {
  try {
    return loginsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return {};
    throw new HubError("unreadable", `The logins in ${file} cannot be read`, {
      remedy: "Delete the file and log in again: npm run logix -- login",
      cause,
    });
  }
}
