// An order as every part of the hub knows it, whichever store it came from.
import { z } from "zod";

export const addressSchema = z
  .object({
    firstName: z.string(),
    lastName: z.string(),
    company: z.string(),
    line1: z.string(),
    line2: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    /** ISO 3166-1 alpha-2, or empty. */
    country: z.string(),
    phone: z.string(),
    email: z.string(),
  })
  .meta({ id: "Address" });
export type Address = Readonly<z.infer<typeof addressSchema>>;

/** What a line of an order stands for. `rounding` carries what the store's own sums are apart from its total. */
export const LINE_KINDS = ["product", "shipping", "fee", "coupon", "rounding"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const orderLineSchema = z
  .object({
    remoteId: z.string(),
    kind: z.enum(LINE_KINDS),
    /** Null where the store no longer knows the product. */
    productRemoteId: z.string().nullable(),
    variantRemoteId: z.string().nullable(),
    sku: z.string().nullable(),
    name: z.string(),
    /** A decimal with at most six digits after the point, as text. */
    quantity: z.string(),
    /** Before discounts, without tax. */
    subtotalMinor: z.int(),
    /** After discounts, without tax. */
    totalMinor: z.int(),
    taxMinor: z.int(),
    /** What the shopper chose, such as Size: L. */
    options: z.array(z.object({ name: z.string(), value: z.string() })),
  })
  .meta({ id: "OrderLine" });
export type OrderLine = Readonly<z.infer<typeof orderLineSchema>>;

/** So much of one line; `lineRemoteId` names the line of the order. */
const lineShareSchema = z.object({ lineRemoteId: z.string(), quantity: z.string() });

export const orderRefundSchema = z
  .object({
    remoteId: z.string(),
    reason: z.string(),
    totalMinor: z.int(),
    /** UTC, ISO 8601; null where the store does not say. */
    refundedAt: z.string().nullable().default(null),
    /** Asked for, but the payment provider has not paid it back yet: it counts for nothing so far. */
    pending: z.boolean().default(false),
    /** What it is for, where the store says so; empty for an amount without lines. */
    lines: z
      .array(lineShareSchema.extend({ totalMinor: z.int(), taxMinor: z.int(), restocked: z.boolean() }))
      .default([]),
  })
  .meta({ id: "OrderRefund" });
export type OrderRefund = Readonly<z.infer<typeof orderRefundSchema>>;

export const trackingSchema = z.object({ number: z.string(), carrier: z.string(), url: z.string() });
export type Tracking = Readonly<z.infer<typeof trackingSchema>>;

/** Goods of an order that a store knows to be on their way. */
export const fulfilmentSchema = z
  .object({
    remoteId: z.string(),
    status: z.enum(["pending", "sent", "cancelled", "failed"]),
    locationRemoteId: z.string().nullable(),
    lines: z.array(lineShareSchema),
    trackings: z.array(trackingSchema),
    fulfilledAt: z.string().nullable(),
  })
  .meta({ id: "Fulfilment" });
export type Fulfilment = Readonly<z.infer<typeof fulfilmentSchema>>;

/** `open` is agreed to and on its way; `closed` is done. */
export const RETURN_STATUSES = ["requested", "open", "declined", "cancelled", "closed"] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

export type ReturnLine = {
  readonly remoteId: string;
  /** The line of the order; null where the store does not say, as for goods of another order. */
  readonly lineRemoteId: string | null;
  readonly sku: string | null;
  /** A decimal with at most six digits after the point, as text. */
  readonly quantity: string;
  /** For people; empty where nobody gave one. */
  readonly reason: string;
  /** What the customer or the shop wrote to it. */
  readonly note: string;
};

/** Goods of an order that somebody sends back, or asked to. What is paid back for them is a refund of its own. */
export type OrderReturn = {
  readonly remoteId: string;
  /** The number that the store shows to people. */
  readonly number: string;
  readonly status: ReturnStatus;
  /** Why it was declined, where the store says so. */
  readonly note: string;
  /** UTC, ISO 8601. */
  readonly requestedAt: string;
  /** When the shop agreed to it. */
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly lines: readonly ReturnLine[];
  /** Refunds of the order that it led to. */
  readonly refundRemoteIds: readonly string[];
};

const sums = {
  currency: z.string(),
  totalMinor: z.int(),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  shippingMinor: z.int(),
  taxMinor: z.int(),
  refundedMinor: z.int(),
};

/**
 * The same sale in its other currency: what the shopper saw (`presentment`) or what the shop books (`shop`), whichever of
 * the two the connection did not choose. The two are never mixed within one order.
 */
export const otherMoneySchema = z
  .object({
    kind: z.enum(["shop", "presentment"]),
    ...sums,
    lines: z.array(
      z.object({ lineRemoteId: z.string(), subtotalMinor: z.int(), totalMinor: z.int(), taxMinor: z.int() }),
    ),
    refunds: z.array(z.object({ remoteId: z.string(), totalMinor: z.int() })),
  })
  .meta({ id: "OtherMoney" });
export type OtherMoney = Readonly<z.infer<typeof otherMoneySchema>>;

/**
 * An order as a store shows it. `remoteStatus` is the store's own word;
 * the hub's status is decided by the hub (see order-status).
 */
export type Order = {
  readonly remoteId: string;
  /** The number that the store shows to people; identity is the remote id. */
  readonly number: string;
  readonly remoteStatus: string;
  /** A trashed order is archived: kept, out of the way, restorable. */
  readonly archived: boolean;
  /** The store already took the goods of this order out of what it sells. */
  readonly stockTaken: boolean;
  readonly currency: string;
  readonly totalMinor: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  readonly refundedMinor: number;
  readonly pricesIncludeTax: boolean;
  readonly paymentMethod: string;
  readonly paymentTitle: string;
  readonly transactionId: string;
  readonly customerNote: string;
  readonly customerRemoteId: string | null;
  readonly billing: Address;
  readonly shipping: Address;
  readonly lines: readonly OrderLine[];
  readonly refunds: readonly OrderRefund[];
  /** Absent where the platform has none or does not let us see them: what we hold of them stays. */
  readonly returns?: readonly OrderReturn[];
  /** Empty where the platform knows a status only. */
  readonly fulfilments: readonly Fulfilment[];
  /** Null where the sale knew one currency only. */
  readonly otherMoney: OtherMoney | null;
  /** UTC, ISO 8601 with Z. */
  readonly placedAt: string;
  readonly paidAt: string | null;
  readonly completedAt: string | null;
  /** The store's own modified stamp in UTC, with a resolution of one second. */
  readonly modifiedAt: string;
};
