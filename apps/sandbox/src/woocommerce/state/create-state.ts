// A new store's state, empty but for its settings.

import { createRandom } from "../../shared/random.ts";
import type { CouponRecord } from "../coupons/coupon-record.ts";
import type { CustomerRecord } from "../customers/customer-record.ts";
import type { WooSettings } from "../options.ts";
import type { MakeOrder } from "../orders/order-table.ts";
import { OrderTable } from "../orders/order-table.ts";
import { ProductTable } from "../products/product-table.ts";
import type { AttributeRecord, TermRecord } from "../terms/term-record.ts";
import type { WebhookRecord } from "../webhooks/webhook-record.ts";
import type { ShopEvent } from "./shop-event.ts";
import { createIds, type IdKind, type WooState } from "./woo-state.ts";

export type NewState = {
  state: WooState;
  raiseId: (kind: IdKind, least: number) => void;
  // Everybody who wants to know what happens in the shop.
  listen: (listener: (event: ShopEvent) => void) => void;
};

export function createState(
  settings: WooSettings,
  now: () => Date,
  statuses: Iterable<readonly [string, string]>,
  makeOrder: MakeOrder,
): NewState {
  const ids = createIds();
  const listeners: Array<(event: ShopEvent) => void> = [];
  const state: WooState = {
    settings,
    nowSeconds: () => Math.floor(now().getTime() / 1000),
    random: createRandom(settings.seed),
    nextId: ids.next,
    orders: new OrderTable(makeOrder),
    products: new ProductTable(),
    customers: new Map<number, CustomerRecord>(),
    coupons: new Map<number, CouponRecord>(),
    webhooks: new Map<number, WebhookRecord>(),
    terms: {
      category: new Map<number, TermRecord>(),
      tag: new Map<number, TermRecord>(),
      brand: new Map<number, TermRecord>(),
      shipping_class: new Map<number, TermRecord>(),
    },
    attributes: new Map<number, AttributeRecord>(),
    statuses: new Map(statuses),
    announce: (event) => {
      for (const listener of listeners) listener(event);
    },
  };
  return { state, raiseId: ids.raise, listen: (listener) => listeners.push(listener) };
}
