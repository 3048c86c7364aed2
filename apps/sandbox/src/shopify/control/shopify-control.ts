// What a test, the demo or a user does to the store from outside: shop, work as staff, look, break.
import { createShoppers } from "../../shared/shoppers.ts";
import type { Counts, LoggedRequest } from "../server/request-log.ts";
import type { OrderRecord, VariantRecord } from "../state/records.ts";
import { customerBody } from "../webhooks/customer-body.ts";
import { orderBody } from "../webhooks/order-body.ts";
import { productBody } from "../webhooks/product-body.ts";
import type { Delivery } from "../webhooks/webhook-queue.ts";
import { appActions } from "./app-control.ts";
import { type ControlParts, findOrder } from "./control-parts.ts";
import { productActions, stockActions } from "./goods-control.ts";
import { orderActions } from "./order-control.ts";
import { returnActions } from "./return-control.ts";

export type ShopifyControl = ReturnType<typeof createControl>;
export function createControl(parts: ControlParts) {
  const { log, faults, deliveryFaults, queue } = parts;
  const orders = orderActions(parts);
  const shoppers = createShoppers(() => orders.placeOrder());
  return {
    ...orders,
    startCustomers: (options: { everyMs: number }): void => shoppers.start(options),
    stopCustomers: (): void => shoppers.stop(),
    ...returnActions(parts),
    ...stockActions(parts),
    ...productActions(parts),
    ...appActions(parts),
    ...lookers(parts),
    counts: (): Counts => log.counts(),
    requests: (): LoggedRequest[] => log.entries(),
    resetCounts: (): void => log.reset(),
    deliveries: (): Delivery[] => [...queue.deliveries],
    removedWebhooks: () => [...queue.removed],
    /** Resolves when no webhook is ready or under way. */
    deliveriesSettled: (): Promise<void> => queue.settled(),
    retryingWebhooks: (): number => queue.retrying,
    retryWebhooksNow: (): void => queue.retryNow(),
    faults,
    deliveryFaults,
  };
}

function lookers({ state }: ControlParts) {
  return {
    order: (id: number): object => orderBody(state, findOrder(state, id)),
    /** The record itself, to look at; change it through the actions only. */
    orderRecord: (id: number): OrderRecord => findOrder(state, id),
    orders: (): object[] => [...state.orders.values()].map((order) => orderBody(state, order)),
    orderIds: (): number[] => [...state.orders.keys()],
    products: (): object[] => [...state.products.values()].map((product) => productBody(state, product)),
    customers: (): object[] => [...state.customers.values()].map((customer) => customerBody(state, customer)),
    locations: () => [...state.locations.values()].map(({ id, name, isActive }) => ({ id, name, isActive })),
    variantBySku: (sku: string): VariantRecord | undefined =>
      [...state.variants.values()].find((one) => one.sku === sku),
    webhooks: () => [...state.webhooks.values()].map((webhook) => ({ ...webhook })),
  };
}
