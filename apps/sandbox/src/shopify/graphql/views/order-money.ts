// The sums of an order.
import { currentTotalsOf, paymentsOf, totalsOf } from "../../orders/order-totals.ts";
import { add, type Bag, noMoney } from "../../state/money.ts";
import type { OrderRecord } from "../../state/records.ts";
import { mergedTaxes } from "../../webhooks/line-body.ts";
import { moneyBag } from "./common-fields.ts";
import { taxView } from "./line-view.ts";

export function orderMoney(order: OrderRecord): object {
  const placed = totalsOf(order);
  const hasDuties = placed.duties.presentment > 0;
  const bag = (read: () => Bag) => () => moneyBag(read(), order);
  const current = () => currentTotalsOf(order);
  const paid = () => paymentsOf(order);
  return {
    subtotalPriceSet: bag(() => placed.subtotal),
    totalPriceSet: bag(() => placed.total),
    originalTotalPriceSet: bag(() => placed.total),
    totalTaxSet: bag(() => placed.tax),
    totalDiscountsSet: bag(() => placed.discounts),
    cartDiscountAmountSet: order.discount ? bag(() => placed.discounts) : null,
    totalShippingPriceSet: bag(() => placed.shipping),
    totalTipReceivedSet: bag(() => placed.tip),
    originalTotalDutiesSet: hasDuties ? bag(() => placed.duties) : null,
    currentTotalDutiesSet: hasDuties ? bag(() => current().duties) : null,
    currentTotalAdditionalFeesSet: null,
    currentSubtotalPriceSet: bag(() => current().subtotal),
    currentTotalPriceSet: bag(() => current().total),
    currentTotalTaxSet: bag(() => current().tax),
    currentTotalDiscountsSet: bag(() => current().discounts),
    currentCartDiscountAmountSet: bag(() => current().discounts),
    currentShippingPriceSet: bag(() => current().shipping),
    totalReceivedSet: bag(() => paid().received),
    totalRefundedSet: bag(() => paid().refunded),
    netPaymentSet: bag(() => paid().net),
    totalOutstandingSet: bag(() => paid().outstanding),
    totalCapturableSet: bag(() => paid().authorized),
    totalRefundedShippingSet: bag(() => add(...order.refunds.map(({ shipping }) => shipping?.amount ?? noMoney))),
    refundDiscrepancySet: bag(() => add(...order.refunds.map(({ discrepancy }) => discrepancy?.amount ?? noMoney))),
    taxLines: () => mergedTaxes(order).map(taxView(order)),
    currentTaxLines: () => mergedTaxes(order).map(taxView(order)),
  };
}
