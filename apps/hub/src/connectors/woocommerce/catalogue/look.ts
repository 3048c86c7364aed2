// Looks products and variations up in the store: by their ids, or by their SKUs with the bin included.
import { type HubError, isHubError } from "@logix/model";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { itemPath, type Query, type WooClient } from "../client.ts";
import { chunksOf, MOST } from "../listing.ts";
import { variationsOf } from "../products.ts";
import { idOf, rowsOf } from "../records.ts";
import { rowById, rowsByIds } from "../rereading.ts";
import { parentOf, type Row, toRow } from "./rows.ts";

export type Place = { readonly remoteId: RemoteId; readonly parentRemoteId: RemoteId | null };
export type Found = Map<RemoteId, Row | null>;

// QUIRK(woocommerce): a reader is shown descriptions with paragraphs made of their line breaks and variations with their
// product's image; only who edits sees what is stored.
export const STORED: Query = { context: "edit" };

// Keeps the address under the 8 kB that web servers take.
const SKUS_AT_ONCE = 40;
const LONGEST_QUESTION = 4000;

/** In the order asked for; null for what is not there. A variation that is asked for as a product is found all the same. */
export async function rowsAt(client: WooClient, places: readonly Place[]): Promise<Found> {
  const found: Found = new Map();
  const heads = places.filter(({ parentRemoteId }) => parentRemoteId === null).map(({ remoteId }) => remoteId);
  await putProducts(client, found, [...new Set(heads)]);
  const variants = places.filter(({ parentRemoteId }) => parentRemoteId !== null);
  for (const [parent, own] of Map.groupBy(variants, ({ parentRemoteId }) => parentRemoteId ?? "")) {
    await putVariations(client, found, parent, [...new Set(own.map(({ remoteId }) => remoteId))]);
  }
  return new Map(places.map(({ remoteId }) => [remoteId, found.get(remoteId) ?? null]));
}

/** As above, but one that cannot be understood does not hide its neighbours. */
export async function rowsEach(
  client: WooClient,
  places: readonly Place[],
): Promise<Map<RemoteId, Row | HubError | null>> {
  try {
    return await rowsAt(client, places);
  } catch (error) {
    if (!isHubError(error, "unreadable") || error.details.code !== "unexpected_shape") throw error;
    const [only] = places;
    if (only === undefined || places.length === 1) return new Map(only === undefined ? [] : [[only.remoteId, error]]);
    const middle = Math.ceil(places.length / 2);
    const first = await rowsEach(client, places.slice(0, middle));
    return new Map([...first, ...(await rowsEach(client, places.slice(middle)))]);
  }
}

async function putProducts(client: WooClient, found: Found, ids: readonly RemoteId[]): Promise<void> {
  // A list of one costs as much as reading it by its id, and sees less.
  const listed = ids.length > 1 ? await rowsByIds(client, "products", ids, STORED) : [];
  for (const json of listed) found.set(String(idOf(json)), toRow(json));
  // QUIRK(woocommerce): lists hide what lies in the bin, and variations; by its id everything can be read.
  for (const id of ids.filter((id) => !found.has(id))) {
    const json = await rowById(client, "products", id, STORED);
    found.set(id, json === null ? null : await asItself(client, toRow(json)));
  }
}

// QUIRK(woocommerce): read as a product a variation has another shape than under its parent.
async function asItself(client: WooClient, row: Row): Promise<Row | null> {
  const parent = parentOf(row);
  return parent === null ? row : variationAt(client, parent, row.woo.id);
}

async function putVariations(client: WooClient, found: Found, parent: RemoteId, ids: readonly RemoteId[]) {
  const listed = ids.length > 1 ? await listedUnder(client, parent, ids) : [];
  for (const json of listed) found.set(String(idOf(json)), toRow(json, parent));
  for (const id of ids.filter((id) => !found.has(id))) found.set(id, await variationAt(client, parent, id));
}

async function listedUnder(client: WooClient, parent: RemoteId, ids: readonly RemoteId[]): Promise<readonly unknown[]> {
  try {
    return await rowsByIds(client, variationsOf(parent), ids, STORED);
  } catch (error) {
    if (isHubError(error, "missing")) return [];
    throw error;
  }
}

async function variationAt(client: WooClient, parent: RemoteId, id: RemoteId): Promise<Row | null> {
  try {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#retrieve-a-product-variation
    return toRow((await client.get(itemPath(variationsOf(parent), id), STORED)).json, parent);
  } catch (error) {
    if (isHubError(error, "missing")) return null;
    throw error;
  }
}

/** By SKU as asked for; what differs in case or outer spaces only is among them, as the store takes it for the same. */
export async function rowsBySku(client: WooClient, skus: readonly string[]): Promise<Map<string, readonly Row[]>> {
  const wanted = [...new Set(skus.filter((sku) => sku.trim() !== ""))];
  const rows: Row[] = [];
  for (const some of questionsFor(wanted)) {
    for (const query of [STORED, { ...STORED, status: "trash" }]) {
      const { json } = await client.get("products", { ...query, sku: some.join(","), per_page: MOST });
      rows.push(...rowsOf(json).flatMap(readable));
    }
  }
  const whole = await withVariationsAsThemselves(client, rows);
  return new Map(skus.map((sku) => [sku, whole.filter(({ woo }) => spelling(woo.sku) === spelling(sku))]));
}

// One that cannot be understood is not adopted; the store refuses its SKU all the same.
function readable(json: unknown): Row[] {
  try {
    return [toRow(json)];
  } catch (error) {
    if (isHubError(error, "unreadable")) return [];
    throw error;
  }
}

// QUIRK(woocommerce): a SKU with a comma is found only where it is asked for alone.
function questionsFor(skus: readonly string[]): (readonly string[])[] {
  const alone = skus.filter((sku) => sku.includes(","));
  const together = skus.filter((sku) => !sku.includes(","));
  return [...chunksOf(together, SKUS_AT_ONCE).flatMap(shortened), ...alone.map((sku) => [sku])];
}

function shortened(skus: readonly string[]): (readonly string[])[] {
  if (skus.length < 2 || encodeURIComponent(skus.join(",")).length <= LONGEST_QUESTION) return [skus];
  const middle = Math.ceil(skus.length / 2);
  return [...shortened(skus.slice(0, middle)), ...shortened(skus.slice(middle))];
}

async function withVariationsAsThemselves(client: WooClient, rows: readonly Row[]): Promise<Row[]> {
  const once = [...new Map(rows.map((row) => [row.woo.id, row])).values()];
  const variations = once.filter((row) => parentOf(row) !== null);
  const places = variations.map((row) => ({ remoteId: row.woo.id, parentRemoteId: parentOf(row) }));
  const themselves = await rowsAt(client, places);
  return once.flatMap((row) => (parentOf(row) === null ? [row] : (themselves.get(row.woo.id) ?? [])));
}

function spelling(sku: string): string {
  return sku.trim().toLowerCase();
}
