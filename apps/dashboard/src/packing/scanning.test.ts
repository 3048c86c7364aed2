// Picking and packing without a browser: what a scan means, and what is to be taken from the shelves.
import type { Order } from "@logix/api/hub/orders";
import { orderSchema } from "@logix/api/hub/orders";
import { expect, test } from "vitest";
import { z } from "zod";
import { pickList, productsOf } from "./pick-list.ts";
import { allOf, isComplete, progressOf, scan } from "./scanning.ts";

const example = z.object({ example: z.unknown() }).parse(orderSchema.meta()).example;
const [mug] = orderSchema.parse(example).line_items;

function anOrder(id: number, ...lines: readonly Partial<Order["line_items"][number]>[]): Order {
  const items = lines.map((line, index) => ({ ...mug, remote_id: String(index + 1), ...line }));
  return orderSchema.parse({ ...orderSchema.parse(example), id, display_number: `WC-${id}`, line_items: items });
}

test("each scan puts one piece in, whatever case it is typed in, until all are in", () => {
  const goods = productsOf(anOrder(1, { sku: "MUG", quantity: "2" }, { sku: "POT", quantity: "1" }));
  let packed = {};
  for (const text of ["mug", " MUG ", "Pot"]) {
    expect(isComplete(goods, packed)).toBe(false);
    const result = scan(goods, packed, text);
    if (result.outcome !== "packed") throw new Error(result.outcome);
    packed = result.packed;
  }
  expect(isComplete(goods, packed)).toBe(true);
  expect(packed).toEqual(allOf(goods));
  expect(progressOf(goods, packed)).toEqual({ done: 3, total: 3 });
});

test("what is not in the order, and one too many, go back", () => {
  const goods = productsOf(anOrder(1, { sku: "MUG", quantity: "1" }));
  expect(scan(goods, {}, "CUP")).toEqual({ outcome: "wrong" });
  expect(scan(goods, allOf(goods), "MUG")).toEqual({ outcome: "too_many" });
});

test("two lines of one SKU are filled one after the other, and weighed goods go in at once", () => {
  const goods = productsOf(anOrder(1, { sku: "TEA", quantity: "1" }, { sku: "TEA", quantity: "0.5" }));
  const first = scan(goods, {}, "TEA");
  expect(first).toMatchObject({ packed: { 1: 1 } });
  expect(scan(goods, { 1: 1 }, "TEA")).toMatchObject({ packed: { 1: 1, 2: 0.5 } });
});

test("the pick list sums up by SKU over orders, in the order of the shelves", () => {
  const orders = [
    anOrder(1, { sku: "MUG", quantity: "2" }, { sku: "POT", quantity: "1" }),
    anOrder(2, { sku: "MUG", quantity: "1" }, { kind: "shipping", sku: null, quantity: "1" }),
  ];
  const list = pickList(
    orders,
    new Map([
      ["POT", "A-1"],
      ["MUG", "B-7"],
    ]),
  );
  expect(list.map(({ key, quantity, location, orders }) => [key, quantity, location, orders])).toEqual([
    ["POT", 1, "A-1", ["WC-1"]],
    ["MUG", 3, "B-7", ["WC-1", "WC-2"]],
  ]);
});

test("what was sent before is neither picked nor packed again", () => {
  const order = anOrder(1, { sku: "MUG", quantity: "3" }, { sku: "POT", quantity: "1" });
  const sent = {
    id: 1,
    kind: "fulfilment" as const,
    state: "done" as const,
    note: null,
    actor: "user:x",
    line_items: [
      { line_remote_id: "1", quantity: "2" },
      { line_remote_id: "2", quantity: "1" },
    ],
    tracking: null,
    amount_minor: null,
    reason: null,
    created_at: "2026-11-21T00:00:00.000Z",
    settled_at: null,
  };
  expect(productsOf(order, [sent]).map(({ sku, quantity }) => [sku, quantity])).toEqual([["MUG", "1"]]);
  expect(productsOf(order, [{ ...sent, state: "failed" }])).toHaveLength(2);
  expect(productsOf(order, [{ ...sent, line_items: null }])).toEqual([]);
});
