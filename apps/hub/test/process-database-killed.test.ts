// The PostgreSQL that the hub brings is killed under it: the hub starts it again, and goes on with what was promised.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../src/database/server/launcher.ts";
import { runningPostmaster } from "../src/database/server/postmaster-file.ts";
import { endHubProcesses, PATIENCE_MS, SETTLE_MS, startUsableHub } from "./support/hub-process.ts";
import { connect, receiverOf } from "./support/same-orders.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { deliver, signed, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { eventually } from "./support/test-hub.ts";

let folder: string;
let store: WooStore;
const dataDir = () => join(folder, "postgres");

beforeEach(async () => {
  folder = mkdtempSync(join(scratchFolder(), "logix-process-killed-"));
  store = await startWooStore({ orders: 0, products: 10 });
});
afterEach(async () => {
  await endHubProcesses();
  if (runningPostmaster(dataDir())) await (await startEmbeddedPostgres({ dataDir: dataDir() })).stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  "a hub whose embedded PostgreSQL is killed starts it again and loses nothing",
  async () => {
    const hub = await startUsableHub({ LOGIX_DATA_DIR: folder });
    const address = receiverOf(hub, await connect(hub, store, { webhookSecret: WEBHOOK_SECRET }));
    expect(await deliver(address, signed(store, store.control.placeOrder({})))).toBe(200);
    const orders = async () => (await hub.call("GET", "/api/v1/orders")).body.orders ?? [];
    await eventually(async () => (await orders()).length === 1, "the first order is there", SETTLE_MS);

    const killed = runningPostmaster(dataDir())?.pid ?? 0;
    process.kill(killed, "SIGKILL");
    const isAnother = () => ![undefined, killed].includes(runningPostmaster(dataDir())?.pid);
    const isReady = async () => isAnother() && (await fetch(`${hub.url}/readyz`)).status === 200;
    await eventually(isReady, "the hub is ready again", SETTLE_MS);

    expect(await deliver(address, signed(store, store.control.placeOrder({})))).toBe(200);
    await eventually(async () => (await orders()).length === 2, "both orders are there", SETTLE_MS);

    // It is the hub's again, to be stopped with it.
    expect(await hub.signal("SIGTERM")).toMatchObject({ code: 0 });
    expect(runningPostmaster(dataDir())).toBeUndefined();
  },
  PATIENCE_MS,
);
