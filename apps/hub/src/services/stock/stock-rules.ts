// What a store is told of stock, when what it shows is doubted, and when a doubt is over. Pure: facts in, one decision out.
import { fromMillionths, type Product, publishedQuantity, toMillionths } from "@logix/model";
import { z } from "zod";
import type { StockChange } from "../../connector-kit/contract.ts";

/** The store showed a number that nobody told it: perhaps a sale that we have not heard of. */
const doubtSchema = z.object({
  shows: z.number().nullable(),
  at: z.iso.datetime(),
  /** The same for each place of a store that counts by location. */
  byLocation: z.record(z.string(), z.number().nullable()).optional(),
});
export type Doubt = Readonly<z.infer<typeof doubtSchema>>;

export const stockWishSchema = z.object({
  sku: z.string(),
  enableManagement: z.boolean().optional(),
  doubt: doubtSchema.optional(),
});
export type StockWish = z.infer<typeof stockWishSchema>;

/** A store whose orders cannot be read for so long is told all the same. */
const LONGEST_DOUBT_MS = 10 * 60_000;

type Level = { readonly on_hand: string; readonly reserved: string; readonly buffer: string };
type Listed = {
  readonly sku: string;
  readonly remote_id: string;
  readonly parent_remote_id: string | null;
  readonly stock_quantity: string | null;
};

/** What a SKU may be sold as, in whole units. */
export function publishedOf({ on_hand, reserved, buffer }: Level): number {
  return publishedQuantity({
    onHand: toMillionths(on_hand),
    reserved: toMillionths(reserved),
    buffer: toMillionths(buffer),
  });
}

/** With a doubt that is settled, the number that raised it is what we expect to overwrite. */
export function changeFor({ doubt, enableManagement }: StockWish, listing: Listed, quantity: number): StockChange {
  const { sku, remote_id: remoteId, parent_remote_id: parentRemoteId, stock_quantity: shown } = listing;
  const expected = doubt ? doubt.shows : shown === null ? null : Number(shown);
  return {
    sku,
    remoteId,
    parentRemoteId,
    quantity,
    ...(enableManagement && { enableManagement: true }),
    ...(expected !== null && { expected }),
  };
}

/**
 * The store shows a number that is neither what we want nor what it was told: somebody changed it there, or sold something.
 * Which of the two, its orders tell. One that was never told anything shows its own number.
 */
export function isUnexplained(
  { cause, wish }: { readonly cause: string; readonly wish: StockWish },
  { expected, quantity }: StockChange,
  told: number | null,
): boolean {
  if (wish.doubt !== undefined || expected == null || expected === quantity) return false;
  return told === null ? cause === "drift" : expected !== told;
}

/** Whether a store's news shows another number than it was told, or lists a SKU that it was never told of. */
export function hasDrifted(shown: Product, level: Level | undefined): boolean {
  if (shown.sku === null || shown.stockKeeping !== "own" || level === undefined) return false;
  return fromMillionths(publishedOf(level) * 1_000_000) !== shown.stockQuantity;
}

/** Whether the orders that could explain the number have been read, or never will be. */
export function isDoubtOver({ at }: Doubt, now: Date, hasReadOrdersSince: boolean): boolean {
  return hasReadOrdersSince || now.getTime() - new Date(at).getTime() > LONGEST_DOUBT_MS;
}
