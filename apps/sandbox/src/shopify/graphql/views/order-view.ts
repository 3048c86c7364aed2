// Orders.
import { financialStatus, fulfillmentStatus, isRestockable, returnStatus } from "../../orders/order-status.ts";
import { currentQuantity } from "../../orders/order-totals.ts";
import { canMarkAsPaid } from "../../orders/pay.ts";
import { gid } from "../../state/gid.ts";
import type { OrderRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { addressView } from "./address-view.ts";
import { count, metafieldFields, time, timeOrNull } from "./common-fields.ts";
import { applicationView, shippingView } from "./line-view.ts";
import { orderMoney } from "./order-money.ts";
import { transactionView } from "./refund-view.ts";

export function orderView(state: ShopifyState, order: OrderRecord): View {
  const id = gid("Order", order.id);
  return {
    __typename: "Order",
    id,
    legacyResourceId: String(order.id),
    ...plainFields(state, order),
    ...statusFields(order),
    ...orderMoney(order),
    ...parts(state, order),
    ...metafieldFields(state, id),
  };
}

function plainFields(state: ShopifyState, order: OrderRecord): object {
  return {
    name: order.name,
    number: order.number,
    confirmationNumber: order.confirmationNumber,
    email: order.email,
    phone: order.phone,
    note: order.note,
    poNumber: order.poNumber,
    tags: order.tags,
    customAttributes: order.customAttributes,
    sourceName: order.sourceName,
    sourceIdentifier: null,
    customerLocale: order.locale,
    app: { id: gid("App", 580111), name: "Online Store" },
    test: order.test,
    edited: order.edited,
    confirmed: true,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentmentCurrency,
    taxesIncluded: order.taxesIncluded,
    taxExempt: false,
    dutiesIncluded: false,
    estimatedTaxes: false,
    discountCode: order.discount?.code ?? null,
    discountCodes: order.discount ? [order.discount.code] : [],
    paymentGatewayNames: [order.gateway],
    statusPageUrl: `https://${state.settings.shopDomain}/1/orders/${order.id}/authenticate?key=none`,
    createdAt: time(order.createdAt),
    processedAt: time(order.createdAt),
    updatedAt: time(order.updatedAt),
    closedAt: timeOrNull(order.closedAt),
    cancelledAt: timeOrNull(order.cancelledAt),
    cancelReason: order.cancelReason,
    cancellation: order.cancelledAt === null ? null : { staffNote: order.cancelNote },
  };
}

function statusFields(order: OrderRecord): object {
  const quantities = () => order.lines.reduce((sum, line) => sum + currentQuantity(order, line), 0);
  return {
    closed: order.closedAt !== null,
    displayFinancialStatus: () => financialStatus(order),
    displayFulfillmentStatus: () => fulfillmentStatus(order),
    returnStatus: () => returnStatus(order),
    canMarkAsPaid: () => canMarkAsPaid(order),
    canNotifyCustomer: order.email !== null,
    capturable: () => financialStatus(order) === "AUTHORIZED",
    fullyPaid: () => ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"].includes(financialStatus(order)),
    unpaid: () => ["PENDING", "AUTHORIZED"].includes(financialStatus(order)),
    refundable: () => ["PAID", "PARTIALLY_PAID", "PARTIALLY_REFUNDED"].includes(financialStatus(order)),
    fulfillable: () => ["UNFULFILLED", "PARTIALLY_FULFILLED", "IN_PROGRESS"].includes(fulfillmentStatus(order)),
    restockable: () => isRestockable(order),
    requiresShipping: order.lines.some((line) => line.requiresShipping),
    subtotalLineItemsQuantity: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    currentSubtotalLineItemsQuantity: quantities,
    totalWeight: String(order.lines.reduce((sum, { grams, quantity }) => sum + grams * quantity, 0)),
    currentTotalWeight: () =>
      String(order.lines.reduce((sum, line) => sum + line.grams * currentQuantity(order, line), 0)),
  };
}

type FirstArgument = { first?: number | null };

function parts(state: ShopifyState, order: OrderRecord): object {
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId);
  const shippingAddress = order.shippingAddress && addressView(order.shippingAddress);
  const application = applicationView(order);
  return {
    billingAddress: order.billing && addressView(order.billing),
    shippingAddress,
    displayAddress: shippingAddress,
    billingAddressMatchesShippingAddress: order.billing?.address1 === order.shippingAddress?.address1,
    retailLocation: null,
    customer: (_: unknown, context: GraphContext) => (customer ? context.views.customer(customer) : null),
    lineItems: (page: PageArguments, context: GraphContext) =>
      connection(listed(order.lines), page, context, (line) => context.views.line(order, line)),
    nonFulfillableLineItems: (page: PageArguments, context: GraphContext) => connection([], page, context, () => null),
    shippingLine: order.shipping[0] ? shippingView(order, order.shipping[0]) : null,
    shippingLines: (page: PageArguments, context: GraphContext) =>
      connection(listed(order.shipping), page, context, (line) => shippingView(order, line)),
    discountApplications: (page: PageArguments, context: GraphContext) =>
      connection(application ? [{ item: application, id: 0, value: 0 }] : [], page, context, (one) => one),
    transactions: ({ first }: FirstArgument) =>
      order.transactions.slice(0, first ?? undefined).map((one) => transactionView(order, one)),
    transactionsCount: count(order.transactions.length),
    fulfillments: ({ first }: FirstArgument, context: GraphContext) =>
      order.fulfillments.slice(0, first ?? undefined).map((one) => context.views.fulfillment(order, one)),
    fulfillmentsCount: count(order.fulfillments.length),
    fulfillmentOrders: (page: PageArguments, context: GraphContext) =>
      connection(listed(order.fulfillmentOrders), page, context, (one) => context.views.fulfillmentOrder(order, one)),
    refunds: ({ first }: FirstArgument, context: GraphContext) =>
      order.refunds.slice(0, first ?? undefined).map((one) => context.views.refund(order, one)),
    returns: (page: PageArguments, context: GraphContext) =>
      connection(listed(order.returns), page, context, (one) => context.views.return(order, one)),
  };
}
