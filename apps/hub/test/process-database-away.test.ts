// A database that goes away for a while: deliveries are refused so that the sender knows, and the hub lives on.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/database/server/launcher.ts";
import {
  endHubProcesses,
  freePort,
  onDatabase,
  PATIENCE_MS,
  SETTLE_MS,
  startUsableHub,
} from "./support/hub-process.ts";
import { connect, ordersIn, receiverOf } from "./support/same-orders.ts";
import { scratchFolder } from "./support/scratch-folder.ts";
import { deliver, signed, WEBHOOK_SECRET } from "./support/signed-deliveries.ts";
import { eventually } from "./support/test-hub.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let restart: () => Promise<EmbeddedPostgres>;
let store: WooStore;

beforeEach(async () => {
  folder = mkdtempSync(join(scratchFolder(), "logix-process-away-"));
  const settings = { port: await freePort(), fsync: "off", full_page_writes: "off" };
  restart = () => startEmbeddedPostgres({ dataDir: join(folder, "postgres"), settings });
  [postgres, store] = await Promise.all([restart(), startWooStore({ orders: 50, products: 10 })]);
});
afterEach(async () => {
  await endHubProcesses();
  await Promise.all([postgres.stop(), store.close()]);
  rmSync(folder, { recursive: true, force: true });
});

test(
  "without its database the hub refuses deliveries with 503, and takes and applies them when it is back",
  async () => {
    const hub = await startUsableHub(onDatabase(postgres.url("postgres")));
    const address = receiverOf(hub, await connect(hub, store, { webhookSecret: WEBHOOK_SECRET }));
    expect(await deliver(address, signed(store, store.control.placeOrder({})))).toBe(200);

    await postgres.stop();
    const missed = signed(store, store.control.placeOrder({}));
    expect(await deliver(address, missed)).toBe(503);
    expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(503);
    expect(await hub.call("GET", "/api/v1/auth/me")).toMatchObject({
      status: 503,
      body: { code: "database_unavailable" },
    });

    postgres = await restart();
    await eventually(async () => (await fetch(`${hub.url}/readyz`)).status === 200, "the hub is ready again");
    expect(await deliver(address, missed)).toBe(200);
    await eventually(async () => (await shown()) === 2, "both orders are there", SETTLE_MS);

    const sync = await hub.call("POST", `/api/v1/woocommerce/integrations/${address.split("/").at(-1)}/sync`, {
      limit: 1000,
    });
    const known = ordersIn(store).length;
    expect(sync).toMatchObject({
      status: 200,
      body: { result: { total_orders: known, created: known - 2, failed: 0 } },
    });
    expect(await hub.signal("SIGTERM")).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);

async function shown(): Promise<number> {
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  const { rows } = await client.query("select count(*)::int as count from orders");
  await client.end();
  return rows[0].count;
}
