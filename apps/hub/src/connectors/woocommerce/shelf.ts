// What the store shows as the stock of some products and variations before we write.
import type { RemoteId, StockChange } from "../../connector-kit/contract.ts";
import type { WooClient } from "./client.ts";
import { variationsOf } from "./products.ts";
import { asVariation } from "./records.ts";
import { rowById, rowsByIds } from "./rereading.ts";
import { productSchema, type WooProduct } from "./schemas.ts";
import type { Shelf } from "./stock-plan.ts";

type Growing = Map<RemoteId, WooProduct>;

const FIELDS = { _fields: Object.keys(productSchema.shape).join(",") };

/** The products and variations of some changes, and the parents of the variations. */
export async function readShelf(client: WooClient, changes: readonly StockChange[]): Promise<Shelf> {
  const shelf: Growing = new Map();
  const heads = new Set(changes.map((change) => change.parentRemoteId ?? change.remoteId));
  for (const row of await rowsByIds(client, "products", [...heads], FIELDS)) put(shelf, row);
  const variants = changes.filter(({ parentRemoteId }) => parentRemoteId !== null && shelf.has(parentRemoteId));
  for (const [parent, own] of Map.groupBy(variants, ({ parentRemoteId }) => parentRemoteId ?? "")) {
    const ids = [...new Set(own.map(({ remoteId }) => remoteId))];
    for (const row of await rowsByIds(client, variationsOf(parent), ids, FIELDS)) put(shelf, row, parent);
  }
  // In the trash, moved under another parent, or a variation that we took for a product: by its id it is found.
  for (const { remoteId } of changes) if (!shelf.has(remoteId)) await putSingle(client, shelf, remoteId);
  return shelf;
}

async function putSingle(client: WooClient, shelf: Growing, id: RemoteId): Promise<void> {
  const woo = put(shelf, await rowById(client, "products", id));
  if (woo === null || woo.parent_id === "0" || shelf.has(woo.parent_id)) return;
  put(shelf, await rowById(client, "products", woo.parent_id));
}

function put(shelf: Growing, row: unknown, parent?: RemoteId): WooProduct | null {
  const woo = productSchema.safeParse(parent === undefined ? row : asVariation(row, parent)).data;
  if (woo !== undefined) shelf.set(woo.id, woo);
  return woo ?? null;
}
