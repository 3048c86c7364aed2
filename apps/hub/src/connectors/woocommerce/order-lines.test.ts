import type { Order } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
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

describe.skipIf(RECORDINGS === null)("lines of an order", () => {
  test("what the shopper chose is there to read; a plugin's own notes are not", () => {
    const line = order("single-variation-meta").lines.find(({ variantRemoteId }) => variantRemoteId === "111");
    expect(line?.options).toEqual([
      { name: "Wood / Holz", value: "Walnut (dark)" },
      { name: "Engraving", value: "Yes" },
      { name: "Engraving text", value: 'Für Oma ♥ – "2026"' },
    ]);
  });

  test("names are text, not HTML", () => {
    expect(order("single-coupon-one").lines[0]?.name).toBe('Poster  & Frame "L\'Été"  backslash');
    const shipping = order("single-tax-two-rates").lines.find(({ kind }) => kind === "shipping");
    expect(shipping).toMatchObject({
      name: "Ground",
      options: [{ name: "Items", value: "Titanium Spork × 1, Harbor T-Shirt - Weiß, M × 1" }],
    });
  });

  test("F24 a line whose product is deleted keeps its name and price", () => {
    const line = order("single-deleted-product").lines.find(({ name }) => name === "To Be Deleted A");
    expect(line).toMatchObject({ productRemoteId: null, sku: null, quantity: "2", totalMinor: 3_000, taxMinor: 600 });
  });

  test("F24 a line whose variation is deleted shows the parent's SKU", () => {
    const line = order("single-deleted-variation").lines.find(({ name }) => name === "Harbor T-Shirt - Red, L");
    expect(line).toMatchObject({ productRemoteId: "60", variantRemoteId: null, sku: "TEE-H", totalMinor: 2_200 });
  });

  test("F24 a product that never existed leaves a line without a name", () => {
    const read = mapped(recording("errors/201-order-line-product-unknown").body);
    expect(read.lines[0]).toMatchObject({ name: "", productRemoteId: null, sku: null, totalMinor: 0 });
  });

  test("half a metre is half a metre", () => {
    const [line] = z.array(anObject).parse(anObject.parse(recording("orders/single-guest").body).line_items);
    expect(changed("single-guest", { line_items: [{ ...line, quantity: 0.5 }] }).lines[0]?.quantity).toBe("0.5");
  });

  test("an order without shipping has no shipping line", () => {
    expect(order("single-no-shipping-lines").lines.every(({ kind }) => kind !== "shipping")).toBe(true);
  });
});
