// Everything that a campaign needs, started: a store over https, a hub, a database, and the roads between them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startWooStore } from "../../apps/sandbox/src/woocommerce/index.ts";
import { openCampaignDatabase } from "./database.ts";
import { mountDisk } from "./faults/disk.ts";
import { setClock } from "./faults/faults.ts";
import type { Field } from "./faults/field.ts";
import { openNetwork } from "./faults/network.ts";
import { freePort, startHubGroup } from "./hub/hub-group.ts";
import type { Setup } from "./options.ts";
import type { Tally } from "./tally.ts";

export type Stage = {
  readonly field: Field;
  readonly hubUrl: string;
  /** The store as the hub is told of it. */
  readonly storeUrl: string;
  close(): Promise<void>;
};

export async function buildStage(setup: Setup, folder: string, tally: Tally): Promise<Stage> {
  const dataDir = join(folder, "data");
  const [clockFile, certificateFile] = [join(folder, "clock"), join(folder, "store.pem")];
  setClock(clockFile, 0);
  const disk = mountDisk(dataDir);
  // As a killed hub would have left it; with the split setup the settings of a server for several processes.
  const settings: Record<string, number> = setup === "all" ? {} : { max_connections: 200, port: await freePort() };
  const database = await openCampaignDatabase(join(dataDir, "postgres"), settings);
  const store = await startWooStore({ secure: true, orders: 0, products: 0, customers: 5, webhookTimeoutMs: 5_000 });
  writeFileSync(certificateFile, store.ca ?? "");
  const port = await freePort();
  const toStore = await openNetwork(() => Number(new URL(store.url).port));
  const toHub = await openNetwork(() => port);
  const publicUrl = `http://127.0.0.1:${toHub.port}`;
  const common = { setup, folder, dataDir, databaseUrl: database.url, publicUrl, certificateFile, clockFile };
  const hub = startHubGroup({ ...common, port, tally });
  const hubKeepsDatabase = setup === "all";
  return {
    field: { hub, database, hubKeepsDatabase, store, toStore, toHub, clockFile, disk, tally },
    hubUrl: `http://127.0.0.1:${port}`,
    storeUrl: `https://127.0.0.1:${toStore.port}`,
    close: async () => {
      await Promise.all(hub.map((process) => process.stop()));
      await Promise.all([store.close(), toStore.close(), toHub.close()]);
      await database.close();
      disk?.remove();
    },
  };
}
