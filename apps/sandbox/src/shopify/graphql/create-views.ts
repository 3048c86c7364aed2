// Gives every view its way to the others.
import type { ShopifyState } from "../state/shopify-state.ts";
import type { Views } from "./context.ts";
import { bulkView, webhookView } from "./views/admin-views.ts";
import { customerView } from "./views/customer-view.ts";
import { fulfillmentOrderView, fulfillmentView } from "./views/fulfillment-views.ts";
import { lineView } from "./views/line-view.ts";
import { orderView } from "./views/order-view.ts";
import { productView, variantView } from "./views/product-views.ts";
import { refundView } from "./views/refund-view.ts";
import { returnView } from "./views/return-view.ts";
import { itemView, levelView, locationView } from "./views/stock-views.ts";

export function createViews(state: ShopifyState): Views {
  return {
    location: (record) => locationView(state, record),
    product: (record) => productView(state, record),
    variant: (record) => variantView(state, record),
    item: (record) => itemView(state, record),
    level: (record) => levelView(state, record),
    customer: (record) => customerView(state, record),
    order: (record) => orderView(state, record),
    line: (order, record) => lineView(state, order, record),
    fulfillmentOrder: (order, record) => fulfillmentOrderView(state, order, record),
    fulfillment: (order, record) => fulfillmentView(state, order, record),
    refund: (order, record) => refundView(state, order, record),
    return: (order, record) => returnView(order, record),
    webhook: (record) => webhookView(state, record),
    bulk: (record) => bulkView(state, record),
  };
}
