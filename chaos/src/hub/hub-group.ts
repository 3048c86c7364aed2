// The processes of one setup with their environment.

import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Setup } from "../options.ts";
import type { Tally } from "../tally.ts";
import { OWNER } from "./hub-api.ts";
import { type HubProcess, keepHubProcess } from "./hub-process.ts";

export type HubGroupOptions = {
  readonly setup: Setup;
  readonly folder: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly port: number;
  /** Where the store reaches the hub. */
  readonly publicUrl: string;
  readonly certificateFile: string;
  readonly clockFile: string;
  readonly tally: Tally;
};

export function startHubGroup(options: HubGroupOptions): readonly HubProcess[] {
  const one = (name: string, env: Record<string, string>) =>
    keepHubProcess({
      name,
      env: { ...common(options), ...env },
      logFile: join(options.folder, `${name}.log`),
      tally: options.tally,
    });
  if (options.setup === "all")
    return [one("hub", { PORT: String(options.port), LOGIX_ROLE: "all", LOGIX_DATA_DIR: options.dataDir })];
  const shared = { DATABASE_URL: options.databaseUrl, LOGIX_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64") };
  return [
    one("api", { ...shared, PORT: String(options.port), LOGIX_ROLE: "api" }),
    one("worker-1", { ...shared, PORT: "0", LOGIX_ROLE: "worker" }),
    one("worker-2", { ...shared, PORT: "0", LOGIX_ROLE: "worker" }),
  ];
}

/** Nothing of the caller's own configuration. */
function common({ publicUrl, certificateFile, clockFile }: HubGroupOptions): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    LOGIX_ADMIN_EMAIL: OWNER.email,
    LOGIX_ADMIN_PASSWORD: OWNER.password,
    LOGIX_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LOGIX_STORE_RATE: "1000",
    LOGIX_PUBLIC_URL: publicUrl,
    NODE_EXTRA_CA_CERTS: certificateFile,
    CHAOS_CLOCK_FILE: clockFile,
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no free port");
  return address.port;
}
