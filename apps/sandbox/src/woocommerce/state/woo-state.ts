// Everything that a running store knows.

import type { Random } from "../../shared/random.ts";
import type { CouponRecord } from "../coupons/coupon-record.ts";
import type { CustomerRecord } from "../customers/customer-record.ts";
import type { WooSettings } from "../options.ts";
import type { OrderTable } from "../orders/order-table.ts";
import type { ProductTable } from "../products/product-table.ts";
import type { AttributeRecord, Taxonomy, TermRecord } from "../terms/term-record.ts";
import type { WebhookRecord } from "../webhooks/webhook-record.ts";
import type { ShopEvent } from "./shop-event.ts";

export type IdKind = "post" | "meta" | "lineItem" | "lineMeta" | "user" | "webhook" | "term" | "attribute" | "comment";

export type WooState = {
  readonly settings: WooSettings;
  readonly nowSeconds: () => number;
  readonly random: Random;
  readonly nextId: (kind: IdKind) => number;
  readonly orders: OrderTable;
  readonly products: ProductTable;
  readonly customers: Map<number, CustomerRecord>;
  readonly coupons: Map<number, CouponRecord>;
  readonly webhooks: Map<number, WebhookRecord>;
  readonly terms: Record<Taxonomy, Map<number, TermRecord>>;
  readonly attributes: Map<number, AttributeRecord>;
  // Slug to label; a plugin may add to WooCommerce's own.
  readonly statuses: Map<string, string>;
  readonly announce: (event: ShopEvent) => void;
};

export function createIds(): { next: (kind: IdKind) => number; raise: (kind: IdKind, least: number) => void } {
  const last = new Map<IdKind, number>([
    ["post", 10],
    ["term", 15],
    ["user", 1],
  ]);
  return {
    next(kind) {
      const id = (last.get(kind) ?? 0) + 1;
      last.set(kind, id);
      return id;
    },
    raise(kind, least) {
      last.set(kind, Math.max(last.get(kind) ?? 0, least));
    },
  };
}
