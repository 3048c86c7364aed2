// Lines of an order in the REST form: goods, taxes, shipping.
import { currentQuantity, fulfilledQuantity, unfulfilledQuantity } from "../orders/order-totals.ts";
import { gid } from "../state/gid.ts";
import { add, minus, noMoney } from "../state/money.ts";
import type { AddressRecord, LineRecord, OrderRecord, ShippingRecord, TaxRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { restMoney, restMoneySet } from "./rest-format.ts";

export function taxBody(order: OrderRecord, { title, rate, amount }: TaxRecord): object {
  return {
    channel_liable: false,
    price: restMoney(amount, order),
    price_set: restMoneySet(amount, order),
    rate,
    title,
  };
}

export function lineBody(state: ShopifyState, order: OrderRecord, line: LineRecord): object {
  return {
    id: line.id,
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: currentQuantity(order, line),
    fulfillable_quantity: unfulfilledQuantity(order, line.id),
    fulfillment_service: "manual",
    fulfillment_status: lineStatus(order, line),
    gift_card: line.isGiftCard,
    grams: line.grams,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    price: restMoney(line.unitPrice, order),
    price_set: restMoneySet(line.unitPrice, order),
    product_exists: line.productId !== null && state.products.has(line.productId),
    product_id: line.productId,
    properties: line.properties.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    // QUIRK(shopify): a discount on the whole order is in discount_allocations only, never in total_discount.
    total_discount: restMoney(noMoney, order),
    total_discount_set: restMoneySet(noMoney, order),
    variant_id: line.variantId,
    variant_inventory_management: "shopify",
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxes.map((tax) => taxBody(order, tax)),
    duties: [],
    discount_allocations: allocations(order, line),
  };
}

function lineStatus(order: OrderRecord, line: LineRecord): string | null {
  const sent = fulfilledQuantity(order, line.id);
  if (sent === 0) return null;
  return unfulfilledQuantity(order, line.id) > 0 ? "partial" : "fulfilled";
}

function allocations(order: OrderRecord, { discount }: { discount: LineRecord["discount"] }): object[] {
  if (order.discount === null || discount.presentment === 0) return [];
  return [
    { amount: restMoney(discount, order), amount_set: restMoneySet(discount, order), discount_application_index: 0 },
  ];
}

export function shippingBody(order: OrderRecord, line: ShippingRecord): object {
  const discounted = minus(line.price, line.discount);
  return {
    id: line.id,
    carrier_identifier: null,
    code: line.code,
    discounted_price: restMoney(discounted, order),
    discounted_price_set: restMoneySet(discounted, order),
    is_removed: false,
    phone: null,
    price: restMoney(line.price, order),
    price_set: restMoneySet(line.price, order),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: line.title,
    tax_lines: line.taxes.map((tax) => taxBody(order, tax)),
    discount_allocations: allocations(order, line),
  };
}

// Taxes of the same name are one line of the order.
export function mergedTaxes(order: OrderRecord): TaxRecord[] {
  const merged = new Map<string, TaxRecord>();
  for (const tax of [...order.lines, ...order.shipping].flatMap(({ taxes }) => taxes)) {
    const key = `${tax.title} ${tax.rate}`;
    const known = merged.get(key);
    merged.set(key, { ...tax, amount: known ? add(known.amount, tax.amount) : tax.amount });
  }
  return [...merged.values()];
}

export function addressBody(address: AddressRecord): object {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`.trim(),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}
