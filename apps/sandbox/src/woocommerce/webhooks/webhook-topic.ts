// Topics of webhooks, and the WordPress hooks that the API lists for each.

const resources = ["order", "product", "customer", "coupon"];
const events = ["created", "updated", "deleted", "restored"];

const hooks: Readonly<Record<string, readonly string[]>> = {
  "order.created": ["woocommerce_new_order"],
  "order.updated": ["woocommerce_update_order", "woocommerce_order_refunded"],
  "order.deleted": ["wp_trash_post", "woocommerce_trash_order"],
  "order.restored": ["untrashed_post", "woocommerce_untrash_order"],
  "product.created": [
    "woocommerce_process_product_meta",
    "woocommerce_new_product",
    "woocommerce_new_product_variation",
  ],
  "product.updated": [
    "woocommerce_process_product_meta",
    "woocommerce_update_product",
    "woocommerce_update_product_variation",
  ],
  "product.deleted": ["wp_trash_post"],
  "product.restored": ["untrashed_post"],
  "customer.created": ["user_register", "woocommerce_created_customer", "woocommerce_new_customer"],
  "customer.updated": ["profile_update", "woocommerce_update_customer"],
  "customer.deleted": ["delete_user"],
  "coupon.created": ["woocommerce_process_shop_coupon_meta", "woocommerce_new_coupon"],
  "coupon.updated": ["woocommerce_process_shop_coupon_meta", "woocommerce_update_coupon"],
  "coupon.deleted": ["wp_trash_post"],
  "coupon.restored": ["untrashed_post"],
};

export function isTopic(topic: string): boolean {
  const [resource = "", event = ""] = splitTopic(topic);
  if (resource === "action") return event !== "";
  return resources.includes(resource) && events.includes(event);
}

export function splitTopic(topic: string): [string, string] {
  const dot = topic.indexOf(".");
  return dot < 0 ? [topic, ""] : [topic.slice(0, dot), topic.slice(dot + 1)];
}

export function hooksOf(topic: string): string[] {
  const [resource, event] = splitTopic(topic);
  return resource === "action" ? [event] : [...(hooks[topic] ?? [])];
}
