// A year of orders: older ones mostly done, the newest still open. Only slots are made here.

import { createRandom, mixSeed } from "../../shared/random.ts";
import type { OrderSlot } from "../orders/order-table.ts";
import { priceOf } from "../products/price.ts";
import { chosenMeta, nameOf } from "../products/product-name.ts";
import type { AnyProduct } from "../products/product-record.ts";
import { stockOwner } from "../products/stock.ts";
import { amount } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Offer, OrderPlan } from "./generated-order.ts";

const year = 365 * 86_400;

export function planOrders(state: WooState, count: number, firstId: number): OrderPlan | undefined {
  const [first, ...rest] = state.products
    .all()
    .filter(isOrdered)
    .map((product) => toOffer(state, product));
  return first && count > 0 ? { firstId, count, firstRefundId: firstId + count, offers: [first, ...rest] } : undefined;
}

function isOrdered(product: AnyProduct): boolean {
  return product.kind === "variation" || product.type === "simple";
}

function toOffer(state: WooState, product: AnyProduct): Offer {
  const isVariation = product.kind === "variation";
  return {
    productId: isVariation ? product.parentId : product.id,
    variationId: isVariation ? product.id : 0,
    name: nameOf(state, product),
    price: amount(priceOf(state, product)),
    meta: isVariation ? chosenMeta(state, product) : [],
    managed: stockOwner(state, product) !== undefined,
  };
}

export function fillOrders(state: WooState, plan: OrderPlan): void {
  const now = state.nowSeconds();
  const customers = [...state.customers.keys()];
  const step = year / plan.count;
  const slots: OrderSlot[] = [];
  for (let index = 0; index < plan.count; index += 1) {
    const random = createRandom(mixSeed(state.settings.seed + 1, index));
    const age = plan.count - index;
    const createdAt = Math.floor(now - 60 - age * step + random.fraction() * step * 0.9);
    const status = statusAt(age / plan.count, random.fraction());
    const worked = status === "pending" || status === "checkout-draft" ? 5 : Math.floor(random.fraction() * 172_800);
    const customerId = random.fraction() < 0.5 ? (customers[random.below(customers.length)] ?? 0) : 0;
    const modifiedAt = Math.max(createdAt, Math.min(createdAt + worked, now - 30));
    slots.push({
      id: plan.firstId + index,
      status,
      createdAt,
      modifiedAt,
      customerId,
      record: undefined,
      bytes: undefined,
    });
  }
  state.orders.addGenerated(slots);
}

// Share of a status among old and among fresh orders.
function statusAt(age: number, chance: number): string {
  if (age < 0.05) {
    if (chance < 0.55) return "processing";
    if (chance < 0.7) return "pending";
    if (chance < 0.85) return "on-hold";
    return chance < 0.95 ? "completed" : "checkout-draft";
  }
  if (chance < 0.8) return "completed";
  if (chance < 0.88) return "cancelled";
  if (chance < 0.91) return "refunded";
  if (chance < 0.94) return "failed";
  return chance < 0.97 ? "processing" : "on-hold";
}
