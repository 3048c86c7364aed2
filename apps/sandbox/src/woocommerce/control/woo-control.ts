// What a test, the demo or a user does to the store from outside: act as shopper and shop manager, look, break.

import type { DeliveryFaults } from "../../shared/delivery-faults.ts";
import { createShoppers } from "../../shared/shoppers.ts";
import { customerView } from "../customers/customer-view.ts";
import type { OrderRecord } from "../orders/order-record.ts";
import { enterStatus } from "../orders/order-status.ts";
import { orderView } from "../orders/order-text.ts";
import { createRefund } from "../orders/refund.ts";
import { refundView } from "../orders/refund-view.ts";
import { eraseOrder, restoreOrder, trashOrder } from "../orders/trash-order.ts";
import { announceUpdate, updateOrder } from "../orders/write-order.ts";
import type { AnyProduct } from "../products/product-record.ts";
import { productView } from "../products/product-view.ts";
import { setStock } from "../products/stock.ts";
import { variationView } from "../products/variation-view.ts";
import { createProduct, eraseProduct, restoreProduct, trashProduct, updateProduct } from "../products/write-product.ts";
import { createVariation, updateVariation } from "../products/write-variation.ts";
import type { FaultBox } from "../server/faults.ts";
import type { Counts, LoggedRequest, RequestLog } from "../server/request-log.ts";
import type { Watcher } from "../server/watcher.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Delivery, WebhookDispatcher } from "../webhooks/webhook-dispatcher.ts";
import { webhookView } from "../webhooks/webhook-routes.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { type PlaceOrder, placeOrder } from "./checkout.ts";
import { silentActions } from "./silent-actions.ts";

export type RefundWish = {
  /** All that is left when neither amount nor lines are given. */
  amount?: string | number;
  reason?: string;
  lines?: readonly { id: number; quantity?: number; total?: number; tax?: readonly { id: number; total: number }[] }[];
  restock?: boolean;
};

export type WooControl = ReturnType<typeof createControl>;
export type ControlParts = {
  state: WooState;
  log: RequestLog;
  faults: FaultBox;
  deliveryFaults: DeliveryFaults;
  dispatcher: WebhookDispatcher;
  watchers: Set<Watcher>;
  revokeKeys: () => void;
};

export function createControl(parts: ControlParts) {
  const { state, log, faults, deliveryFaults, dispatcher, watchers } = parts;
  const orders = orderActions(parts);
  const shoppers = createShoppers(() => orders.placeOrder());
  return {
    ...orders,
    startCustomers: (options: { everyMs: number }): void => shoppers.start(options),
    stopCustomers: (): void => shoppers.stop(),
    ...productActions(parts),
    ...silentActions(parts),
    ...lookers(parts),
    counts: (): Counts => log.counts(),
    requests: (): LoggedRequest[] => log.entries(),
    deliveries: (): Delivery[] => [...dispatcher.deliveries],
    resetCounts: (): void => log.reset(),
    /** Resolves when no webhook is waiting or under way. */
    deliveriesSettled: (): Promise<void> => dispatcher.settled(),
    faults,
    deliveryFaults,
    /** Lets something happen right before each request is answered; returns how to end that. */
    watch: (watcher: Watcher): (() => void) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    /** The merchant deletes all API keys. */
    revokeKeys: parts.revokeKeys,
    /** As in WordPress's settings, or as the clock changes by law: every local time of the store is shown anew. */
    setTimeZone: (offsetMinutes: number): void => {
      state.settings.offsetMinutes = offsetMinutes;
      state.orders.forgetWritten();
      state.orders.version += 1;
    },
  };
}

function orderActions({ state, dispatcher }: ControlParts) {
  const view = (order: OrderRecord) => orderView(state, order);
  return {
    placeOrder: (wanted: PlaceOrder = {}): JsonObject => view(placeOrder(state, wanted, () => dispatcher.freeze())),
    setOrderStatus: (id: number, status: string): JsonObject => {
      const order = openOrder(state, id);
      const moved = enterStatus(state, order, status);
      order.modifiedAt = state.nowSeconds();
      state.orders.save(order);
      announceUpdate(state, order, moved);
      return view(order);
    },
    editOrder: (id: number, changes: JsonObject): JsonObject => view(updateOrder(state, { ...changes, id })),
    trashOrder: (id: number): void => trashOrder(state, openOrder(state, id)),
    restoreOrder: (id: number): void => restoreOrder(state, openOrder(state, id)),
    deleteOrder: (id: number): void => eraseOrder(state, openOrder(state, id)),
    refund: (id: number, wish: RefundWish = {}): JsonObject => {
      const order = openOrder(state, id);
      return refundView(state, id, createRefund(state, order, refundParams(state, order, wish)));
    },
    registerStatus: (slug: string, label = slug): void => void state.statuses.set(slug, label),
    unregisterStatus: (slug: string): void => {
      state.statuses.delete(slug);
      // Lists that were kept still hold orders of this status.
      state.orders.version += 1;
    },
  };
}

