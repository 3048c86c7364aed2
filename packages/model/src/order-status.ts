// The ten statuses of an order in the hub and the steps that lead from one to another.
import { z } from "zod";

export const ORDER_STATUSES = [
  "PENDING",
  "CONFIRMED",
  "PROCESSING",
  "PICKED",
  "PACKED",
  "SHIPPED",
  "OUT_FOR_DELIVERY",
  "DELIVERED",
  "CANCELLED",
  "RETURNED",
] as const;

export const orderStatusSchema = z.enum(ORDER_STATUSES).meta({ id: "OrderStatus", example: "PROCESSING" });
export type OrderStatus = z.infer<typeof orderStatusSchema>;

/** How far an order has come; the two endings stand outside the ladder. */
const RANKS: Readonly<Record<OrderStatus, number>> = {
  PENDING: 0,
  CONFIRMED: 1,
  PROCESSING: 2,
  PICKED: 3,
  PACKED: 4,
  SHIPPED: 5,
  OUT_FOR_DELIVERY: 6,
  DELIVERED: 7,
  CANCELLED: 100,
  RETURNED: 101,
};

export function isOrderStatus(value: string): value is OrderStatus {
  return value in RANKS;
}

/** Whether goods are still promised to the customer and lie on our shelf. */
export function isOpen(status: OrderStatus): boolean {
  return RANKS[status] < RANKS.SHIPPED;
}

/** Whether the goods have left the shelf. */
export function hasLeft(status: OrderStatus): boolean {
  return status === "SHIPPED" || status === "OUT_FOR_DELIVERY" || status === "DELIVERED";
}

/**
 * A step that a store's news may cause: forward on the ladder, into an ending, or back to life where
 * the store reopened a cancelled order. Never back down the ladder: a store knows fewer steps than we do.
 */
export function storeMayMove(from: OrderStatus, to: OrderStatus): boolean {
  if (from === to) return false;
  if (from === "RETURNED") return false;
  if (from === "CANCELLED") return true;
  return RANKS[to] > RANKS[from];
}

/**
 * A step that a person may take: anywhere among the open steps, forward, into an ending;
 * what has left the shelf cannot go back on it but by a return.
 */
export function userMayMove(from: OrderStatus, to: OrderStatus): boolean {
  if (from === to) return false;
  if (from === "RETURNED") return false;
  if (from === "CANCELLED") return isOpen(to);
  if (hasLeft(from)) return RANKS[to] > RANKS[from] && to !== "CANCELLED";
  return true;
}
