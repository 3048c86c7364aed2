// The fields of a query.
import { findFulfillment, findFulfillmentOrder, findOrder, findRefund, findReturn } from "../../orders/find-order.ts";
import { paymentsAccount } from "../../payments/payments-view.ts";
import { idIn, parseGid } from "../../state/gid.ts";
import type { LocationRecord, WebhookRecord } from "../../state/records.ts";
import { levelKey, type ShopifyState } from "../../state/shopify-state.ts";
import { topicEnum } from "../../webhooks/webhook-topic.ts";
import { connection, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { type CustomId, ownerOf } from "../mutations/metafield-mutations.ts";
import { count } from "../views/common-fields.ts";
import { installationView, shopView } from "../views/shop-view.ts";
import {
  customerRows,
  fulfillmentOrderRows,
  itemRows,
  orderRows,
  productRows,
  type Search,
  variantRows,
} from "./lists.ts";

type Id = { id: string };
type Page = PageArguments & Search;

export function queryRoot(state: ShopifyState): object {
  return {
    ...shopFields(state),
    ...orderFields(state),
    ...productFields(state),
    ...adminFields(state),
    node: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context),
    nodes: ({ ids }: { ids: readonly string[] }, context: GraphContext) => ids.map((id) => nodeOf(state, id, context)),
  };
}

function shopFields(state: ShopifyState): object {
  return {
    shop: () => shopView(state),
    currentAppInstallation: (_: unknown, { session }: GraphContext) => installationView(state, session),
    appInstallation: (_: unknown, { session }: GraphContext) => installationView(state, session),
    location: ({ id }: { id?: string | null }, { views }: GraphContext) => {
      const [first] = state.locations.values();
      const found = id == null ? first : state.locations.get(idIn(id, "Location"));
      return found ? views.location(found) : null;
    },
    locations: (page: Page & { includeInactive?: boolean | null }, context: GraphContext) =>
      connection(
        [...state.locations.values()]
          .filter(({ isActive }) => isActive || page.includeInactive)
          .map((item: LocationRecord) => ({ item, id: item.id, value: item.name })),
        page,
        context,
        context.views.location,
      ),
    locationsCount: () => count(state.locations.size),
    shopifyPaymentsAccount: () => paymentsAccount(state),
  };
}

function orderFields(state: ShopifyState): object {
  return {
    order: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Order"),
    orders: (page: Page, context: GraphContext) =>
      connection(orderRows(state, page, context), page, context, context.views.order),
    ordersCount: (search: Search & { limit?: number | null }, context: GraphContext) => {
      const all = orderRows(state, search, context).length;
      const limit = search.limit ?? 10_000;
      return all > limit ? { count: limit, precision: "AT_LEAST" } : count(all);
    },
    customer: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Customer"),
    customers: (page: Page, context: GraphContext) =>
      connection(customerRows(state, page, context), page, context, context.views.customer),
    customersCount: (search: Search, context: GraphContext) => count(customerRows(state, search, context).length),
    fulfillment: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Fulfillment"),
    fulfillmentOrder: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "FulfillmentOrder"),
    fulfillmentOrders: (page: Page & { includeClosed?: boolean | null }, context: GraphContext) =>
      connection(fulfillmentOrderRows(state, page, context), page, context, ({ order, record }) =>
        context.views.fulfillmentOrder(order, record),
      ),
    refund: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Refund"),
    return: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Return"),
  };
}

