// The simulated store as a connection of the hub: the one of the last demo goes, the new one is connected, read and stocked.
import { webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import { type Connection, connectionListSchema, connectionSchema } from "@logix/api/hub/connections";
import { runListSchema } from "@logix/api/hub/runs";
import { stockListSchema, stockSchema } from "@logix/api/hub/stock";
import type { WooStore } from "@logix/sandbox/woocommerce";
import type { DemoHub } from "./demo-hub.ts";
import { pause } from "./pause.ts";

const LOOK_EVERY_MS = 100;

/** Resolves when everything that the store had from the beginning is in the hub. */
export async function connectShop(hub: DemoHub, store: WooStore, signal: AbortSignal): Promise<Connection> {
  await removeOld(hub);
  const settings = { store_url: store.url, consumer_key: store.consumerKey, consumer_secret: store.consumerSecret };
  const body = { platform: "woocommerce", name: "Demo shop", auto_sync: true, settings };
  const connection = await hub.send("POST", "/connections", body, connectionSchema);
  await hub.send("POST", `/connections/${connection.id}/webhooks`, {}, webhookSetupSchema);
  while (!signal.aborted && (await isReading(hub, connection))) await pause(LOOK_EVERY_MS, signal);
  return connection;
}

async function removeOld(hub: DemoHub): Promise<void> {
  const { connections } = await hub.get("/connections?limit=200", connectionListSchema);
  for (const { id } of connections) await hub.remove(`/connections/${id}`);
}

async function isReading(hub: DemoHub, { id }: Connection): Promise<boolean> {
  const { runs } = await hub.get(`/runs?connection_id=${id}`, runListSchema);
  return runs.some(({ state }) => state === "waiting" || state === "running");
}

/** Between 20 and 59 of each, beside what is promised to orders already. Returns the SKUs. */
export async function stockShelves(hub: DemoHub, store: WooStore, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const skus = skusOf(store);
  for (const [index, sku] of skus.entries()) {
    if (signal.aborted) break;
    const path = `/stock/${encodeURIComponent(sku)}`;
    const { stock } = await hub.get(`/stock?sku=${encodeURIComponent(sku)}`, stockListSchema);
    const promised = Math.ceil(Number(stock[0]?.reserved ?? 0));
    const onHand = promised + 20 + ((index * 7) % 40);
    await hub.send("PUT", path, { on_hand: onHand, reason: "Counted for the demo" }, stockSchema);
  }
  return new Set(skus);
}

function skusOf(store: WooStore): string[] {
  const counted = store.control.products().filter((product) => product.manage_stock === true);
  return [...new Set(counted.map((product) => String(product.sku ?? "")).filter((sku) => sku !== ""))];
}
