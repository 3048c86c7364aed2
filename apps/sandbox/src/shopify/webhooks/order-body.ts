// orders/*: the order as the REST Admin API writes it.
// Keys from the samples of REST Admin 2026-07 (GET /admin/api/2026-07/orders.json).
import { financialStatus, fulfillmentStatus } from "../orders/order-status.ts";
import { currentTotalsOf, paymentsOf, totalsOf } from "../orders/order-totals.ts";
import { gid } from "../state/gid.ts";
import { noMoney } from "../state/money.ts";
import type { OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { customerInOrder } from "./customer-body.ts";
import { fulfillmentBody } from "./fulfillment-body.ts";
import { addressBody, lineBody, mergedTaxes, shippingBody, taxBody } from "./line-body.ts";
import { refundBody } from "./refund-body.ts";
import { restMoney, restMoneySet, restTime, restTimeOrNull } from "./rest-format.ts";

export function orderBody(state: ShopifyState, order: OrderRecord): object {
  return { ...head(state, order), ...money(order), ...parts(state, order) };
}

function head(state: ShopifyState, order: OrderRecord): object {
  const { settings } = state;
  return {
    id: order.id,
    admin_graphql_api_id: gid("Order", order.id),
    app_id: 580111,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: restTimeOrNull(order.cancelledAt),
    cart_token: null,
    checkout_id: order.id + 7,
    checkout_token: null,
    client_details: null,
    closed_at: restTimeOrNull(order.closedAt),
    confirmation_number: order.confirmationNumber,
    confirmed: true,
    contact_email: order.email,
    created_at: restTime(order.createdAt),
    currency: order.currency,
    customer_locale: order.locale,
    device_id: null,
    discount_codes: discountCodes(order),
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: restFulfillmentStatus(order),
    landing_site: "/",
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    number: order.number - 1_000,
    order_number: order.number,
    order_status_url: `https://${settings.shopDomain}/1/orders/${order.id}/authenticate?key=none`,
    payment_gateway_names: [order.gateway],
    phone: order.phone,
    po_number: order.poNumber,
    presentment_currency: order.presentmentCurrency,
    processed_at: restTime(order.createdAt),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(", "),
    tax_exempt: false,
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: null,
    updated_at: restTime(order.updatedAt),
    user_id: null,
  };
}

function money(order: OrderRecord): object {
  const placed = totalsOf(order);
  const current = currentTotalsOf(order);
  const both = (name: string, bag: typeof noMoney) => ({
    [name]: restMoney(bag, order),
    [`${name}_set`]: restMoneySet(bag, order),
  });
  const hasDuties = placed.duties.presentment > 0;
  return {
    ...both("current_subtotal_price", current.subtotal),
    current_total_additional_fees_set: null,
    ...both("current_total_discounts", current.discounts),
    current_total_duties_set: hasDuties ? restMoneySet(current.duties, order) : null,
    ...both("current_total_price", current.total),
    ...both("current_total_tax", current.tax),
    original_total_additional_fees_set: null,
    original_total_duties_set: hasDuties ? restMoneySet(placed.duties, order) : null,
    ...both("subtotal_price", placed.subtotal),
    tax_lines: mergedTaxes(order).map((tax) => taxBody(order, tax)),
    total_cash_rounding_payment_adjustment_set: restMoneySet(noMoney, order),
    total_cash_rounding_refund_adjustment_set: restMoneySet(noMoney, order),
    ...both("total_discounts", placed.discounts),
    ...both("total_line_items_price", placed.lineItems),
    total_outstanding: restMoney(paymentsOf(order).outstanding, order),
    ...both("total_price", placed.total),
    total_shipping_price_set: restMoneySet(placed.shipping, order),
    ...both("total_tax", placed.tax),
    total_tip_received: restMoney(placed.tip, order),
    total_weight: order.lines.reduce((sum, { grams, quantity }) => sum + grams * quantity, 0),
  };
}

function parts(state: ShopifyState, order: OrderRecord): object {
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId);
  const code = order.discount;
  return {
    billing_address: order.billing && addressBody(order.billing),
    customer: customer ? customerInOrder(state, customer) : null,
    discount_applications: code
      ? [
          {
            target_type: "line_item",
            type: "discount_code",
            value: code.percentage.toFixed(1),
            value_type: "percentage",
            allocation_method: "across",
            target_selection: "all",
            code: code.code,
          },
        ]
      : [],
    fulfillments: order.fulfillments.map((fulfillment) => fulfillmentBody(state, order, fulfillment)),
    line_items: order.lines.map((line) => lineBody(state, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundBody(state, order, refund)),
    shipping_address: order.shippingAddress && addressBody(order.shippingAddress),
    shipping_lines: order.shipping.map((line) => shippingBody(order, line)),
  };
}

function discountCodes(order: OrderRecord): object[] {
  if (order.discount === null) return [];
  const amount = restMoney(totalsOf(order).discounts, order);
  return [{ code: order.discount.code, amount, type: "percentage" }];
}

function restFulfillmentStatus(order: OrderRecord): string | null {
  const status = fulfillmentStatus(order);
  if (status === "FULFILLED") return "fulfilled";
  if (status === "PARTIALLY_FULFILLED") return "partial";
  return status === "RESTOCKED" ? "restocked" : null;
}
