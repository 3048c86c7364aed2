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

export const orderRefundSchema = z
  .object({ remoteId: z.string(), reason: z.string(), totalMinor: z.int() })
  .meta({ id: "OrderRefund" });
export type OrderRefund = Readonly<z.infer<typeof orderRefundSchema>>;

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
  /** UTC, ISO 8601 with Z. */
  readonly placedAt: string;
  readonly paidAt: string | null;
  readonly completedAt: string | null;
  /** The store's own modified stamp in UTC, with a resolution of one second. */
  readonly modifiedAt: string;
};
