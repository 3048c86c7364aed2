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
  const { lines, feeLines, shippingLines, taxLines, refunds } = order;
  let discount = 0;
  let discountTax = 0;
  let items = 0;
  for (const { subtotal, total, taxes } of lines) {
    discount += subtotal - total;
    discountTax += taxSubtotal(taxes) - taxTotal(taxes);
    items += total;
  }
  for (const { total } of feeLines) items += total;
  let shipping = 0;
  for (const { total } of shippingLines) shipping += total;
  let cartTax = 0;
  let shippingTax = 0;
  for (const line of taxLines) {
    cartTax += line.taxTotal;
    shippingTax += line.shippingTotal;
  }
  let refunded = 0;
  for (const { amount } of refunds) refunded += amount;
  const round = (value: number) => roundTo(value, decimals);
  return {
    discount: round(discount),
    discountTax: round(discountTax),
    shipping: round(shipping),
    shippingTax: round(shippingTax),
    cartTax: round(cartTax),
    tax: round(cartTax + shippingTax),
    total: round(items + shipping + cartTax + shippingTax),
    refunded: round(refunded),
  };
}
