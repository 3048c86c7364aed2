// F28 and F29 for Shopify: two currencies, currencies of other digits, and sums that always add up.
import { type Order, sumMinor } from "@logix/model";
import { expect, test } from "vitest";
import { aShop } from "./fixtures/sandbox.ts";
import { toOrder } from "./order-mapping.ts";
import { orderSchema, type ShopifyOrder } from "./order-schemas.ts";

const CASES = [
  { country: "US", currency: "USD" },
  { country: "DE", currency: "EUR" },
  { country: "JP", currency: "JPY" },
  { country: "KW", currency: "KWD" },
  { country: "PL", currency: "PLN" },
];

async function shopifyOrder(country: string): Promise<ShopifyOrder> {
  const { open, shop } = await aShop();
  const placed = shop.control.placeOrder({
    lines: [
      { sku: "MUG-SAND", quantity: 3 },
      { sku: "POT-EN-2", quantity: 1 },
    ],
    country,
    payment: "paid",
    discountCode: "TEN",
    discountPercentage: 10,
    tip: 2.5,
    dutyPercentage: 5,
  });
  shop.control.refund(placed.id, { lines: [{ id: placed.lines[0]?.id ?? 0, quantity: 1 }] });
  const found = (await open().again.orders([String(placed.id)])).get(String(placed.id));
  if (!found || !("raw" in found)) throw new Error("no order");
  return orderSchema.parse(JSON.parse(found.raw));
}

const addsUp = ({ totalMinor, lines }: Order) =>
  sumMinor(lines.flatMap((line) => [line.totalMinor, line.taxMinor])) === totalMinor;

test.each(CASES)("an order of $country holds both sums, each whole and never mixed", async ({ country, currency }) => {
  const row = await shopifyOrder(country);
  const booked = toOrder(row, "shop");
  const shown = toOrder(row, "presentment");
  expect([booked.currency, shown.currency]).toEqual(["USD", currency]);
  expect([addsUp(booked), addsUp(shown)]).toEqual([true, true]);
  expect(booked.refundedMinor).toBeGreaterThan(0);
  if (currency === "USD") return expect(booked).toEqual(shown);
  // What one has chosen is the other's other, to the last line.
  expect(booked.otherMoney).toMatchObject({ kind: "presentment", ...sumsOf(shown) });
  expect(shown.otherMoney).toMatchObject({ kind: "shop", ...sumsOf(booked) });
  expect(booked.otherMoney?.lines.map(({ totalMinor }) => totalMinor)).toEqual(shown.lines.map((l) => l.totalMinor));
});

function sumsOf({ currency, totalMinor, subtotalMinor, discountMinor, shippingMinor, taxMinor, refundedMinor }: Order) {
  return { currency, totalMinor, subtotalMinor, discountMinor, shippingMinor, taxMinor, refundedMinor };
}

/** Moves every amount of one side; nothing of the other may follow. */
function spoilt(row: ShopifyOrder, side: "shopMoney" | "presentmentMoney"): ShopifyOrder {
  const text = JSON.stringify(row, (key, value) => (key === side ? { amount: "987654" } : value));
  return orderSchema.parse(JSON.parse(text));
}

test("F28 nothing of the side that was not chosen gets into an order", async () => {
  const row = await shopifyOrder("DE");
  const without = (order: Order) => ({ ...order, otherMoney: null });
  expect(without(toOrder(spoilt(row, "presentmentMoney"), "shop"))).toEqual(without(toOrder(row, "shop")));
  expect(without(toOrder(spoilt(row, "shopMoney"), "presentment"))).toEqual(without(toOrder(row, "presentment")));
});

test("a discount, a tip and duties are lines of their own or in them", async () => {
  const order = toOrder(await shopifyOrder("US"), "shop");
  expect(order.discountMinor).toBeGreaterThan(0);
  expect(order.lines.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
    expect.arrayContaining(["fee Tip", "fee Duties", "coupon TEN"]),
  );
  expect(order.lines.filter(({ kind }) => kind === "rounding")).toEqual([]);
});

test("a refund that the payment provider has not paid yet counts for nothing", async () => {
  const row = await shopifyOrder("US");
  const waiting = { nodes: [{ kind: "REFUND", status: "PENDING" }] };
  const pending = { ...row, refunds: row.refunds.map((refund) => ({ ...refund, transactions: waiting })) };
  expect(toOrder(pending, "shop")).toMatchObject({ refundedMinor: 0, refunds: [{ pending: true }] });
  const failed = { nodes: [{ kind: "REFUND", status: "FAILURE" }] };
  const refused = { ...row, refunds: row.refunds.map((refund) => ({ ...refund, transactions: failed })) };
  expect(toOrder(refused, "shop")).toMatchObject({ refundedMinor: 0, refunds: [{ pending: false, totalMinor: 0 }] });
});

test("where prices hold their tax it is taken out of the lines", async () => {
  const row = await shopifyOrder("US");
  const inclusive = toOrder({ ...row, taxesIncluded: true, totalTaxSet: row.totalTaxSet }, "shop");
  for (const line of inclusive.lines.filter(({ kind }) => kind === "product"))
    expect(line.totalMinor).toBeLessThanOrEqual(line.subtotalMinor);
  expect(addsUp(inclusive)).toBe(true);
});
