import { type Order, type OrderLine, sumMinor } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RECORDINGS, recordedDelivery, recording, recordingsIn } from "./fixtures/recordings.ts";
import { isUnreadable, readOrder } from "./records.ts";

const anObject = z.record(z.string(), z.unknown());

function mapped(row: unknown): Order {
  const read = readOrder(row);
  if (isUnreadable(read)) throw new Error(read.reason);
  return read.record;
}

function order(name: string): Order {
  return mapped(recording(`orders/${name}`).body);
}

function changed(name: string, changes: Record<string, unknown>): Order {
  return mapped({ ...anObject.parse(recording(`orders/${name}`).body), ...changes });
}

function deliveredBody(file: string): unknown {
  return JSON.parse(recordedDelivery(file).delivery.body.toString("utf8"));
}

function sumOf(lines: readonly OrderLine[]): number {
  return sumMinor(lines.flatMap(({ totalMinor, taxMinor }) => [totalMinor, taxMinor]));
}

/** Everything recorded that looks like a whole order, wherever it was seen. */
function allOrders(): [string, unknown][] {
  const folders = ["orders", "writes", "errors", "batch", "behaviour"].flatMap(recordingsIn);
  const rows = folders.flatMap(([name, { body }]) => rowsOf(body).map((row): [string, unknown] => [name, row]));
  return rows.filter(
    ([, row]) => z.object({ order_key: z.string(), line_items: z.array(z.unknown()) }).safeParse(row).success,
  );
}

function rowsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const batch = z.record(z.string(), z.array(z.unknown())).safeParse(body).data;
  return batch === undefined ? [body] : Object.values(batch).flat();
}

describe.skipIf(RECORDINGS === null)("every recorded order", () => {
  test("is understood, and its lines add up to its total", () => {
    const orders = allOrders();
    expect(orders.length).toBeGreaterThan(450);
    for (const [name, row] of orders) {
      const read = mapped(row);
      expect([name, read.remoteId, sumOf(read.lines)]).toEqual([name, read.remoteId, read.totalMinor]);
    }
  });

  test("what is only a part of an order is unreadable, not a crash", () => {
    const parts = rowsOf(recording("orders/list-fields").body).map((row) => readOrder(row));
    expect(parts).toHaveLength(100);
    expect(parts.every(isUnreadable)).toBe(true);
  });

  test.each(["list-envelope", "notes", "refund-single", "refunds-of-twice", "single-v1"])("%s is no order", (name) => {
    expect(
      rowsOf(recording(`orders/${name}`).body)
        .map((row) => readOrder(row))
        .every(isUnreadable),
    ).toBe(true);
  });

  test("the older form of the API says the same", () => {
    expect(order("single-v2")).toEqual(order("single-refunded-partial"));
  });
});

describe.skipIf(RECORDINGS === null)("one state of an order is one record, wherever it was read", () => {
  test("a list and a single read agree", () => {
    const listed = rowsOf(recording("orders/list-per_page-100-page-1").body).map(mapped);
    for (const name of [
      "single-guest",
      "single-variation-meta",
      "single-refunded-full",
      "single-coupon-one",
      "single-zero-total",
    ]) {
      const single = order(name);
      expect(listed.find(({ remoteId }) => remoteId === single.remoteId)).toEqual(single);
    }
  });

  test("two deliveries of one state agree", () => {
    expect(mapped(deliveredBody("05-order.updated.json"))).toEqual(mapped(deliveredBody("04-order.created.json")));
  });

  test("a delivery has the very fields of a read, so both go through one schema", () => {
    const fieldsOf = (body: unknown) => {
      const { line_items, ...order } = z.looseObject({ line_items: z.array(anObject) }).parse(body);
      return [order, line_items[0], order.billing].map((part) => Object.keys(anObject.parse(part)).toSorted());
    };
    const read = recording("orders/single-guest").body;
    expect(fieldsOf(deliveredBody("19-order.updated.json"))).toEqual(fieldsOf(read));
  });

  test("a change that says nothing new is nothing but a new stamp", () => {
    const { modifiedAt: _, ...before } = mapped(deliveredBody("24-order.updated.json"));
    const { modifiedAt: __, ...after } = mapped(deliveredBody("25-order.updated.json"));
    expect(after).toEqual(before);
  });
});

