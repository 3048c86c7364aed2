import { ORDER_STATUSES, type OrderStatus } from "@logix/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StatusTables } from "../../connector-kit/contract.ts";
import { firstStatus, statusAfterNews, statusRules, writeOver } from "./status-rules.ts";

const outbound: Record<OrderStatus, string> = {
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
const inbound: Record<string, OrderStatus> = {
  pending: "PENDING",
  processing: "PROCESSING",
  "on-hold": "PENDING",
  completed: "DELIVERED",
  cancelled: "CANCELLED",
  refunded: "RETURNED",
  failed: "CANCELLED",
};
const tables: StatusTables = {
  inbound,
  outbound,
  neverOver: [
    { to: "pending", from: "on-hold" },
    { to: "cancelled", from: "failed" },
  ],
  stockTaken: new Set(["processing", "on-hold", "completed"]),
  reopens: new Set(["pending"]),
};
const rules = statusRules(tables, {});
const remotes = [...Object.keys(inbound), "shipped-by-drone"];
const ours = fc.constantFrom(...ORDER_STATUSES);
const theirs = fc.constantFrom(...remotes);

describe("X1: two statuses, ours and theirs", () => {
  test("the echo of any write is a fixpoint", () => {
    fc.assert(
      fc.property(ours, theirs, (status, remote) => {
        const decision = writeOver(rules, status, remote);
        const shown = decision.write ? decision.remoteStatus : remote;
        if (!decision.write) return;
        expect(statusAfterNews(rules, status, shown)).toBe(status);
        expect(writeOver(rules, status, shown).write).toBe(false);
      }),
    );
  });

  test("news settles: what it leads to is never written back over the news", () => {
    fc.assert(
      fc.property(ours, theirs, (status, remote) => {
        const after = statusAfterNews(rules, status, remote);
        if (after !== status) expect(writeOver(rules, after, remote).write).toBe(false);
      }),
    );
  });

  test("an order that is shipped is not demoted by the processing that we wrote", () => {
    expect(statusAfterNews(rules, "SHIPPED", "processing")).toBe("SHIPPED");
    expect(statusAfterNews(rules, "PICKED", "processing")).toBe("PICKED");
  });

  test.each([
    ["PENDING", "processing", "PROCESSING"],
    ["PROCESSING", "completed", "DELIVERED"],
    ["SHIPPED", "cancelled", "CANCELLED"],
    ["DELIVERED", "refunded", "RETURNED"],
    ["CANCELLED", "processing", "PROCESSING"],
    ["DELIVERED", "on-hold", "DELIVERED"],
    ["PROCESSING", "shipped-by-drone", "PROCESSING"],
  ] as const)("%s with %s becomes %s", (status, remote, after) => {
    expect(statusAfterNews(rules, status, remote)).toBe(after);
  });

  test("pending never overwrites on-hold, cancelled never overwrites failed", () => {
    expect(writeOver(rules, "PENDING", "on-hold").write).toBe(false);
    expect(writeOver(rules, "CANCELLED", "failed").write).toBe(false);
  });

  test("nothing writes pending over an order whose stock was taken", () => {
    for (const taken of tables.stockTaken) expect(writeOver(rules, "PENDING", taken).write).toBe(false);
  });

  test("a user's own map goes before the table, without a deploy", () => {
    const own = statusRules(tables, {
      inbound: { "shipped-by-drone": "SHIPPED" },
      outbound: { SHIPPED: "shipped-by-drone" },
    });
    expect(firstStatus(own, "shipped-by-drone")).toBe("SHIPPED");
    expect(writeOver(own, "SHIPPED", "processing")).toEqual({
      write: true,
      remoteStatus: "shipped-by-drone",
      mails: false,
    });
  });

  test("an order with a status that nobody mapped starts as pending", () => {
    expect(firstStatus(rules, "shipped-by-drone")).toBe("PENDING");
  });
});
