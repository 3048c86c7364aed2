// Which scope a field needs; the official lists name it for each type and mutation. write_x includes read_x.

type Need = readonly [shown: string, ...anyOf: string[]];

const typeNeeds: Readonly<Record<string, Need>> = {
  Order: ["`read_orders`", "read_orders"],
  Refund: ["`read_orders`", "read_orders"],
  Customer: ["`read_customers`", "read_customers"],
  Product: ["`read_products`", "read_products"],
  ProductVariant: ["`read_products`", "read_products"],
  InventoryItem: ["`read_inventory` access scope or `read_products`", "read_inventory", "read_products"],
  InventoryLevel: ["`read_inventory`", "read_inventory"],
  Location: ["`read_locations` access scope, `read_inventory`", "read_locations", "read_inventory"],
  Return: ["`read_returns`", "read_returns"],
  FulfillmentOrder: [
    "`read_assigned_fulfillment_orders` access scope, `read_merchant_managed_fulfillment_orders` access scope or `read_third_party_fulfillment_orders`",
    "read_assigned_fulfillment_orders",
    "read_merchant_managed_fulfillment_orders",
    "read_third_party_fulfillment_orders",
  ],
  ShopifyPaymentsAccount: [
    "`read_shopify_payments` or the `read_shopify_payments_accounts`",
    "read_shopify_payments",
    "read_shopify_payments_accounts",
  ],
};

/** Numbers, which have no type of their own to be told by. */
const queryNeeds: Readonly<Record<string, Need>> = {
  ordersCount: ["`read_orders` access scope or `read_marketplace_orders`", "read_orders", "read_marketplace_orders"],
  productsCount: ["`read_products`", "read_products"],
  customersCount: ["`read_customers`", "read_customers"],
};

const orders: Need = ["`write_orders`", "write_orders"];
const products: Need = ["`write_products`", "write_products"];
const inventory: Need = ["`write_inventory`", "write_inventory"];
const fulfilling: Need = [
  "`write_assigned_fulfillment_orders` access scope, `write_merchant_managed_fulfillment_orders` access scope or `write_third_party_fulfillment_orders`",
  "write_assigned_fulfillment_orders",
  "write_merchant_managed_fulfillment_orders",
  "write_third_party_fulfillment_orders",
];

const mutationNeeds: readonly (readonly [RegExp, Need])[] = [
  [/^(order(Cancel|Close|Open|MarkAsPaid|Update)|refundCreate)$/, orders],
  [/^return/, ["`write_returns`", "write_returns"]],
  [/^(product|metafieldDefinition)/, products],
  [/^inventory/, inventory],
  [/^fulfillment/, fulfilling],
];

/** The missing access in the words of the error, or undefined. */
export function missingAccess(
  scopes: ReadonlySet<string>,
  field: { parent: string; name: string; type: string },
): string | undefined {
  const need =
    field.parent === "Mutation"
      ? mutationNeeds.find(([pattern]) => pattern.test(field.name))?.[1]
      : ((field.parent === "QueryRoot" ? queryNeeds[field.name] : undefined) ??
        typeNeeds[field.type.replace(/(Connection|Edge)$/, "")]);
  if (!need) return undefined;
  const [shown, ...anyOf] = need;
  return anyOf.some((scope) => has(scopes, scope)) ? undefined : shown;
}

/** The official list of topics names a scope for each; of these some are heard with read_orders as well. */
export function mayHear(scopes: ReadonlySet<string>, topic: string): boolean {
  if (!topic.startsWith("returns/")) return true;
  const isOfOrders = topic === "returns/cancel" || topic === "returns/close" || topic === "returns/reopen";
  return has(scopes, "read_returns") || (isOfOrders && has(scopes, "read_orders"));
}

function has(scopes: ReadonlySet<string>, scope: string): boolean {
  return scopes.has(scope) || scopes.has(scope.replace(/^read_/, "write_"));
}
