// Things of a store read again by their ids: together as far as lists show them, singly where they do not.
import { isHubError } from "@logix/model";
import type { Gone, RemoteId } from "../../connector-kit/contract.ts";
import { itemPath, type Query, type WooClient } from "./client.ts";
import { chunksOf, MOST } from "./listing.ts";
import { idOf, rowsOf } from "./records.ts";

export const GONE: Gone = { gone: true };

type Kind = "orders" | "products" | "customers";

export async function readAgain<T>(
  client: WooClient,
  kind: Kind,
  ids: readonly RemoteId[],
  read: (row: unknown) => T | Promise<T>,
  query?: Query,
): Promise<Map<RemoteId, T | Gone>> {
  const found = new Map<RemoteId, T | Gone>();
  // A list of one costs as much as reading it by its id, and sees less.
  const listed = ids.length > 1 ? await rowsByIds(client, kind, ids, query) : [];
  for (const row of listed) found.set(String(idOf(row)), await read(row));
  // QUIRK(woocommerce): lists hide what lies in the trash, variations, and orders with a status that no plugin registers
  // any more; by its id everything can be read.
  for (const id of ids.filter((id) => !found.has(id))) {
    const row = await rowById(client, kind, id);
    found.set(id, row === null ? GONE : await read(row));
  }
  return found;
}

/** Rows by their ids, in any number; what the store does not list is not among them. */
export async function rowsByIds(client: WooClient, path: string, ids: readonly string[], query: Query = {}) {
  const all: unknown[] = [];
  for (const chunk of chunksOf(ids, MOST)) {
    all.push(...rowsOf((await client.get(path, { ...query, include: chunk.join(","), per_page: MOST })).json));
  }
  return all;
}

/**
 * Null where there is no such thing.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-an-order (and alike for products and customers)
 */
export async function rowById(client: WooClient, kind: Kind, id: RemoteId, query?: Query): Promise<unknown> {
  try {
    return (await client.get(itemPath(kind, id), query)).json;
  } catch (error) {
    if (isHubError(error, "missing")) return null;
    throw error;
  }
}
