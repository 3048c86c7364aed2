// Fulfilment orders (what a location has to send) and fulfilments (what it has sent).
import { lineTotal } from "../../orders/order-totals.ts";
import { gid } from "../../state/gid.ts";
import { share, times } from "../../state/money.ts";
import type { FulfillmentOrderRecord, FulfillmentRecord, OrderRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { moneyBag, time } from "./common-fields.ts";

export function fulfillmentOrderView(state: ShopifyState, order: OrderRecord, record: FulfillmentOrderRecord): View {
  const location = state.locations.get(record.locationId);
  return {
    __typename: "FulfillmentOrder",
    id: gid("FulfillmentOrder", record.id),
    status: record.status,
    requestStatus: "UNSUBMITTED",
    orderId: gid("Order", order.id),
    orderName: order.name,
    orderProcessedAt: time(order.createdAt),
    createdAt: time(record.createdAt),
    updatedAt: time(record.updatedAt),
    fulfillAt: time(record.createdAt),
    fulfillBy: null,
    deliveryMethod: {
      id: gid("DeliveryMethod", record.id),
      methodType: "SHIPPING",
      minDeliveryDateTime: null,
      maxDeliveryDateTime: null,
      serviceCode: null,
    },
    fulfillmentHolds: record.holds.map(({ id, reason, reasonNotes, handle }) => ({
      id: gid("FulfillmentHold", id),
      reason,
      reasonNotes,
      handle,
      displayReason: reason,
      heldByRequestingApp: true,
    })),
    supportedActions: actionsOf(record).map((action) => ({ action, externalUrl: null })),
    assignedLocation: (_: unknown, context: GraphContext) => ({
      ...location?.address,
      name: location?.name ?? "",
      countryCode: location?.address.countryCode ?? "US",
      location: location ? context.views.location(location) : null,
    }),
    order: (_: unknown, context: GraphContext) => context.views.order(order),
    fulfillments: (page: PageArguments, context: GraphContext) =>
      connection(
        listed(order.fulfillments.filter(({ fulfillmentOrderIds }) => fulfillmentOrderIds.includes(record.id))),
        page,
        context,
        (one) => context.views.fulfillment(order, one),
      ),
    lineItems: (page: PageArguments, context: GraphContext) =>
      connection(listed(record.lines), page, context, (line) => orderLineView(state, order, line)),
  };
}

function actionsOf({ status }: FulfillmentOrderRecord): string[] {
  if (status === "OPEN" || status === "IN_PROGRESS") return ["CREATE_FULFILLMENT", "HOLD", "MOVE"];
  return status === "ON_HOLD" ? ["RELEASE_HOLD"] : [];
}

function orderLineView(
  state: ShopifyState,
  order: OrderRecord,
  { id, lineId, total, remaining }: FulfillmentOrderRecord["lines"][number],
): View {
  const line = order.lines.find((one) => one.id === lineId);
  const variant = line?.variantId == null ? undefined : state.variants.get(line.variantId);
  return {
    __typename: "FulfillmentOrderLineItem",
    id: gid("FulfillmentOrderLineItem", id),
    totalQuantity: total,
    remainingQuantity: remaining,
    productTitle: line?.title ?? "",
    variantTitle: line?.variantTitle ?? null,
    sku: line?.sku ?? null,
    vendor: line?.vendor ?? null,
    requiresShipping: line?.requiresShipping ?? true,
    inventoryItemId: variant ? gid("InventoryItem", variant.inventoryItemId) : null,
    lineItem: (_: unknown, context: GraphContext) => (line ? context.views.line(order, line) : null),
    variant: (_: unknown, context: GraphContext) => (variant ? context.views.variant(variant) : null),
  };
}

export function fulfillmentView(state: ShopifyState, order: OrderRecord, record: FulfillmentRecord): View {
  const location = state.locations.get(record.locationId);
  const sources = order.fulfillmentOrders.filter(({ id }) => record.fulfillmentOrderIds.includes(id));
  return {
    __typename: "Fulfillment",
    id: gid("Fulfillment", record.id),
    legacyResourceId: String(record.id),
    name: record.name,
    status: record.status,
    displayStatus: record.displayStatus,
    createdAt: time(record.createdAt),
    updatedAt: time(record.updatedAt),
    deliveredAt: null,
    inTransitAt: null,
    estimatedDeliveryAt: null,
    requiresShipping: true,
    totalQuantity: record.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    trackingInfo: ({ first }: { first?: number | null }) => record.tracking.slice(0, first ?? undefined),
    location: (_: unknown, context: GraphContext) => (location ? context.views.location(location) : null),
    order: (_: unknown, context: GraphContext) => context.views.order(order),
    fulfillmentOrders: (page: PageArguments, context: GraphContext) =>
      connection(listed(sources), page, context, (one) => context.views.fulfillmentOrder(order, one)),
    fulfillmentLineItems: (page: PageArguments, context: GraphContext) =>
      connection(listed(record.lines), page, context, (sent) => sentLineView(order, sent, context)),
  };
}

function sentLineView(order: OrderRecord, sent: FulfillmentRecord["lines"][number], context: GraphContext): object {
  const line = order.lines.find(({ id }) => id === sent.lineId);
  if (!line) return {};
  return {
    __typename: "FulfillmentLineItem",
    id: gid("FulfillmentLineItem", sent.id),
    quantity: sent.quantity,
    originalTotalSet: moneyBag(times(line.unitPrice, sent.quantity), order),
    discountedTotalSet: moneyBag(share(lineTotal(line), 0, sent.quantity, line.quantity), order),
    lineItem: () => context.views.line(order, line),
  };
}
