// The catalogue of a Shopify shop: written, read, and put back as it was. Stock is none of it.
import type { CatalogueWriter, ListingShape, ListingState } from "../../../connector-kit/catalogue.ts";
import type { Checkpoint, Gone, Page, RemoteId } from "../../../connector-kit/contract.ts";
import type { ShopifyClient } from "../client.ts";
import { refuseUserErrors } from "../failures.ts";
import { GONE } from "../lists.ts";
import type { Shop } from "./create.ts";
import { DEFINE_IDENTITY, WEIGHT_UNIT } from "./documents.ts";
import { toListingState } from "./listing-state.ts";
import { type Place, rowsAt, rowsBySku } from "./look.ts";
import { putBackListings } from "./put-back.ts";
import { readListings } from "./read.ts";
import { removeListing } from "./remove.ts";
import { IDENTITY } from "./rows.ts";
import { writeListings } from "./write.ts";

export const listingShape: ListingShape = {
  fields: ["name", "sku", "description", "status", "type", "regular_price", "sale_price", "weight", "images", "tags"],
  variantFields: ["sku", "regular_price", "sale_price", "weight"],
  statuses: ["publish", "draft"],
  attributes: ["vendor", "product_type", "barcode"],
  variantAttributes: ["barcode"],
};

export function catalogueOf(client: ShopifyClient): CatalogueWriter {
  const shop = shopOf(client);
  return {
    show: (places) => show(shop, places),
    findBySku: async (skus) => {
      const unit = await shop.unit();
      const found = await rowsBySku(client, skus);
      return new Map([...found].map(([sku, rows]) => [sku, rows.map((row) => toListingState(row, unit))]));
    },
    write: (writes) => writeListings(shop, writes),
    remove: (place) => removeListing(client, place),
    putBack: (items) => putBackListings(client, items),
    read: (filter, resume) => read(shop, filter, resume),
  };
}

async function show(shop: Shop, places: readonly Place[]): Promise<ReadonlyMap<RemoteId, ListingState | Gone>> {
  const unit = await shop.unit();
  const rows = await rowsAt(shop.client, places);
  return new Map(
    [...rows].flatMap(([id, row]): [RemoteId, ListingState | Gone][] =>
      row === "unreadable" ? [] : [[id, row === null ? GONE : toListingState(row, unit)]],
    ),
  );
}

async function* read(
  shop: Shop,
  filter: { readonly remoteIds?: readonly RemoteId[] },
  resume?: Checkpoint,
): AsyncGenerator<Page<ListingState>> {
  yield* readListings(shop.client, await shop.unit(), filter, resume);
}

function shopOf(client: ShopifyClient): Shop {
  let unit: string | undefined;
  let isReady = false;
  return {
    client,
    unit: async () => {
      unit ??= (await client.ask(WEIGHT_UNIT)).shop.weightUnit;
      return unit;
    },
    ready: async () => {
      if (!isReady) await define(client);
      isReady = true;
    },
  };
}

async function define(client: ShopifyClient): Promise<void> {
  const definition = { ...IDENTITY, name: "Logix SKU", type: "id", ownerType: "PRODUCT" };
  const { userErrors } = (await client.ask(DEFINE_IDENTITY, { definition })).metafieldDefinitionCreate;
  // TAKEN: it was made before.
  refuseUserErrors(userErrors.filter(({ code }) => code !== "TAKEN"));
}
