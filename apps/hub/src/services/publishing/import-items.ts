// What became of each listing of a page: lines of the run, and links.
import type { ImportResult } from "@logix/model";
import type { ListingState } from "../../connector-kit/catalogue.ts";
import type { Unreadable } from "../../connector-kit/contract.ts";
import type { ImportedLink } from "../../database/catalogue/product-links-write.ts";
import type { PublishingCounts } from "../../database/publishing/publishing-runs.ts";
import type { NewRunItem } from "../../database/publishing/run-items.ts";
import type { Candidate } from "./import-page.ts";

export type Settled = { readonly item: NewRunItem; readonly link: ImportedLink | null };

/** @param idOfSku after the page was written */
export function settle(
  candidate: Candidate,
  result: ImportResult | undefined,
  idOfSku: ReadonlyMap<string, number>,
): readonly Settled[] {
  const { head, members } = candidate.family;
  const message = "problem" in candidate ? candidate.problem : result?.message;
  if ("problem" in candidate || !result || result.outcome === "failed") {
    return [failedListing(head.remoteId, message ?? "It could not be taken over")];
  }
  return [head, ...members].map((state) => settleOne(state, candidate, result, idOfSku));
}

function settleOne(
  state: ListingState,
  { skus, existing }: Candidate,
  { outcome }: ImportResult,
  idOfSku: ReadonlyMap<string, number>,
): Settled {
  const { remoteId, parentRemoteId } = state;
  const sku = skus.get(remoteId) ?? "";
  const productId = idOfSku.get(sku) ?? null;
  if (productId === null) return { ...failedListing(remoteId, "It could not be taken over", parentRemoteId) };
  const known = existing.has(sku) ? "updated" : "imported";
  const item = { ...NOTHING, productId, remoteId, parentRemoteId, outcome: outcome === "skipped" ? "skipped" : known };
  return { item, link: outcome === "skipped" ? null : { productId, remoteId, parentRemoteId } };
}

export function failedListing(remoteId: string | null, message: string, parentRemoteId: string | null = null): Settled {
  return { item: { ...NOTHING, remoteId, parentRemoteId, outcome: "failed", message }, link: null };
}

export function unreadableListing({ remoteId, reason }: Unreadable): Settled {
  return failedListing(remoteId, reason);
}

const NOTHING = {
  productId: null,
  remoteId: null,
  parentRemoteId: null,
  detail: {},
  before: null,
  after: null,
  message: null,
} as const;

export function countsOf(settled: readonly Settled[]): PublishingCounts {
  const count = (outcome: string) => settled.filter(({ item }) => item.outcome === outcome).length;
  return {
    seen: settled.length,
    created: count("imported"),
    updated: count("updated"),
    unchanged: count("skipped"),
    ignored: 0,
    failed: count("failed"),
  };
}
