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
  const paths = pathsOnDemand(client);
  return {
    show: (listings) => show(client, paths, listings),
    findBySku: (skus) => findBySku(client, paths, skus),
    write: (writes) => writeListings(client, writes),
    remove: (listing) => removeListing(client, listing),
    putBack: (items) => putBackListings(client, items),
    read: (filter, resume) => readListings(client, filter, resume),
  };
}

type Paths = ReadonlyMap<string, readonly string[]>;
type PathsFor = (rows: readonly (Row | null)[]) => Promise<Paths>;

async function show(client: WooClient, pathsFor: PathsFor, places: readonly Place[]) {
  const rows = await rowsAt(client, places);
  const paths = await pathsFor([...rows.values()]);
  return new Map<RemoteId, ListingState | Gone>(
    [...rows].map(([id, row]) => [id, row === null ? GONE : toListingState(row, paths)]),
  );
}

async function findBySku(client: WooClient, pathsFor: PathsFor, skus: readonly string[]) {
  const found = await rowsBySku(client, skus);
  const paths = await pathsFor([...found.values()].flat());
  return new Map([...found].map(([sku, rows]) => [sku, rows.map((row) => toListingState(row, paths))]));
}

// A product names its categories but not where in the tree they are; the tree is read again where it has a new one.
function pathsOnDemand(client: WooClient): PathsFor {
  let paths: Paths = new Map();
  return async (rows) => {
    const ids = rows.flatMap((row) => row?.woo.categories.map(({ id }) => id) ?? []);
    if (ids.some((id) => !paths.has(id))) paths = await categoryPaths(client);
    return paths;
  };
}
