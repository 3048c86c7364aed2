import { expect, test } from "vitest";
import { isDraft, statusTables, takesStock, withoutPrefix } from "./status.ts";

test("WOO-30 the store's statuses in the hub", () => {
  expect(statusTables.inbound).toEqual({
    pending: "PENDING",
    processing: "PROCESSING",
    "on-hold": "PENDING",
    completed: "DELIVERED",
    cancelled: "CANCELLED",
    refunded: "RETURNED",
    failed: "CANCELLED",
  });
});

test("WOO-31 the hub's statuses in the store", () => {
  expect(statusTables.outbound).toEqual({
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
  });
});

test("X1 what must never be written over what", () => {
  expect(statusTables.neverOver).toEqual([
    { to: "pending", from: "on-hold" },
    { to: "cancelled", from: "failed" },
  ]);
  expect([...statusTables.stockTaken]).toEqual(["processing", "on-hold", "completed"]);
  expect([...statusTables.reopens]).toEqual(["pending"]);
});

test("whether goods are taken is known for the store's own statuses only", () => {
  expect(["processing", "pending", "shipped", "trash"].map(takesStock)).toEqual([true, false, null, null]);
});

test("carts and half-typed orders are drafts", () => {
  expect(["checkout-draft", "auto-draft", "pending"].map(isDraft)).toEqual([true, true, false]);
});

test("the prefix that the admin shows is taken off once", () => {
  expect(["wc-shipped", "shipped", "wc-wc-odd"].map(withoutPrefix)).toEqual(["shipped", "shipped", "wc-odd"]);
});