function refundParams(state: WooState, order: OrderRecord, { amount, reason, lines, restock }: RefundWish): JsonObject {
  const line_items = (lines ?? []).map(({ id, quantity, total, tax }) => ({
    id,
    quantity: quantity ?? 0,
    refund_total: total ?? lineValue(order, id, quantity ?? 0),
    refund_tax: (tax ?? []).map((share) => ({ id: share.id, refund_total: share.total })),
  }));
  const rest = amount === undefined && lines === undefined ? orderRest(state, order) : amount;
  const money = rest === undefined ? {} : { amount: String(rest) };
  return { ...money, line_items, reason: reason ?? "", api_refund: false, api_restock: restock ?? true };
}

function lineValue(order: OrderRecord, id: number, quantity: number): number {
  const line = order.lines.find((candidate) => candidate.id === id);
  return line && line.quantity > 0 ? (line.total / line.quantity) * quantity : 0;
}

function orderRest(state: WooState, order: OrderRecord): string {
  const { total } = orderView(state, order);
  return String(Number(total) - order.refunds.reduce((sum, refund) => sum + refund.amount, 0));
}

function productActions({ state }: ControlParts) {
  const view = (product: AnyProduct) => productView(state, product);
  return {
    setStock: (id: number, quantity: number): JsonObject => {
      const product = findProduct(state, id);
      product.manageStock = true;
      setStock(state, product, quantity);
      state.announce({ topic: "product.updated", id });
      return view(product);
    },
    editProduct: async (id: number, changes: JsonObject): Promise<JsonObject> => {
      const product = findProduct(state, id);
      if (product.kind === "product") return view(await updateProduct(state, { ...changes, id }));
      return variationView(state, await updateVariation(state, { ...changes, id, product_id: product.parentId }));
    },
    createProduct: async (fields: JsonObject): Promise<JsonObject> => view(await createProduct(state, fields)),
    createVariation: async (productId: number, fields: JsonObject): Promise<JsonObject> =>
      variationView(state, await createVariation(state, { ...fields, product_id: productId })),
    /** As an importer or two requests at once leave it: past the check that a SKU is unique. */
    forceSku: (id: number, sku: string): void => {
      const product = findProduct(state, id);
      product.sku = sku;
      product.modifiedAt = state.nowSeconds();
      state.announce({ topic: "product.updated", id });
    },
    restoreProduct: (id: number): void => {
      const product = state.products.product(id);
      if (!product) throw new Error(`the store has no product ${id}`);
      restoreProduct(state, product);
    },
    /** Into the trash; by force at once and silently. */
    deleteProduct: (id: number, options: { force?: boolean } = {}): void => {
      const product = findProduct(state, id);
      if (product.kind === "variation") state.products.remove(id);
      else if (options.force) eraseProduct(state, product);
      else trashProduct(state, product);
      state.orders.forgetWritten();
    },
  };
}

function lookers({ state }: ControlParts) {
  return {
    order: (id: number): JsonObject => orderView(state, openOrder(state, id)),
    orders: (): JsonObject[] => state.orders.all().map((slot) => orderView(state, state.orders.peek(slot))),
    product: (id: number): JsonObject => productView(state, findProduct(state, id)),
    products: (): JsonObject[] => state.products.all().map((product) => productView(state, product)),
    productBySku: (sku: string): JsonObject | undefined => {
      const [product] = state.products.bySku(sku);
      return product && productView(state, product);
    },
    customers: (): JsonObject[] => [...state.customers.values()].map((customer) => customerView(state, customer)),
    /** With what the API hides: the count of failures in a row. */
    webhooks: (): JsonObject[] =>
      [...state.webhooks.values()].map((webhook) => ({ ...webhookView(state, webhook), failures: webhook.failures })),
  };
}

function openOrder(state: WooState, id: number): OrderRecord {
  const order = state.orders.open(id);
  if (!order) throw new Error(`the store has no order ${id}`);
  return order;
}

function findProduct(state: WooState, id: number): AnyProduct {
  const product = state.products.get(id);
  if (!product) throw new Error(`the store has no product ${id}`);
  return product;
}
