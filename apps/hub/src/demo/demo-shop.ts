// Simulated stores as connections of the hub: those of the last demo go, the new ones are connected, read and stocked.
import { webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import { type Connection, connectionListSchema, connectionSchema } from "@logix/api/hub/connections";
import { locationListSchema, locationMapSchema } from "@logix/api/hub/locations";
import { runListSchema } from "@logix/api/hub/runs";
import { stockListSchema, stockSchema } from "@logix/api/hub/stock";
import type { DemoHub } from "./demo-hub.ts";
import type { DemoStore } from "./demo-stores.ts";
import { pause } from "./pause.ts";

const LOOK_EVERY_MS = 100;

/** Resolves when everything that the stores had from the beginning is in the hub. */
export async function connectStores(
  hub: DemoHub,
  stores: readonly DemoStore[],
  signal: AbortSignal,
): Promise<readonly Connection[]> {
  await removeOld(hub);
  const connections: Connection[] = [];
  for (const store of stores) connections.push(await connect(hub, store));
  for (const connection of connections)
    while (!signal.aborted && (await isReading(hub, connection))) await pause(LOOK_EVERY_MS, signal);
  return connections;
}

async function connect(hub: DemoHub, { platform, name, settings, place }: DemoStore): Promise<Connection> {
  const body = { platform, name: `Demo shop on ${name}`, auto_sync: true, settings };
  const connection = await hub.send("POST", "/connections", body, connectionSchema);
  if (place !== undefined) await linkPlace(hub, connection, place);
  await hub.send("POST", `/connections/${connection.id}/webhooks`, {}, webhookSetupSchema);
  return connection;
}

/** One of the store's own places is our shelf; the others are left alone. */
async function linkPlace(hub: DemoHub, { id }: Connection, place: string): Promise<void> {
  const path = `/connections/${id}/locations`;
  const { store_locations: places } = await hub.send("POST", `${path}/refresh`, {}, locationMapSchema);
  const { locations } = await hub.get("/locations", locationListSchema);
  const ours = locations.find((location) => location.is_default)?.id ?? null;
  const links = places.map(({ remote_id, name }) => ({ remote_id, location_id: name === place ? ours : null }));
  await hub.send("PUT", path, { links }, locationMapSchema);
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
export async function stockShelves(
  hub: DemoHub,
  stores: readonly DemoStore[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const skus = new Set(stores.flatMap((store) => store.skus()));
  for (const [index, sku] of [...skus].entries()) {
    if (signal.aborted) break;
    const path = `/stock/${encodeURIComponent(sku)}`;
    const { stock } = await hub.get(`/stock?sku=${encodeURIComponent(sku)}`, stockListSchema);
    const promised = Math.ceil(Number(stock[0]?.reserved ?? 0));
    const onHand = promised + 20 + ((index * 7) % 40);
    await hub.send("PUT", path, { on_hand: onHand, reason: "Counted for the demo" }, stockSchema);
  }
  return skus;
}
