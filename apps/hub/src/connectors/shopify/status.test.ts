// The one word that an order's three facts make, and what may be written over what.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { statusOf, statusTables } from "./status.ts";
import { TOPICS } from "./webhooks.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../../../../docs/connectors/shopify.md"), "utf8");

test.each([
  [null, "PENDING", "UNFULFILLED", "awaiting_payment"],
  [null, "PAID", "UNFULFILLED", "unfulfilled"],
  [null, "AUTHORIZED", "UNFULFILLED", "unfulfilled"],
  [null, "PAID", "ON_HOLD", "on_hold"],
  [null, "PAID", "IN_PROGRESS", "in_progress"],
  [null, "PAID", "PARTIALLY_FULFILLED", "partially_fulfilled"],
  [null, "PENDING", "FULFILLED", "fulfilled"],
  [null, "PARTIALLY_REFUNDED", "FULFILLED", "fulfilled"],
  [null, "REFUNDED", "FULFILLED", "refunded"],
  [null, "VOIDED", "UNFULFILLED", "refunded"],
  ["2026-11-21T00:00:00Z", "PAID", "FULFILLED", "cancelled"],
  [null, "PAID", "SENT_BY_DRONE", "sent_by_drone"],
])("cancelled %s, %s and %s is %s", (cancelledAt, displayFinancialStatus, displayFulfillmentStatus, word) => {
  expect(statusOf({ cancelledAt, displayFinancialStatus, displayFulfillmentStatus })).toBe(word);
});

test("only parcels and cancellations are written, and nothing over what is over", () => {
  const may = (to: string, from: string) =>
    !statusTables.neverOver.some((never) => never.to === to && never.from === from);
  expect(may("fulfilled", "unfulfilled")).toBe(true);
  expect(may("cancelled", "awaiting_payment")).toBe(true);
  expect(may("unfulfilled", "fulfilled")).toBe(false);
  expect(may("refunded", "fulfilled")).toBe(false);
  expect(may("fulfilled", "cancelled")).toBe(false);
});

test("the page on this connector has the same tables and topics", () => {
  const rows = [...PAGE.matchAll(/^\| `(\w+)` \| ([A-Z_]+) \|$/gm)].map(([, shop, hub]) => [shop, hub]);
  expect(Object.fromEntries(rows)).toEqual(statusTables.inbound);
  const back = [...PAGE.matchAll(/^\| ([A-Z_]+) \| `(\w+)` \|$/gm)].map(([, hub, shop]) => [hub, shop]);
  expect(Object.fromEntries(back)).toEqual(statusTables.outbound);
  for (const topic of TOPICS) expect(PAGE).toContain(`\`${topic}\``);
});
