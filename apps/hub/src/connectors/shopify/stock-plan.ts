// Decides per stock change what there is to write where, from what the shop shows. Pure.
import type { Product } from "@logix/model";
import type { ItemResult, Seen, StockChange } from "../../connector-kit/contract.ts";
import { tailOf } from "./ids.ts";
import { type Level, levelsOf, type ShopifyVariant, totalOf } from "./product-mapping.ts";

/** One number at one place. `from` is what we take to stand there; null overwrites whatever does. */
type Move = {
  readonly item: string;
  readonly location: string;
  readonly from: number | null;
  readonly to: number;
};
export type StockWrite = {
  readonly change: StockChange;
  readonly item: string;
  readonly moves: readonly Move[];
  readonly startTracking: boolean;
  /** When the shop last changed what we looked at. */
  readonly lookedAt: string;
};
export type Plan = StockWrite | ItemResult;

const FAILURES = {
  invalid_quantity: ["Shopify's stock is a whole number from 0 up", "Send a whole number."],
  sku_missing: ["The shop has no such variant any more", "Restore it in the shop, or remove its link."],
  stock_unmanaged: [
    "The shop does not count the stock of this variant",
    "Tick “Track quantity” for it in the shop, or let Logix do it.",
  ],
  not_stocked_here: [
    "The shop does not stock this variant at that location",
    "Tick the location under the variant's inventory in the shop.",
  ],
} as const;

export function isWrite(plan: Plan): plan is StockWrite {
  return "moves" in plan;
}

export function planOf(
  change: StockChange,
  variant: (ShopifyVariant & { readonly seen: Seen<Product> }) | undefined,
): Plan {
  const { quantity, expected, locationRemoteId } = change;
  if (!Number.isSafeInteger(quantity) || quantity < 0) return failed(change, "invalid_quantity");
  if (variant === undefined) return failed(change, "sku_missing");
  const { tracked, id } = variant.inventoryItem;
  if (!tracked && change.enableManagement !== true) return failed(change, "stock_unmanaged");
  const levels = levelsOf(variant).filter((level) => !locationRemoteId || level.locationRemoteId === locationRemoteId);
  if (levels.length === 0) return failed(change, "not_stocked_here");
  const shows = totalOf(levels);
  if (tracked && shows === quantity) return { ...named(change), outcome: "unchanged", shows, after: null };
  if (tracked && expected !== undefined && shows !== expected) return { ...named(change), outcome: "moved", shows };
  const isForced = expected === undefined && levels.length === 1;
  const moves = spread(levels, quantity - shows).map(({ locationRemoteId: location, quantity: from, to }) => ({
    item: tailOf(id),
    location,
    from: isForced ? null : from,
    to,
  }));
  return { change, item: tailOf(id), moves, startTracking: !tracked, lookedAt: variant.seen.record.modifiedAt };
}

/**
 * Where no location is named, the number is that of all together: what is missing goes to the fullest place, what is too much is
 * taken from the fullest first.
 */
function spread(levels: readonly Level[], difference: number): (Level & { readonly to: number })[] {
  const fullestFirst = [...levels].sort((one, other) => other.quantity - one.quantity || order(one, other));
  const [fullest] = fullestFirst;
  if (!fullest || difference === 0) return [];
  if (difference > 0) return [{ ...fullest, to: fullest.quantity + difference }];
  let tooMuch = -difference;
  return fullestFirst.flatMap((level) => {
    const taken = Math.min(Math.max(0, level.quantity), tooMuch);
    tooMuch -= taken;
    return taken === 0 ? [] : [{ ...level, to: level.quantity - taken }];
  });
}

function order(one: Level, other: Level): number {
  return one.locationRemoteId < other.locationRemoteId ? -1 : 1;
}

export function named({ sku, remoteId, locationRemoteId }: StockChange) {
  return { sku, remoteId, ...(locationRemoteId !== undefined && { locationRemoteId }) };
}

function failed(change: StockChange, code: keyof typeof FAILURES): ItemResult {
  const [message, remedy] = FAILURES[code];
  return { ...named(change), outcome: "failed", code, message, remedy, again: false };
}
