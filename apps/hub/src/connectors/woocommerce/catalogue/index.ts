// The catalogue of a WooCommerce store: written, read, and put back as it was.
import type { CatalogueWriter, ListingState } from "../../../connector-kit/catalogue.ts";
import type { Gone, RemoteId } from "../../../connector-kit/contract.ts";
import type { WooClient } from "../client.ts";
import { GONE } from "../rereading.ts";
import { toListingState } from "./listing-state.ts";
import { type Place, rowsAt, rowsBySku } from "./look.ts";
import { putBackListings } from "./put-back.ts";
import { readListings } from "./read.ts";
import { removeListing } from "./remove.ts";
import type { Row } from "./rows.ts";
import { categoryPaths } from "./term-book.ts";
import { writeListings } from "./write.ts";

export function catalogueOf(client: WooClient): CatalogueWriter {
  return {
    show: (listings) => show(client, listings),
    findBySku: (skus) => findBySku(client, skus),
    write: (writes) => writeListings(client, writes),
    remove: (listing) => removeListing(client, listing),
    putBack: (items) => putBackListings(client, items),
    read: (filter, resume) => readListings(client, filter, resume),
  };
}

async function show(client: WooClient, places: readonly Place[]): Promise<Map<RemoteId, ListingState | Gone>> {
  const rows = await rowsAt(client, places);
  const paths = await pathsFor(client, [...rows.values()]);
  return new Map([...rows].map(([id, row]) => [id, row === null ? GONE : toListingState(row, paths)]));
}

async function findBySku(client: WooClient, skus: readonly string[]): Promise<Map<string, readonly ListingState[]>> {
  const found = await rowsBySku(client, skus);
  const paths = await pathsFor(client, [...found.values()].flat());
  return new Map([...found].map(([sku, rows]) => [sku, rows.map((row) => toListingState(row, paths))]));
}

// The names alone do not say where in the tree a category is.
function pathsFor(client: WooClient, rows: readonly (Row | null)[]) {
  const isNeeded = rows.some((row) => row !== null && row.woo.categories.length > 0);
  return isNeeded ? categoryPaths(client) : new Map<string, readonly string[]>();
}
