// What may be done to an order beyond its status, where a platform can: send part of it, and pay money back.
import type { Order, Tracking } from "@logix/model";
import type { RemoteId, Written } from "./records.ts";

export type LineShare = { readonly lineRemoteId: RemoteId; readonly quantity: string };

export type FulfilmentWish = {
  /** Names this wish; the same for each repeat of it. */
  readonly intent: string;
  /** What is sent; null for everything that is still open. */
  readonly lines: readonly LineShare[] | null;
  /** From which of the store's locations; null leaves it to the store. */
  readonly locationRemoteId: RemoteId | null;
  readonly tracking: Tracking | null;
  /** Whether the store writes to the customer. */
  readonly notify: boolean;
};

export type FulfilmentWriter = {
  /** Sending what is sent already is `skipped`. */
  fulfil(order: RemoteId, wish: FulfilmentWish): Promise<Written<Order>>;
};

export type RefundWish = {
  readonly intent: string;
  readonly reason: string;
  /** In minor units of the order's currency, all taxes in it. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: readonly (LineShare & { readonly restock: boolean })[];
  /** Which of the store's locations the goods go back to; null leaves it to the store. */
  readonly locationRemoteId: RemoteId | null;
  /** Pay back through the payment provider; otherwise the store only books it. */
  readonly payBack: boolean;
  readonly notify: boolean;
};

export type RefundWriter = {
  /** `skipped` where the store shows this wish's refund already. */
  refund(order: RemoteId, wish: RefundWish): Promise<Written<Order>>;
};
