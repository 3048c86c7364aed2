// A merchant connects the store, has webhooks set up, counts the shelves and fills the catalogue. No faults yet.
import { until } from "../../bench/src/support/clock.ts";
import { makeHubApi } from "./hub/hub-api.ts";
import { emptyBooks } from "./load/books.ts";
import { countShelves, fillCatalogue, fillShelves } from "./load/goods.ts";
import { TOPICS } from "./load/owner.ts";
import type { Shop } from "./load/shop.ts";
import { seeded } from "./seeded.ts";
import type { Stage } from "./stage.ts";
import { openWork } from "./verdict/leftovers.ts";

const START_MS = 60_000;

export async function startShop({ field, hubUrl, storeUrl }: Stage, seed: number): Promise<Shop> {
  const { store, database, tally } = field;
  await fillShelves({ store });
  await Promise.all(field.hub.map((process) => process.ready()));
  const api = makeHubApi(hubUrl, () => tally.add("requests to the hub that had to be repeated"));
  await api.signIn();
  const { consumerKey: consumer_key, consumerSecret: consumer_secret } = store;
  const body = { platform: "woocommerce", settings: { store_url: storeUrl, consumer_key, consumer_secret } };
  const reply = await api.until({ method: "POST", path: "/api/v1/connections", body });
  if (reply.status !== 201) throw new Error(`The store was not connected: ${JSON.stringify(reply.body)}`);
  const connection: Shop["connection"] = reply.body;
  const path = `/api/v1/connections/${connection.id}`;
  await api.until({ method: "PATCH", path, body: { sync_interval_minutes: 1 } });
  const webhooks = `/api/v1/woocommerce/integrations/${connection.public_id}/webhooks`;
  await api.until({ method: "POST", path: webhooks, body: { topics: TOPICS } });
  const isRead = async () => (await openWork(database)).length === 0;
  await until("the store was read for the first time", isRead, { withinMs: START_MS });
  const shop: Shop = { store, api, database, connection, books: emptyBooks(), tally, chance: seeded(seed + 1) };
  await countShelves(shop);
  await fillCatalogue(shop);
  return shop;
}
