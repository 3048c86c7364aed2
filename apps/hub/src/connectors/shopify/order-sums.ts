// Lines and sums of an order, all read from one side of its money: what the shop books, or what the shopper saw.
import { type OrderLine, sumMinor } from "@logix/model";
import { tailOf, variantId } from "./ids.ts";
import { type Bag, minorOf, type Side } from "./money.ts";
import type { ShopifyLine, ShopifyOrder, ShopifyShippingLine } from "./order-schemas.ts";

type Amounts = Pick<OrderLine, "subtotalMinor" | "totalMinor" | "taxMinor">;

export type Sums = {
  readonly currency: string;
  readonly totalMinor: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
};

const NO_PRODUCT = { productRemoteId: null, variantRemoteId: null, sku: null, quantity: "1", options: [] };
const NO_AMOUNT: Amounts = { subtotalMinor: 0, totalMinor: 0, taxMinor: 0 };

export function linesOf(order: ShopifyOrder, side: Side): readonly OrderLine[] {
  const lines = [
    ...order.lineItems.nodes.map((line) => goodsLine(line, order.taxesIncluded, side)),
    ...order.shippingLines.nodes.map((line, index) => shippingLine(line, index, order.taxesIncluded, side)),
    ...extraLine("duties", "Duties", order.originalTotalDutiesSet, side),
    ...extraLine("tip", "Tip", order.totalTipReceivedSet, side),
    ...extraLine("additional-fees", "Additional fees", order.currentTotalAdditionalFeesSet, side),
    // What a code takes off is already out of the lines' totals.
    ...order.discountCodes.map((code) => couponLine(code)),
  ];
  return [...lines, ...roundingLine(lines, minorOf(order.totalPriceSet, side))];
}

export function sumsOf(order: ShopifyOrder, lines: readonly OrderLine[], side: Side): Sums {
  const goods = lines.filter(({ kind }) => kind === "product");
  const shipping = lines.filter(({ kind }) => kind === "shipping");
  return {
    currency: side.currency,
    totalMinor: minorOf(order.totalPriceSet, side),
    subtotalMinor: sumMinor(goods.map((line) => line.subtotalMinor)),
    discountMinor: sumMinor([...goods, ...shipping].map((line) => line.subtotalMinor - line.totalMinor)),
    shippingMinor: sumMinor(shipping.map((line) => line.totalMinor)),
    taxMinor: minorOf(order.totalTaxSet, side),
  };
}

function goodsLine(line: ShopifyLine, taxesIncluded: boolean, side: Side): OrderLine {
  const before = minorOf(line.originalTotalSet, side);
  // QUIRK(shopify): a code for the whole order stands in no line's discounted price, only in its allocations.
  const off = sumMinor(line.discountAllocations.map((each) => minorOf(each.allocatedAmountSet, side)));
  return {
    remoteId: tailOf(line.id),
    kind: "product",
    productRemoteId: line.product && tailOf(line.product.id),
    variantRemoteId: line.variant && variantId(line.variant.id),
    sku: line.sku === "" ? null : line.sku,
    name: line.name,
    quantity: String(line.quantity),
    ...amounts(before, before - off, taxOf(line.taxLines, side), taxesIncluded),
    options: line.customAttributes.flatMap(({ key, value }) =>
      // Shops hide an attribute from people by an underscore before its name.
      value === null || key.startsWith("_") ? [] : [{ name: key, value }],
    ),
  };
}

function shippingLine(line: ShopifyShippingLine, index: number, taxesIncluded: boolean, side: Side): OrderLine {
  const before = minorOf(line.originalPriceSet, side);
  const after = minorOf(line.discountedPriceSet, side);
  return {
    ...NO_PRODUCT,
    remoteId: line.id === null ? `shipping-${index}` : tailOf(line.id),
    kind: "shipping",
    name: line.title,
    ...amounts(before, after, taxOf(line.taxLines, side), taxesIncluded),
  };
}

/** Ours are without tax: where a shop's prices hold it, it is taken out, from the undiscounted price by its share. */
function amounts(before: number, after: number, tax: number, taxesIncluded: boolean): Amounts {
  if (!taxesIncluded) return { subtotalMinor: before, totalMinor: after, taxMinor: tax };
  const taxBefore = after === 0 ? 0 : Math.round((tax * before) / after);
  return { subtotalMinor: before - taxBefore, totalMinor: after - tax, taxMinor: tax };
}

function extraLine(remoteId: string, name: string, bag: Bag | null, side: Side): OrderLine[] {
  const totalMinor = minorOf(bag, side);
  if (totalMinor === 0) return [];
  return [{ ...NO_PRODUCT, remoteId, kind: "fee", name, subtotalMinor: totalMinor, totalMinor, taxMinor: 0 }];
}

function couponLine(code: string): OrderLine {
  return { ...NO_PRODUCT, ...NO_AMOUNT, remoteId: `code-${code}`, kind: "coupon", name: code };
}

function roundingLine(lines: readonly OrderLine[], totalMinor: number): OrderLine[] {
  const difference = totalMinor - sumMinor(lines.flatMap((line) => [line.totalMinor, line.taxMinor]));
  if (difference === 0) return [];
  const rest = { subtotalMinor: difference, totalMinor: difference, taxMinor: 0 };
  return [{ ...NO_PRODUCT, ...rest, remoteId: "rounding", kind: "rounding", name: "Rounding" }];
}

function taxOf(taxes: readonly { readonly priceSet: Bag }[], side: Side): number {
  return sumMinor(taxes.map(({ priceSet }) => minorOf(priceSet, side)));
}
