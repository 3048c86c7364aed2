// Stores what became of some products of an export: their links, the lines of the run and its place, in one transaction.

import { dropLinksOfDeleted, linksOfListings, type ProductLinkRow } from "../../database/catalogue/product-links.ts";
import { writeExportedLinks, writeFailedLinks } from "../../database/catalogue/product-links-write.ts";
import type { Database } from "../../database/database.ts";
import { writeCommonStates } from "../../database/publishing/common-states.ts";
import { type PublishingCounts, recordProgress } from "../../database/publishing/publishing-runs.ts";
import { insertRunItems } from "../../database/publishing/run-items.ts";
import type { RunRow } from "../../database/sync/runs.ts";
import { failedItem, type SettledItem } from "./export-items.ts";

export async function storeExported(
  database: Database,
  run: RunRow,
  settled: readonly SettledItem[],
  next: number,
): Promise<void> {
  const owner = { accountId: run.account_id, connectionId: run.connection_id, runId: run.id };
  const remoteIds = settled.flatMap(({ exported }) => (exported ? [exported.remoteId] : []));
  await database.transaction(async (db) => {
    await dropLinksOfDeleted(db, owner.connectionId, remoteIds);
    const taken = await linksOfListings(db, owner.connectionId, remoteIds);
    const ends = settled.map((each) => withoutTheft(each, taken));
    const exported = ends.flatMap((each) => (each.exported ? [each.exported] : []));
    await writeExportedLinks(db, owner, exported);
    await writeFailedLinks(db, owner, ends.flatMap(linkOfFailure));
    await writeCommonStates(db, owner.connectionId, ends.flatMap(commonOf));
    const items = ends.map(({ item }) => item);
    await insertRunItems(db, owner, items);
    await recordProgress(db, run.id, { next }, null, countsOf(items));
  });
}

/** A listing belongs to one product: who comes second is told whose it is. */
function withoutTheft(settled: SettledItem, taken: readonly ProductLinkRow[]): SettledItem {
  const { exported } = settled;
  if (!exported) return settled;
  const owner = taken.find((link) => link.remote_id === exported.remoteId && link.product_id !== exported.productId);
  if (!owner) return settled;
  return failedItem(exported.productId, {
    code: "listing_taken",
    message: `The store's product ${exported.remoteId} is linked to product ${owner.product_id} already`,
    remedy: "Two products here share one there: give one of them another SKU",
  });
}

function commonOf({ exported, common }: SettledItem) {
  return exported && common ? [{ productId: exported.productId, fields: common }] : [];
}

/** What is not in the catalogue cannot have a link. */
function linkOfFailure({ failed }: SettledItem) {
  return failed && failed.code !== "product_unknown" ? [failed] : [];
}

function countsOf(items: readonly { readonly outcome: string }[]): PublishingCounts {
  const count = (...outcomes: readonly string[]) => items.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    seen: items.length,
    created: count("created"),
    updated: count("updated", "adopted"),
    unchanged: count("unchanged"),
    ignored: 0,
    failed: count("failed"),
  };
}
