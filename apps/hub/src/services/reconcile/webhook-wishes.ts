// Which subscriptions a connection is meant to have. Pure.
import type { Subscription } from "../../connector-kit/contract.ts";
import type { WebhookWish } from "../../database/connections/watches.ts";

export type RunKindOfNews = "orders" | "products" | "customers";

/** Those that were set up through us; of older ones we know by what the store lists for our address. */
export function wishesOf(
  wished: readonly WebhookWish[],
  listed: readonly Subscription[],
  ownUrl: string,
): readonly WebhookWish[] {
  if (wished.length > 0) return wished;
  const topics = [...new Set(listed.filter(({ deliveryUrl }) => deliveryUrl === ownUrl).map(({ topic }) => topic))];
  return topics.length === 0 ? [] : [{ delivery_url: ownUrl, topics, since: new Date(0) }];
}

const KINDS: readonly RunKindOfNews[] = ["orders", "products", "customers"];

/** order.updated → orders; platforms write orders/updated and ORDERS_UPDATED as well. */
export function kindsOf(topics: readonly string[]): readonly RunKindOfNews[] {
  const words = topics.map((topic) => topic.toLowerCase());
  return KINDS.filter((kind) => words.some((word) => word.startsWith(kind.slice(0, -1))));
}
