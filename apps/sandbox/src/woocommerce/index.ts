// The WooCommerce simulator's face.

export type { DeliveryFault, DeliveryFaultKind } from "../shared/delivery-faults.ts";
export type { OrderedLine, PlaceOrder } from "./control/checkout.ts";
export type { RefundWish, WooControl } from "./control/woo-control.ts";
export type { Permalinks, WooStoreOptions } from "./options.ts";
export type { FaultKind, FaultRule } from "./server/faults.ts";
export type { Counts, LoggedRequest } from "./server/request-log.ts";
export type { Delivery } from "./webhooks/webhook-dispatcher.ts";
export { type KeyPair, startWooStore, type WooStore } from "./woo-store.ts";
