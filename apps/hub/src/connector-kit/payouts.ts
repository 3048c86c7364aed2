// What a platform's own payment service pays out to the merchant, and what each payout is made of. Read only.
import type { Checkpoint, Page, RemoteId } from "./records.ts";

/** Amounts in minor units of `currency`; fees are positive and lower the net. */
export type Payout = {
  readonly remoteId: RemoteId;
  readonly status: "scheduled" | "in_transit" | "paid" | "failed" | "cancelled";
  readonly currency: string;
  readonly netMinor: number;
  readonly grossMinor: number;
  readonly feeMinor: number;
  /** UTC, ISO 8601. */
  readonly issuedAt: string;
  readonly transactions: readonly PayoutTransaction[];
};

export type PayoutTransaction = {
  readonly remoteId: RemoteId;
  /** Money for an order, money back of one, or anything else. */
  readonly kind: "charge" | "refund" | "other";
  /** The platform's own word: CHARGE, REFUND, ADJUSTMENT … */
  readonly type: string;
  readonly orderRemoteId: RemoteId | null;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly at: string;
};

export type PayoutReader = {
  sync(filter: { readonly since?: Date }, resume?: Checkpoint): AsyncIterable<Page<Payout>>;
};
