// The WooCommerce connector: what it is, and the operations of a store as it opens it.
import type { Connector, Store, Tools } from "../../connector-kit/contract.ts";
import { approval } from "./approval.ts";
import { catalogueOf } from "./catalogue/index.ts";
import { openClient } from "./client.ts";
import { customersAgain, syncCustomers } from "./customers.ts";
import { authenticate, readTimeZone } from "./examination.ts";
import { examinationPlan } from "./examination-plan.ts";
import { fulfil, refund } from "./order-actions.ts";
import { ordersAgain, syncOrders, updateOrderStatus } from "./orders.ts";
import { productsAgain, syncProducts } from "./products.ts";
import { refuseInsecure, settingsSchema, storeAddress, type WooSettings } from "./settings.ts";
import { statusTables } from "./status.ts";
import { updateInventory } from "./stock.ts";
import { storeIndex } from "./store-index.ts";
import { readStoreSettings } from "./store-settings.ts";
import { listSubscriptions, removeSubscriptions, setupWebhooks, TOPICS } from "./subscriptions.ts";
import { changesOf, webhookReader } from "./webhooks.ts";

export const woocommerce: Connector<WooSettings> = {
  platform: "woocommerce",
  title: "WooCommerce",
  settings: settingsSchema,
  inputs: ["storeUrl", "consumerKey", "consumerSecret", "webhookSecret", "acceptUnsigned", "allowInsecureHttp"],
  access: "keys",
  approval,
  examination: examinationPlan,
  // WooCommerce itself has no limit; this is what a small host bears without taking us for an attack.
  limits: { default: { requests: 10, perMs: 10_000, burst: 10 } },
  news: "webhook",
  apiVersion: { id: "wc/v3" },
  topics: TOPICS,
  statuses: statusTables,
  orderPrefix: "WC-",
  skuPrefix: "WOO-",
  webhooks: webhookReader,
  storeAddress,
  open,
};

function open(settings: WooSettings, tools: Tools): Store {
  refuseInsecure(settings);
  const client = openClient(settings, tools);
  return {
    authenticate: () => authenticate(settings, tools),
    syncOrders: (filter, resume) => syncOrders(client, filter, resume),
    syncProducts: (filter, resume) => syncProducts(client, filter, resume),
    updateOrderStatus: (order, to, seen) => updateOrderStatus(client, order, to, seen),
    updateInventory: (changes) => updateInventory(client, changes),
    setupWebhooks: (topics, deliveryUrl) => setupWebhooks(client, settings.webhookSecret, topics, deliveryUrl),
    handleWebhook: async (delivery) => changesOf(delivery, settings),
    again: {
      orders: (ids) => ordersAgain(client, ids),
      products: (ids) => productsAgain(client, ids),
      customers: (ids) => customersAgain(client, ids),
    },
    catalogue: catalogueOf(client),
    fulfilment: { fulfil: (order, wish) => fulfil(client, order, wish) },
    refunds: { refund: (order, wish) => refund(client, order, wish) },
    customers: { sync: (filter, resume) => syncCustomers(client, filter, resume) },
    index: storeIndex(client),
    settings: () => readStoreSettings(client, () => readTimeZone(settings, tools)),
    subscriptions: { list: () => listSubscriptions(client), remove: (ids) => removeSubscriptions(client, ids) },
  };
}
