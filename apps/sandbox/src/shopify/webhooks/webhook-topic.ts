// Topics: "orders/create" on the wire, ORDERS_CREATE in GraphQL. Those whose slash cannot be guessed are listed.

const families: readonly string[] = [
  "app",
  "bulk_operations",
  "customers",
  "fulfillment_orders",
  "fulfillments",
  "inventory_items",
  "inventory_levels",
  "locations",
  "order_transactions",
  "orders",
  "products",
  "refunds",
  "returns",
  "shop",
  "variants",
];

export function topicEnum(topic: string): string {
  return topic.replace("/", "_").toUpperCase();
}

// Undefined for a topic that the store never announces.
export function topicOf(name: string): string | undefined {
  const text = name.toLowerCase();
  const family = families
    .filter((known) => text.startsWith(`${known}_`))
    .sort((left, right) => right.length - left.length)[0];
  return family === undefined ? undefined : `${family}/${text.slice(family.length + 1)}`;
}
