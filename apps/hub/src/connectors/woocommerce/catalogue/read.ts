// The store's catalogue in pages: products with their variations behind them.
import { HubError, isHubError } from "@logix/model";
import type { ListingState } from "../../../connector-kit/catalogue.ts";
import type { Checkpoint, Page, RemoteId, Seen, Unreadable } from "../../../connector-kit/contract.ts";
import type { WooClient } from "../client.ts";
import { allRows, type Content, chunksOf, contentOf, pagesOf } from "../listing.ts";
import { variationsOf } from "../products.ts";
import { idOf } from "../records.ts";
import { toListingState } from "./listing-state.ts";
import { rowsEach, STORED } from "./look.ts";
import { isVariable, type Row, toRow } from "./rows.ts";
import { categoryPaths } from "./term-book.ts";

type Paths = ReadonlyMap<string, readonly string[]>;
type Entry = Seen<ListingState> | Unreadable;

const NAMED_AT_ONCE = 20;

export async function* readListings(
  client: WooClient,
  { remoteIds }: { readonly remoteIds?: readonly RemoteId[] },
  resume?: Checkpoint,
): AsyncGenerator<Page<ListingState>> {
  const paths = await categoryPaths(client);
  if (remoteIds !== undefined) return yield* namedPages(client, paths, remoteIds, resume);
  const read = async (rows: readonly unknown[]): Promise<Content<ListingState>> =>
    contentOf(await families(client, paths, rows));
  // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-products
  yield* pagesOf(client, { path: "products", phases: [{ name: "live", query: STORED }], read }, resume);
}

async function* namedPages(
  client: WooClient,
  paths: Paths,
  ids: readonly RemoteId[],
  resume?: Checkpoint,
): AsyncGenerator<Page<ListingState>> {
  const from = Number(resume?.passed ?? 0);
  for (const [index, chunk] of chunksOf(ids.slice(from), NAMED_AT_ONCE).entries()) {
    const found = await rowsEach(
      client,
      chunk.map((remoteId) => ({ remoteId, parentRemoteId: null })),
    );
    const entries: Entry[] = [];
    for (const [remoteId, row] of found) {
      if (row instanceof HubError) entries.push({ remoteId, reason: row.message, raw: "" });
      else if (row !== null) entries.push(...(await family(client, paths, row)));
    }
    const passed = from + index * NAMED_AT_ONCE + chunk.length;
    yield { ...contentOf(entries), checkpoint: { passed }, total: ids.length };
  }
}

async function families(client: WooClient, paths: Paths, rows: readonly unknown[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const json of rows) {
    const row = rowOf(json);
    entries.push(...("reason" in row ? [row] : await family(client, paths, row)));
  }
  return entries;
}

async function family(client: WooClient, paths: Paths, row: Row): Promise<Entry[]> {
  const head = seen(row, paths);
  if (!isVariable(row) || row.woo.variations.length === 0) return [head];
  const variations = await variationRows(client, row.woo.id);
  const members = variations.map((json): Entry => {
    const variation = rowOf(json, row.woo.id);
    return "reason" in variation ? variation : seen(variation, paths);
  });
  return [head, ...members];
}

async function variationRows(client: WooClient, parent: RemoteId): Promise<readonly unknown[]> {
  try {
    // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-product-variations
    return await allRows(client, variationsOf(parent), STORED);
  } catch (error) {
    // Deleted since its row was read.
    if (isHubError(error, "missing")) return [];
    throw error;
  }
}

function seen(row: Row, paths: Paths): Seen<ListingState> {
  const record = toListingState(row, paths);
  return { record, raw: record.raw };
}

function rowOf(json: unknown, parent?: RemoteId): Row | Unreadable {
  try {
    return toRow(json, parent);
  } catch (error) {
    if (!isHubError(error, "unreadable")) throw error;
    return { remoteId: idOf(json)?.toString() ?? null, reason: error.message, raw: JSON.stringify(json) };
  }
}
