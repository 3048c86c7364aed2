// Shopify has no one status: whether an order is cancelled, paid and sent are three facts. Told here as one word each order has,
// made of them, and mapped in both directions.
import type { OrderStatus } from "@logix/model";
import type { StatusTables } from "../../connector-kit/contract.ts";

type ShopifyStatus =
  | "awaiting_payment"
  | "unfulfilled"
  | "on_hold"
  | "in_progress"
  | "partially_fulfilled"
  | "fulfilled"
  | "cancelled"
  | "refunded";

const INBOUND: Readonly<Record<ShopifyStatus, OrderStatus>> = {
  awaiting_payment: "PENDING",
  unfulfilled: "CONFIRMED",
  on_hold: "CONFIRMED",
  in_progress: "PROCESSING",
  partially_fulfilled: "PROCESSING",
  fulfilled: "SHIPPED",
  cancelled: "CANCELLED",
  refunded: "RETURNED",
};

const OUTBOUND: Readonly<Record<OrderStatus, ShopifyStatus>> = {
  PENDING: "awaiting_payment",
  CONFIRMED: "unfulfilled",
  PROCESSING: "unfulfilled",
  PICKED: "unfulfilled",
  PACKED: "unfulfilled",
  SHIPPED: "fulfilled",
  OUT_FOR_DELIVERY: "fulfilled",
  DELIVERED: "fulfilled",
  CANCELLED: "cancelled",
  RETURNED: "refunded",
};

const WORDS: readonly ShopifyStatus[] = [
  "awaiting_payment",
  "unfulfilled",
  "on_hold",
  "in_progress",
  "partially_fulfilled",
  "fulfilled",
  "cancelled",
  "refunded",
];
/** What can be brought about from outside: parcels are sent and orders cancelled; the other words follow from other deeds. */
export const WRITABLE: ReadonlySet<string> = new Set<ShopifyStatus>(["fulfilled", "cancelled"]);

export const statusTables: StatusTables = {
  inbound: INBOUND,
  outbound: OUTBOUND,
  // Nothing makes a shop forget a payment, a parcel or a cancellation; money goes back by a refund, which is asked for as one.
  neverOver: WORDS.flatMap((to) =>
    WORDS.filter((from) => !WRITABLE.has(to) || from === "cancelled" || from === "refunded").map((from) => ({
      to,
      from,
    })),
  ),
  // The shop commits stock when an order is placed and gives it back when it is cancelled.
  stockTaken: new Set<ShopifyStatus>([
    "awaiting_payment",
    "unfulfilled",
    "on_hold",
    "in_progress",
    "partially_fulfilled",
    "fulfilled",
  ]),
  reopens: new Set(),
  mails: new Set<ShopifyStatus>(["fulfilled", "cancelled"]),
};

/** The three facts, as the Admin API names them (enums of the official schema). */
export type OrderFacts = {
  readonly cancelledAt: string | null;
  readonly displayFinancialStatus: string | null;
  readonly displayFulfillmentStatus: string;
};

export function statusOf({ cancelledAt, displayFinancialStatus, displayFulfillmentStatus }: OrderFacts): string {
  if (cancelledAt !== null) return "cancelled";
  if (displayFulfillmentStatus === "FULFILLED") return displayFinancialStatus === "REFUNDED" ? "refunded" : "fulfilled";
  if (displayFinancialStatus === "REFUNDED" || displayFinancialStatus === "VOIDED") return "refunded";
  if (displayFulfillmentStatus === "PARTIALLY_FULFILLED") return "partially_fulfilled";
  if (displayFulfillmentStatus === "ON_HOLD") return "on_hold";
  if (displayFulfillmentStatus === "IN_PROGRESS" || displayFulfillmentStatus === "PENDING_FULFILLMENT")
    return "in_progress";
  if (displayFinancialStatus === "PENDING" || displayFinancialStatus === "EXPIRED") return "awaiting_payment";
  if (
    displayFulfillmentStatus === "UNFULFILLED" ||
    displayFulfillmentStatus === "OPEN" ||
    displayFulfillmentStatus === "SCHEDULED"
  )
    return "unfulfilled";
  // A word that is new to us is kept as it is: unknown statuses are told, never guessed.
  return displayFulfillmentStatus.toLowerCase();
}
