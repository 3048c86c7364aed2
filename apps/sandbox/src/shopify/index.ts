// The Shopify simulator's face.
export type { OrderedLine, PlaceOrder } from "./control/checkout.ts";
export type { CancelWish, FulfilWish, RefundWish } from "./control/order-control.ts";
export type { ReturnWish } from "./control/return-control.ts";
export type { ShopifyControl } from "./control/shopify-control.ts";
export type { TokenReply } from "./oauth/tokens.ts";
export { type ShopifyPlan, type ShopifyStoreOptions, usualScopes } from "./options.ts";
export type { FaultKind, FaultRule } from "./server/faults.ts";
export type { Counts, LoggedRequest } from "./server/request-log.ts";
export { type ShopifyStore, startShopifyStore } from "./shopify-store.ts";
export type { OrderRecord } from "./state/records.ts";
export type { Delivery } from "./webhooks/webhook-queue.ts";
