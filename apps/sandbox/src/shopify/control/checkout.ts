// A shopper's checkout: prices in the market's currency, taxes, a code, shipping, stock, payment.

import { personAddress } from "../catalogue/fill-shop.ts";
import { exchangeRate, type Market, markets } from "../catalogue/markets.ts";
import { routeOrder } from "../orders/fulfillment-orders.ts";
import { touchOrder } from "../orders/order-events.ts";
import { totalsOf } from "../orders/order-totals.ts";
import { type Bag, type Currencies, exponentOf, minus, noMoney, times, toBag } from "../state/money.ts";
import type { LineRecord, OrderRecord, TaxRecord, VariantRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { isForSale } from "../stock/stock.ts";

export type OrderedLine = { sku?: string; variantId?: number; quantity?: number };
export type PlaceOrder = {
  /** One piece of any variant that is for sale when left out. */
  lines?: readonly OrderedLine[];
  /** US, DE, FR, PL, GB, JP, AE or KW: decides currency and tax. */
  country?: string;
  customerId?: number;
  email?: string;
  note?: string;
  discountCode?: string;
  discountPercentage?: number;
  /** In the customer's currency; free when 0. */
  shipping?: number;
  tip?: number;
  /** Import duty in percent of each line. */
  dutyPercentage?: number;
  /** "paid" by default; "authorized" waits for a capture, "pending" for a bank transfer. */
  payment?: "paid" | "authorized" | "pending";
  tags?: readonly string[];
  placedAt?: Date;
  test?: boolean;
};

type Pricing = { market: Market; rate: number; currencies: Currencies; taxesIncluded: boolean; wish: PlaceOrder };

export function placeOrder(state: ShopifyState, wish: PlaceOrder = {}): OrderRecord {
  const pricing = pricingOf(state, wish);
  const chosen = (wish.lines ?? [{}]).map((line) => ({
    variant: findVariant(state, line),
    quantity: line.quantity ?? 1,
  }));
  for (const { variant, quantity } of chosen)
    if (!isForSale(state, variant, quantity)) throw new Error(`${variant.sku} is sold out: it may not be oversold`);
  const order = newOrder(state, pricing);
  order.lines = chosen.map(({ variant, quantity }) => toLine(state, variant, quantity, pricing));
  addShipping(state, order, pricing);
  pay(state, order, wish.payment ?? "paid");
  state.orders.set(order.id, order);
  routeOrder(state, order);
  touchOrder(
    state,
    order,
    "create",
    ...(wish.payment === undefined || wish.payment === "paid" ? ["paid" as const] : []),
  );
  order.updatedAt = Math.max(order.createdAt, wish.placedAt ? order.createdAt : order.updatedAt);
  return order;
}

function pricingOf(state: ShopifyState, wish: PlaceOrder): Pricing {
  const market = markets[wish.country ?? "US"];
  if (!market) throw new Error(`no market ${wish.country}; there are ${Object.keys(markets).join(", ")}`);
  const shop = state.settings.currency;
  // The home market keeps the shop's currency and its rule about taxes.
  const isHome = market.country === "US";
  const presentment = isHome ? shop : market.currency;
  return {
    market,
    rate: exchangeRate(shop, presentment),
    currencies: { shop, presentment },
    taxesIncluded: isHome ? state.settings.taxesIncluded : market.taxesIncluded,
    wish,
  };
}

function findVariant(state: ShopifyState, { sku, variantId }: OrderedLine): VariantRecord {
  const all = [...state.variants.values()];
  const found =
    variantId !== undefined
      ? state.variants.get(variantId)
      : sku !== undefined
        ? all.find((variant) => variant.sku === sku)
        : pickForSale(state, all);
  if (!found) throw new Error(`the store has no variant ${sku ?? variantId ?? "for sale"}`);
  return found;
}

function pickForSale(state: ShopifyState, all: readonly VariantRecord[]): VariantRecord | undefined {
  const start = state.random.below(Math.max(1, all.length));
  const turned = [...all.slice(start), ...all.slice(0, start)];
  return turned.find((variant) => isForSale(state, variant));
}

function newOrder(state: ShopifyState, { wish, currencies, rate, taxesIncluded, market }: Pricing): OrderRecord {
  const at = wish.placedAt ? Math.floor(wish.placedAt.getTime() / 1_000) * 1_000 : state.now();
  state.orderNumber += 1;
  const customer = customerFor(state, wish);
  const address = { ...(customer?.addresses[0] ?? personAddress(state, state.orderNumber)) };
  address.country = market.countryName;
  address.countryCode = market.country;
  return {
    id: state.nextId(),
    number: state.orderNumber,
    name: `#${state.orderNumber}`,
    confirmationNumber: state.random.letters(9).toUpperCase(),
    customerId: customer?.id ?? null,
    email: wish.email ?? customer?.email ?? null,
    phone: null,
    note: wish.note ?? null,
    poNumber: null,
    tags: [...(wish.tags ?? [])],
    customAttributes: [],
    sourceName: "web",
    test: wish.test ?? false,
    edited: false,
    locale: "en",
    currency: currencies.shop,
    presentmentCurrency: currencies.presentment,
    rate,
    taxesIncluded,
    billing: address,
    shippingAddress: { ...address, id: state.nextId() },
    lines: [],
    shipping: [],
    discount:
      wish.discountPercentage === undefined
        ? null
        : { code: wish.discountCode ?? "WELCOME", percentage: wish.discountPercentage },
    tip: toBag(minorOf(wish.tip ?? 0, currencies.presentment), rate, currencies),
    gateway: wish.payment === "pending" ? "Bank Deposit" : "shopify_payments",
    transactions: [],
    refunds: [],
    fulfillmentOrders: [],
    fulfillments: [],
    returns: [],
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelNote: null,
  };
}

function customerFor(state: ShopifyState, wish: PlaceOrder) {
  if (wish.customerId !== undefined) return state.customers.get(wish.customerId);
  if (wish.email !== undefined) return [...state.customers.values()].find(({ email }) => email === wish.email);
  const all = [...state.customers.values()];
  return all[state.random.below(Math.max(1, all.length))];
}

function minorOf(amount: number, currency: string): number {
  return Math.round(amount * 10 ** exponentOf(currency));
}

function toLine(state: ShopifyState, variant: VariantRecord, quantity: number, pricing: Pricing): LineRecord {
  const product = state.products.get(variant.productId);
  const item = state.items.get(variant.inventoryItemId);
  const { currencies, rate, wish } = pricing;
  const unit = Math.round(
    variant.price * rate * 10 ** (exponentOf(currencies.presentment) - exponentOf(currencies.shop)),
  );
  const unitPrice = toBag(unit, rate, currencies);
  const whole = times(unitPrice, quantity);
  const discount = times(whole, (wish.discountPercentage ?? 0) / 100);
  const isDefault = variant.options.length === 1 && variant.options[0]?.name === "Title";
  const duty = times(whole, (wish.dutyPercentage ?? 0) / 100);
  return {
    id: state.nextId(),
    productId: variant.productId,
    variantId: variant.id,
    title: product?.title ?? "",
    variantTitle: isDefault ? null : variant.options.map(({ value }) => value).join(" / "),
    sku: variant.sku,
    vendor: product?.vendor ?? null,
    quantity,
    unitPrice,
    discount,
    taxes: variant.taxable ? taxesOn(minus(whole, discount), pricing) : [],
    duty:
      duty.presentment > 0
        ? { id: state.nextId(), amount: duty, countryOfOrigin: "US", harmonizedSystemCode: "691110" }
        : null,
    requiresShipping: item?.requiresShipping ?? true,
    taxable: variant.taxable,
    isGiftCard: false,
    grams: item?.grams ?? 0,
    properties: [],
  };
}

function taxesOn(amount: Bag, { market, taxesIncluded }: Pricing): TaxRecord[] {
  if (market.taxRate === 0) return [];
  const factor = taxesIncluded ? market.taxRate / (1 + market.taxRate) : market.taxRate;
  return [{ title: market.taxTitle, rate: market.taxRate, amount: times(amount, factor) }];
}

function addShipping(state: ShopifyState, order: OrderRecord, pricing: Pricing): void {
  const { wish, currencies, rate } = pricing;
  const usual = 5.9 * exchangeRate("USD", currencies.presentment);
  const price = toBag(minorOf(wish.shipping ?? usual, currencies.presentment), rate, currencies);
  const isFree = price.presentment === 0;
  order.shipping.push({
    id: state.nextId(),
    title: isFree ? "Free shipping" : "Standard",
    code: isFree ? "Free shipping" : "Standard",
    price,
    discount: noMoney,
    taxes: taxesOn(price, pricing),
  });
}

function pay(state: ShopifyState, order: OrderRecord, payment: "paid" | "authorized" | "pending"): void {
  const amount = totalsOf(order).total;
  order.transactions.push({
    id: state.nextId(),
    kind: payment === "authorized" ? "AUTHORIZATION" : "SALE",
    status: payment === "pending" ? "PENDING" : "SUCCESS",
    gateway: order.gateway,
    amount,
    parentId: null,
    refundId: null,
    createdAt: order.createdAt,
  });
}
