// The PostgreSQL that comes with the hub, with the hub's own settings.
import { join } from "node:path";
import { startEmbeddedPostgres } from "@logix/hub/src/database/server/launcher.ts";
import { runningPostmaster } from "@logix/hub/src/database/server/postmaster-file.ts";
import { hold, release, removeFolder } from "../support/clean-up.ts";
import type { Running } from "./running.ts";
import { scratchFolder } from "./scratch.ts";

export async function startEmbeddedServer(): Promise<Running> {
  const folder = scratchFolder("embedded");
  const dataDir = join(folder, "postgres");
  const server = await startEmbeddedPostgres({ dataDir });
  const pid = runningPostmaster(dataDir)?.pid;
  hold(pid, "SIGQUIT");
  return {
    url: server.url("postgres"),
    pid,
    stop: async () => {
      await server.stop();
      release(pid);
      removeFolder(folder);
    },
  };
}
