// What happened in the shop, as webhooks call it.

type ShopResource = "order" | "product" | "customer" | "coupon";
export type ShopEvent =
  | { topic: `${ShopResource}.${"created" | "updated" | "deleted" | "restored"}`; id: number }
  | { topic: `action.${string}`; id: number };
