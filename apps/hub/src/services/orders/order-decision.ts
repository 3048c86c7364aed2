// What an order as a store shows it means for the order as we hold it. Pure, so that every case can be tested.
import type { Order, OrderStatus } from "@logix/model";
import { firstStatus, type StatusRules, statusAfterNews } from "./status-rules.ts";

/**
 * Where the news came from. `askedAt` is the database's time just before the store was asked, so what we applied before
 * that moment is older than the answer; a delivery was asked for by nobody and may be of any age.
 */
export type News = {
  readonly source: "page" | "delivery" | "reread" | "write";
  readonly askedAt: Date | null;
  /** For the order's history, where the news changes the status. */
  readonly note?: string | null;
};

export type HeldOrder = {
  readonly id: number;
  readonly status: OrderStatus;
  readonly remoteStatus: string;
  readonly modifiedAt: Date;
  readonly updatedAt: Date;
  readonly hash: Buffer;
  readonly writtenHash: Buffer | null;
  readonly archived: boolean;
  readonly deleted: boolean;
};

export type OrderDecision =
  | { readonly action: "create"; readonly status: OrderStatus }
  | { readonly action: "update"; readonly status: OrderStatus }
  /** Known already; `echo` where it is what a write of ours left behind. */
  | { readonly action: "unchanged" | "echo" }
  /** Older than what we hold. */
  | { readonly action: "stale" }
  /** Same second, other content: only the store can tell which is newer. */
  | { readonly action: "reread" };

export function decideOnOrder(
  held: HeldOrder | undefined,
  incoming: { readonly record: Order; readonly hash: Buffer },
  news: News,
  rules: StatusRules,
): OrderDecision {
  const { remoteStatus } = incoming.record;
  if (!held) return { action: "create", status: firstStatus(rules, remoteStatus) };
  const age = ageOf(incoming, held, news);
  if (age === "same") return { action: held.writtenHash?.equals(incoming.hash) ? "echo" : "unchanged" };
  if (age === "older") return { action: "stale" };
  if (age === "unknown") return { action: "reread" };
  return { action: "update", status: statusAfterNews(rules, held.status, remoteStatus) };
}

export type Age = "same" | "older" | "newer" | "unknown";

/** How news stands to what we hold, for anything that has a stamp of one second and a content hash. */
export function ageOf(
  incoming: { readonly record: { readonly modifiedAt: string }; readonly hash: Buffer },
  held: { readonly modifiedAt: Date; readonly updatedAt: Date; readonly hash: Buffer; readonly deleted: boolean },
  news: News,
): Age {
  const apart = new Date(incoming.record.modifiedAt).getTime() - held.modifiedAt.getTime();
  if (held.hash.equals(incoming.hash) && !held.deleted) return "same";
  if (apart > 0) return "newer";
  const askedLater = news.askedAt !== null && held.updatedAt.getTime() < news.askedAt.getTime();
  if (askedLater) return "newer";
  return apart < 0 ? "older" : "unknown";
}