describe.skipIf(RECORDINGS === null)("F27 F29 money", () => {
  test("dollars with two tax rates", () => {
    expect(order("single-tax-two-rates")).toMatchObject({
      currency: "USD",
      totalMinor: 5062,
      subtotalMinor: 3799,
      shippingMinor: 850,
      taxMinor: 413,
    });
  });

  test("yen have no minor unit, though the store writes two decimals", () => {
    expect(recording("orders/single-currency-JPY").body).toMatchObject({ total: "1681.21" });
    const { currency, totalMinor, lines } = order("single-currency-JPY");
    expect([currency, totalMinor, sumOf(lines)]).toEqual(["JPY", 1681, 1681]);
  });

  test("dinars have three digits, though the store writes two", () => {
    expect(order("single-currency-KWD")).toMatchObject({
      currency: "KWD",
      totalMinor: 106_160,
      discountMinor: 8_000,
      taxMinor: 14_230,
    });
  });

  test("a free order is a free order", () => {
    expect(order("single-zero-total")).toMatchObject({ totalMinor: 0 });
  });

  test("what the store's sums are apart is a line of its own", () => {
    const read = changed("single-tax-two-rates", { total: "50.63" });
    expect(read.lines.at(-1)).toMatchObject({ kind: "rounding", remoteId: "rounding", totalMinor: 1, taxMinor: 0 });
    expect(sumOf(read.lines)).toBe(read.totalMinor);
    expect(order("single-tax-two-rates").lines.some(({ kind }) => kind === "rounding")).toBe(false);
  });

  test("amounts cut to whole units by the store still add up", () => {
    for (const name of ["single-dp-0", "single-dp-4"]) expect(sumOf(order(name).lines)).toBe(order(name).totalMinor);
  });

  test("F30 a partial refund lowers nothing and stands beside the order", () => {
    expect(order("single-refunded-partial")).toMatchObject({
      remoteStatus: "completed",
      totalMinor: 14_589,
      refundedMinor: 1_500,
      refunds: [{ remoteId: "450", reason: "1 item damaged", totalMinor: 1_500 }],
    });
  });

  test("F30 a full refund is the store's status", () => {
    const read = order("single-refunded-full");
    expect([read.remoteStatus, read.refundedMinor]).toEqual(["refunded", read.totalMinor]);
  });

  test("a coupon is a line without effect, as the discount is in the product's line", () => {
    const { lines, discountMinor } = order("single-coupon-one");
    const coupon = lines.find(({ kind }) => kind === "coupon");
    expect(coupon).toMatchObject({ name: "WELCOME10", subtotalMinor: 0, totalMinor: 0, taxMinor: 0 });
    expect(lines[0]).toMatchObject({ subtotalMinor: 79_980, totalMinor: 71_980 });
    expect(discountMinor).toBe(8_000);
  });

  test("fees raise and lower", () => {
    expect(
      order("single-fee-positive")
        .lines.filter(({ kind }) => kind === "fee")
        .every(({ totalMinor }) => totalMinor > 0),
    ).toBe(true);
    expect(
      order("single-fee-negative").lines.find(({ kind, totalMinor }) => kind === "fee" && totalMinor < 0),
    ).toBeDefined();
  });
});

describe.skipIf(RECORDINGS === null)("status, stock and people", () => {
  test.each([
    ["single-pending", "pending", false],
    ["single-on-hold", "on-hold", true],
    ["single-fee-positive", "completed", true],
    ["single-currency-JPY", "processing", true],
    ["single-cancelled", "cancelled", false],
    ["single-failed", "failed", false],
    ["single-refunded-full", "refunded", false],
  ])("%s: of an order that is %s the goods are taken: %s", (name, remoteStatus, stockTaken) => {
    expect(order(name)).toMatchObject({ remoteStatus, stockTaken, archived: false });
  });

  test("F31 of a status that a plugin made up, the lines tell whether the goods are taken", () => {
    expect(changed("single-on-hold", { status: "packing" })).toMatchObject({
      remoteStatus: "packing",
      stockTaken: true,
    });
    expect(changed("single-pending", { status: "packing" })).toMatchObject({
      remoteStatus: "packing",
      stockTaken: false,
    });
  });

  test("a status whose plugin is gone is kept as the store says it", () => {
    expect(mapped(recording("behaviour/custom-status-after-plugin-removed-single").body).remoteStatus).toBe("shipped");
  });

  test("X6 an order in the trash is archived", () => {
    expect(order("single-trash")).toMatchObject({ remoteStatus: "trash", archived: true });
  });

  test("a guest and a deleted customer have no customer", () => {
    expect(order("single-guest").customerRemoteId).toBeNull();
    expect(order("single-deleted-customer").customerRemoteId).toBeNull();
    expect(order("single-variation-meta").customerRemoteId).toBe("4");
  });

  test("times are UTC and say so", () => {
    expect(order("single-refunded-partial")).toMatchObject({
      placedAt: "2026-11-20T21:36:29Z",
      paidAt: "2026-11-20T21:36:29Z",
      completedAt: "2026-11-20T21:36:29Z",
      modifiedAt: "2026-11-20T21:37:11Z",
    });
    expect(order("single-pending")).toMatchObject({ paidAt: null, completedAt: null });
  });

  test("addresses are kept as typed", () => {
    expect(order("single-variation-meta").billing).toEqual({
      firstName: "Zoë",
      lastName: "Strüßmann",
      company: "Strüßmann GmbH & Co. KG",
      line1: "Straße des 17. Juni 135",
      line2: "c/o Müller",
      city: "Berlin",
      region: "DE-BE",
      postcode: "10623",
      country: "DE",
      phone: "+49 30 1234567",
      email: "customer3@example.com",
    });
  });

  test("payment and note are there", () => {
    expect(order("single-transaction-id").transactionId).not.toBe("");
    expect(order("single-note-long").customerNote.length).toBeGreaterThan(500);
    expect(order("single-guest")).toMatchObject({
      paymentMethod: "bacs",
      paymentTitle: "Direct bank transfer",
      pricesIncludeTax: false,
    });
  });
});
