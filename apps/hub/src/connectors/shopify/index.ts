// The Shopify connector: what it is, and the operations of a shop as it opens it.
import type { Connector, Store, Tools } from "../../connector-kit/contract.ts";
import { catalogueOf, listingShape } from "./catalogue/index.ts";
import { API_VERSION, GRAPH_BUCKET, openClient } from "./client.ts";
import { customersAgain, syncCustomers } from "./customers.ts";
import { fulfil } from "./fulfilment.ts";
import { oauth } from "./oauth.ts";
import { ordersAgain } from "./order-reading.ts";
import { updateOrderStatus } from "./order-status.ts";
import { syncOrders } from "./orders.ts";
import { syncPayouts } from "./payouts.ts";
import { productsAgain, syncProducts } from "./products.ts";
import { refund } from "./refunds.ts";
import { type ShopifySettings, settingsSchema, storeAddress } from "./settings.ts";
import { authenticate, listLocations, readStoreSettings } from "./shop.ts";
import { statusTables } from "./status.ts";
import { updateInventory } from "./stock.ts";
import { storeIndex } from "./store-index.ts";
import { listSubscriptions, removeSubscriptions, setupWebhooks } from "./subscriptions.ts";
import { totals } from "./totals.ts";
import { changesOf, TOPICS, webhookReader } from "./webhooks.ts";

export const shopify: Connector<ShopifySettings> = {
  platform: "shopify",
  title: "Shopify",
  settings: settingsSchema,
  inputs: ["storeUrl", "accessToken", "clientId", "clientSecret", "money"],
  access: "oauth2",
  oauth,
  limits: {
    // In points of what a question costs; the standard plan's, until the shop says otherwise.
    // https://shopify.dev/docs/api/usage/limits
    [GRAPH_BUCKET]: { requests: 100, perMs: 1000, burst: 1000 },
    // Tokens and files; nothing of it is limited as narrowly.
    default: { requests: 2, perMs: 1000, burst: 20 },
  },
  news: "webhook",
  apiVersion: API_VERSION,
  topics: TOPICS,
  statuses: statusTables,
  orderPrefix: "SH-",
  hasPayouts: true,
  listingShape,
  webhooks: webhookReader,
  storeAddress,
  open,
};

function open(settings: ShopifySettings, tools: Tools<ShopifySettings>): Store {
  const client = openClient(settings, tools);
  const { money } = settings;
  return {
    authenticate: () => authenticate(client),
    syncOrders: (filter, resume) => syncOrders(client, money, filter, resume),
    syncProducts: (filter, resume) => syncProducts(client, filter, resume),
    updateOrderStatus: (order, to, seen) => updateOrderStatus(client, money, order, to, seen),
    updateInventory: (changes) => updateInventory(client, changes),
    setupWebhooks: (topics, deliveryUrl) => setupWebhooks(client, topics, deliveryUrl),
    handleWebhook: async (delivery) => changesOf(delivery, settings),
    again: {
      orders: (ids) => ordersAgain(client, money, ids),
      products: (ids) => productsAgain(client, ids),
      customers: (ids) => customersAgain(client, ids),
    },
    fulfilment: { fulfil: (order, wish) => fulfil(client, money, order, wish) },
    refunds: { refund: (order, wish) => refund(client, money, order, wish) },
    catalogue: catalogueOf(client),
    locations: { list: () => listLocations(client) },
    payouts: { sync: (filter, resume) => syncPayouts(client, filter, resume) },
    customers: { sync: (filter, resume) => syncCustomers(client, filter, resume) },
    totals: () => totals(client),
    index: storeIndex(client, money),
    settings: () => readStoreSettings(client),
    subscriptions: { list: () => listSubscriptions(client), remove: (ids) => removeSubscriptions(client, ids) },
  };
}
