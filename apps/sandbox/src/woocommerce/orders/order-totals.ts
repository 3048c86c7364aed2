// The sums of an order, always taken from its lines.
import { roundTo } from "../state/money.ts";
import type { OrderRecord } from "./order-record.ts";
import { taxSubtotal, taxTotal } from "./tax.ts";

export type OrderTotals = {
  discount: number;
  discountTax: number;
  shipping: number;
  shippingTax: number;
  cartTax: number;
  tax: number;
  total: number;
  refunded: number;
};

export function totalsOf(order: OrderRecord, decimals: number): OrderTotals {
  const sum = (values: number[]) =>
    roundTo(
      values.reduce((total, value) => total + value, 0),
      decimals,
    );
  const { lines, feeLines, shippingLines, taxLines } = order;
  const shipping = sum(shippingLines.map((line) => line.total));
  const cartTax = sum(taxLines.map((line) => line.taxTotal));
  const shippingTax = sum(taxLines.map((line) => line.shippingTotal));
  const items = sum([...lines, ...feeLines].map((line) => line.total));
  return {
    discount: sum(lines.map((line) => line.subtotal - line.total)),
    discountTax: sum(lines.map((line) => taxSubtotal(line.taxes) - taxTotal(line.taxes))),
    shipping,
    shippingTax,
    cartTax,
    tax: sum([cartTax, shippingTax]),
    total: sum([items, shipping, cartTax, shippingTax]),
    refunded: sum(order.refunds.map((refund) => refund.amount)),
  };
}
