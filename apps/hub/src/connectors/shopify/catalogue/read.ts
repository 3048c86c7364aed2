// The shop's catalogue in pages: products with their variants behind them.
import type { ListingState } from "../../../connector-kit/catalogue.ts";
import type { Checkpoint, Page, RemoteId, Seen, Unreadable } from "../../../connector-kit/contract.ts";
import type { ShopifyClient } from "../client.ts";
import { tailOf } from "../ids.ts";
import { chunksOf, contentOf } from "../lists.ts";
import { PRODUCT_IDS } from "../products.ts";
import { toListingState } from "./listing-state.ts";
import { familiesAt } from "./look.ts";
import { rowsOf } from "./rows.ts";

const PRODUCTS_AT_ONCE = 40;

export async function* readListings(
  client: ShopifyClient,
  unit: string,
  { remoteIds }: { readonly remoteIds?: readonly RemoteId[] },
  resume?: Checkpoint,
): AsyncGenerator<Page<ListingState>> {
  if (remoteIds !== undefined) return yield* namedPages(client, unit, remoteIds, Number(resume?.passed ?? 0));
  let after = typeof resume?.after === "string" ? resume.after : null;
  for (let more = true; more; ) {
    const { products } = await client.ask(PRODUCT_IDS, { first: PRODUCTS_AT_ONCE, after });
    const ids = products.nodes.map(({ id }) => tailOf(id));
    after = products.pageInfo.endCursor ?? after;
    yield { ...(await contentAt(client, unit, ids)), checkpoint: { after }, total: null };
    more = products.pageInfo.hasNextPage;
  }
}

async function* namedPages(
  client: ShopifyClient,
  unit: string,
  ids: readonly RemoteId[],
  from: number,
): AsyncGenerator<Page<ListingState>> {
  let passed = from;
  for (const some of chunksOf(ids.slice(from), PRODUCTS_AT_ONCE)) {
    passed += some.length;
    yield { ...(await contentAt(client, unit, some)), checkpoint: { passed }, total: ids.length };
  }
}

async function contentAt(client: ShopifyClient, unit: string, ids: readonly RemoteId[]) {
  const families = await familiesAt(client, ids);
  return contentOf(
    [...families].flatMap(([remoteId, family]): (Seen<ListingState> | Unreadable)[] => {
      if (family === null) return [];
      if (family === "unreadable") return [{ remoteId, reason: "Shopify's answer cannot be understood", raw: "" }];
      return rowsOf(family).map((row) => {
        const record = toListingState(row, unit);
        return { record, raw: record.raw };
      });
    }),
  );
}
