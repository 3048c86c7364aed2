// Lines of goods, with the taxes and discounts on them.
import { currentQuantity, lineTotal, unfulfilledQuantity } from "../../orders/order-totals.ts";
import { gid } from "../../state/gid.ts";
import { type Bag, noMoney, share, times } from "../../state/money.ts";
import type { LineRecord, OrderRecord, ShippingRecord, TaxRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import type { GraphContext, View } from "../context.ts";
import { moneyBag } from "./common-fields.ts";

export function lineView(state: ShopifyState, order: OrderRecord, line: LineRecord): View {
  const bag = (amount: Bag) => moneyBag(amount, order);
  const whole = times(line.unitPrice, line.quantity);
  const left = () => unfulfilledQuantity(order, line.id);
  const product = line.productId === null ? undefined : state.products.get(line.productId);
  const variant = line.variantId === null ? undefined : state.variants.get(line.variantId);
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: () => currentQuantity(order, line),
    refundableQuantity: () => currentQuantity(order, line),
    unfulfilledQuantity: left,
    fulfillableQuantity: left,
    nonFulfillableQuantity: () => Math.max(0, currentQuantity(order, line) - left()),
    fulfillmentStatus: () =>
      left() === 0 ? "fulfilled" : left() < currentQuantity(order, line) ? "partial" : "unfulfilled",
    originalUnitPriceSet: bag(line.unitPrice),
    originalTotalSet: bag(whole),
    // QUIRK(shopify): an order-wide code is in discountAllocations and not in discountedTotalSet, unless asked for.
    discountedUnitPriceSet: bag(line.unitPrice),
    discountedUnitPriceAfterAllDiscountsSet: () => bag(share(lineTotal(line), 0, 1, line.quantity)),
    discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts?: boolean | null }) =>
      bag(withCodeDiscounts ? lineTotal(line) : whole),
    totalDiscountSet: bag(noMoney),
    unfulfilledOriginalTotalSet: () => bag(times(line.unitPrice, left())),
    unfulfilledDiscountedTotalSet: () => bag(times(line.unitPrice, left())),
    discountAllocations: allocations(order, line.discount),
    taxLines: ({ first }: { first?: number | null }) => line.taxes.slice(0, first ?? undefined).map(taxView(order)),
    duties: line.duty
      ? [
          {
            __typename: "Duty",
            id: gid("Duty", line.duty.id),
            price: bag(line.duty.amount),
            countryCodeOfOrigin: line.duty.countryOfOrigin,
            harmonizedSystemCode: line.duty.harmonizedSystemCode,
            taxLines: [],
          },
        ]
      : [],
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    restockable: line.variantId !== null,
    isGiftCard: line.isGiftCard,
    customAttributes: line.properties,
    product: (_: unknown, context: GraphContext) => (product ? context.views.product(product) : null),
    variant: (_: unknown, context: GraphContext) => (variant ? context.views.variant(variant) : null),
  };
}

export function taxView(order: OrderRecord): (tax: TaxRecord) => object {
  return ({ title, rate, amount }) => ({
    title,
    rate,
    ratePercentage: rate * 100,
    priceSet: moneyBag(amount, order),
    channelLiable: false,
    source: "Shopify",
  });
}

export function applicationView({ discount }: OrderRecord): object | null {
  if (discount === null) return null;
  return {
    __typename: "DiscountCodeApplication",
    index: 0,
    code: discount.code,
    allocationMethod: "ACROSS",
    targetSelection: "ALL",
    targetType: "LINE_ITEM",
    value: { __typename: "PricingPercentageValue", percentage: discount.percentage },
  };
}

function allocations(order: OrderRecord, amount: Bag): object[] {
  if (order.discount === null || amount.presentment === 0) return [];
  return [{ allocatedAmountSet: moneyBag(amount, order), discountApplication: applicationView(order) }];
}

export function shippingView(order: OrderRecord, line: ShippingRecord): object {
  const discounted = moneyBag(
    { shop: line.price.shop - line.discount.shop, presentment: line.price.presentment - line.discount.presentment },
    order,
  );
  return {
    id: gid("ShippingLine", line.id),
    title: line.title,
    code: line.code,
    source: "shopify",
    carrierIdentifier: null,
    custom: false,
    deliveryCategory: null,
    isRemoved: false,
    phone: null,
    shippingRateHandle: null,
    originalPriceSet: moneyBag(line.price, order),
    discountedPriceSet: discounted,
    currentDiscountedPriceSet: discounted,
    discountAllocations: allocations(order, line.discount),
    taxLines: line.taxes.map(taxView(order)),
  };
}
