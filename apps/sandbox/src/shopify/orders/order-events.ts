// What every change of an order has in common: its time moves on and webhooks are told.
import type { OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { orderBody } from "../webhooks/order-body.ts";

export type OrderTopic = "cancelled" | "create" | "edited" | "fulfilled" | "paid" | "partially_fulfilled";

export function touchOrder(state: ShopifyState, order: OrderRecord, ...topics: OrderTopic[]): void {
  order.updatedAt = Math.max(state.now(), order.updatedAt);
  for (const topic of topics) announceOrder(state, order, topic);
  // QUIRK(shopify): orders/updated comes along with every other topic, orders/create included.
  announceOrder(state, order, "updated");
}

function announceOrder(state: ShopifyState, order: OrderRecord, topic: OrderTopic | "updated"): void {
  state.announce({ topic: `orders/${topic}`, body: () => orderBody(state, order) });
}
