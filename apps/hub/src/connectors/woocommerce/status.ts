// WooCommerce's order statuses and the hub's, in both directions.
import type { OrderStatus } from "@logix/model";
import type { StatusTables } from "../../connector-kit/contract.ts";

type WooStatus = "pending" | "processing" | "on-hold" | "completed" | "cancelled" | "refunded" | "failed";

const INBOUND: Readonly<Record<WooStatus, OrderStatus>> = {
  pending: "PENDING",
  processing: "PROCESSING",
  "on-hold": "PENDING",
  completed: "DELIVERED",
  cancelled: "CANCELLED",
  refunded: "RETURNED",
  failed: "CANCELLED",
};

const OUTBOUND: Readonly<Record<OrderStatus, WooStatus>> = {
  PENDING: "pending",
  CONFIRMED: "processing",
  PROCESSING: "processing",
  PICKED: "processing",
  PACKED: "processing",
  SHIPPED: "processing",
  OUT_FOR_DELIVERY: "processing",
  DELIVERED: "completed",
  CANCELLED: "cancelled",
  RETURNED: "refunded",
};

const STOCK_TAKEN: ReadonlySet<string> = new Set<WooStatus>(["processing", "on-hold", "completed"]);

export const statusTables: StatusTables = {
  inbound: INBOUND,
  outbound: OUTBOUND,
  neverOver: [
    { to: "pending", from: "on-hold" },
    { to: "cancelled", from: "failed" },
  ],
  stockTaken: STOCK_TAKEN,
  reopens: new Set<WooStatus>(["pending"]),
  // QUIRK(woocommerce): the API has no silent write: the customer gets a mail on entering these, unless the shop has
  // switched that mail off. Of a cancelled order only newer versions tell.
  mails: new Set<WooStatus>(["processing", "on-hold", "completed", "refunded", "cancelled"]),
};

/** Whether the goods of an order are taken; null where the status is one of a plugin and does not tell. */
export function takesStock(status: string): boolean | null {
  return status in INBOUND ? STOCK_TAKEN.has(status) : null;
}

/** A cart in checkout, or an order that an admin has only begun to type: no order yet. */
export function isDraft(status: string): boolean {
  return status === "checkout-draft" || status === "auto-draft";
}

// QUIRK(woocommerce): the admin calls a status `wc-shipped`, the API wants `shipped` and refuses the other.
export function withoutPrefix(status: string): string {
  return status.replace(/^wc-/, "");
}