function productFields(state: ShopifyState): object {
  return {
    product: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "Product"),
    productByIdentifier: (
      { identifier }: { identifier: { id?: string; handle?: string; customId?: CustomId } },
      { views }: GraphContext,
    ) => {
      const all = [...state.products.values()];
      const id = identifier.id ?? (identifier.customId && (ownerOf(state, identifier.customId) ?? ""));
      const found =
        id !== undefined
          ? state.products.get(idIn(id, "Product"))
          : all.find(({ handle }) => handle === identifier.handle);
      return found ? views.product(found) : null;
    },
    products: (page: Page, context: GraphContext) =>
      connection(productRows(state, page, context), page, context, context.views.product),
    productsCount: (search: Search, context: GraphContext) => count(productRows(state, search, context).length),
    productVariant: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "ProductVariant"),
    productVariants: (page: Page, context: GraphContext) =>
      connection(variantRows(state, page, context), page, context, context.views.variant),
    inventoryItem: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "InventoryItem"),
    inventoryItems: (page: Page, context: GraphContext) =>
      connection(itemRows(state, page, context), page, context, context.views.item),
    inventoryLevel: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "InventoryLevel"),
  };
}

type WebhookSearch = PageArguments & {
  topics?: readonly string[] | null;
  uri?: string | null;
  callbackUrl?: string | null;
};

function adminFields(state: ShopifyState): object {
  const bulks = () => [...state.bulks.values()];
  return {
    webhookSubscription: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "WebhookSubscription"),
    webhookSubscriptions: (page: WebhookSearch, context: GraphContext) =>
      connection(
        [...state.webhooks.values()]
          .filter((webhook) => isWanted(webhook, page))
          .map((item) => ({ item, id: item.id, value: item.id })),
        page,
        context,
        context.views.webhook,
      ),
    webhookSubscriptionsCount: () => count(state.webhooks.size),
    bulkOperation: ({ id }: Id, context: GraphContext) => nodeOf(state, id, context, "BulkOperation"),
    bulkOperations: (page: Page, context: GraphContext) =>
      connection(
        bulks().map((item) => ({ item, id: item.id, value: item.id })),
        page,
        context,
        context.views.bulk,
      ),
    currentBulkOperation: ({ type }: { type?: string | null }, { views }: GraphContext) => {
      const latest = bulks().at(-1);
      return latest && type !== "MUTATION" ? views.bulk(latest) : null;
    },
  };
}

function isWanted(webhook: WebhookRecord, { topics, uri, callbackUrl }: WebhookSearch): boolean {
  if (topics && !topics.includes(topicEnum(webhook.topic))) return false;
  return (uri == null || webhook.uri === uri) && (callbackUrl == null || webhook.uri === callbackUrl);
}

// `type`: a gid of another type is as good as unknown.
function nodeOf(state: ShopifyState, text: string, context: GraphContext, type?: string): View | null {
  const parsed = parseGid(text);
  if (!parsed || (type !== undefined && parsed.type !== type)) return null;
  const { views, session } = context;
  const { id } = parsed;
  const show = <Record>(record: Record | undefined, view: (record: Record) => View) => (record ? view(record) : null);
  switch (parsed.type) {
    case "Order":
      return show(findOrder(state, session, id), views.order);
    case "Product":
      return show(state.products.get(id), views.product);
    case "ProductVariant":
      return show(state.variants.get(id), views.variant);
    case "InventoryItem":
      return show(state.items.get(id), views.item);
    case "InventoryLevel":
      return show(state.levels.get(levelKey(parsed.itemId ?? 0, id)), views.level);
    case "Location":
      return show(state.locations.get(id), views.location);
    case "Customer":
      return show(state.customers.get(id), views.customer);
    case "WebhookSubscription":
      return show(state.webhooks.get(id), views.webhook);
    case "BulkOperation":
      return show(state.bulks.get(id), views.bulk);
    case "FulfillmentOrder":
      return show(findFulfillmentOrder(state, session, id), ({ order, part }) => views.fulfillmentOrder(order, part));
    case "Fulfillment":
      return show(findFulfillment(state, session, id), ({ order, part }) => views.fulfillment(order, part));
    case "Refund":
      return show(findRefund(state, session, id), ({ order, part }) => views.refund(order, part));
    case "Return":
      return show(findReturn(state, session, id), ({ order, part }) => views.return(order, part));
    default:
      return null;
  }
}
