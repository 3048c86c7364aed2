// Coupons of an order: a sent list replaces the old one and every line is discounted anew.

import type { CouponRecord } from "../coupons/coupon-record.ts";
import { roundTo } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isList, type Json, objectsOf } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type { OrderRecord } from "./order-record.ts";
import { taxSubtotal, taxTotal } from "./tax.ts";

export function writeCoupons(state: WooState, order: OrderRecord, sent: Json | undefined): void {
  if (!isList(sent)) return;
  const coupons = objectsOf(sent).flatMap((item) =>
    item.code === null ? [] : findCoupon(state, String(item.code ?? "")),
  );
  for (const line of order.lines) line.total = line.subtotal;
  order.couponLines = coupons.map((coupon) => applyCoupon(state, order, coupon));
}

function findCoupon(state: WooState, code: string): CouponRecord {
  const wanted = code.toLowerCase();
  const coupon = [...state.coupons.values()].find(
    (known) => known.code.toLowerCase() === wanted && known.status === "publish",
  );
  if (!coupon) throw couponError(`Coupon &quot;${code}&quot; does not exist!`);
  if (coupon.expiresAt !== null && coupon.expiresAt < state.nowSeconds()) {
    throw couponError(`Coupon &quot;${coupon.code}&quot; has expired.`);
  }
  coupon.usageCount += 1;
  return coupon;
}

function applyCoupon(state: WooState, order: OrderRecord, coupon: CouponRecord): OrderRecord["couponLines"][number] {
  const decimals = state.settings.priceDecimals;
  const before = order.lines.reduce((sum, line) => sum + line.total, 0);
  for (const line of order.lines) line.total = roundTo(discounted(coupon, line.total, line.quantity, before), decimals);
  const after = order.lines.reduce((sum, line) => sum + line.total, 0);
  return {
    id: state.nextId("lineItem"),
    code: coupon.code,
    discount: roundTo(before - after, decimals),
    discountTax: 0,
    metaId: state.nextId("lineMeta"),
    couponId: coupon.id,
    type: coupon.discountType,
    nominal: coupon.amount,
    freeShipping: coupon.freeShipping,
  };
}

function discounted(coupon: CouponRecord, total: number, quantity: number, all: number): number {
  if (coupon.discountType === "percent") return total * (1 - coupon.amount / 100);
  if (coupon.discountType === "fixed_product") return Math.max(0, total - coupon.amount * quantity);
  return all === 0 ? total : Math.max(0, total - (coupon.amount * total) / all);
}

// After the taxes are known: the tax that the discount saved, on the first coupon.
export function settleCouponTax(order: OrderRecord, decimals: number): void {
  const [first] = order.couponLines;
  if (!first) return;
  first.discountTax = roundTo(
    order.lines.reduce((sum, line) => sum + taxSubtotal(line.taxes) - taxTotal(line.taxes), 0),
    decimals,
  );
}

function couponError(message: string): RestError {
  return new RestError("woocommerce_rest_invalid_coupon", message, 400);
}
