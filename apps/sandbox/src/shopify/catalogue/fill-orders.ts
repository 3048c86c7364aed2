// Orders of the past months from several markets: old ones sent, some refunded or cancelled, the newest still open.

import { placeOrder } from "../control/checkout.ts";
import { cancelOrder } from "../orders/cancel.ts";
import { fulfil } from "../orders/fulfil.ts";
import { refundable } from "../orders/order-totals.ts";
import { refund } from "../orders/refund.ts";
import { add } from "../state/money.ts";
import type { OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { activate } from "../stock/stock.ts";

const day = 86_400_000;
// Longer than 60 days, so that the oldest fifth is beyond the reach of read_orders.
const reach = 75 * day;
const countries = ["US", "US", "US", "US", "DE", "GB", "FR", "JP", "US", "KW", "PL", "US"];

export function fillOrders(
  state: ShopifyState,
  count: number,
  setClock: (milliseconds: number | undefined) => void,
): void {
  const start = state.now();
  const skus = [...state.variants.values()];
  for (let index = 0; index < count && skus.length > 0; index += 1) {
    const age = ((count - index) / count) * reach;
    setClock(start - age);
    const lines = Array.from({ length: 1 + state.random.below(3) }, () => {
      const variant = skus[state.random.below(skus.length)];
      return { variantId: variant?.id ?? 0, quantity: 1 + state.random.below(3) };
    });
    for (const { variantId, quantity } of lines) restock(state, variantId, quantity);
    const order = placeOrder(state, {
      lines: distinct(lines),
      country: countries[index % countries.length] ?? "US",
      ...(index % 6 === 2 ? { discountPercentage: 10 } : {}),
      ...(index % 25 === 7 ? { tip: 3 } : {}),
      payment: index % 20 === 11 ? "pending" : index % 20 === 15 ? "authorized" : "paid",
    });
    setClock(Math.min(start - 60_000, start - age + day));
    workOn(state, order, { age, index });
  }
  setClock(undefined);
}

function distinct<Line extends { variantId: number }>(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((line) => [line.variantId, line])).values()];
}

// What was sold in the past had been bought before.
function restock(state: ShopifyState, variantId: number, quantity: number): void {
  const itemId = state.variants.get(variantId)?.inventoryItemId;
  const [locationId] = state.locations.keys();
  if (itemId !== undefined && locationId !== undefined) activate(state, itemId, locationId).available += quantity;
}

function workOn(state: ShopifyState, order: OrderRecord, { age, index }: { age: number; index: number }): void {
  if (index % 17 === 5) {
    cancelOrder(state, order, { reason: "CUSTOMER", refund: true, restock: true, note: null });
    return;
  }
  if (age < 3 * day) return;
  for (const fulfillmentOrder of order.fulfillmentOrders) {
    const number = `1Z${String(order.id).slice(-10)}`;
    fulfil(
      state,
      order,
      [{ fulfillmentOrder }],
      [{ company: "UPS", number, url: `https://www.ups.com/track?tracknum=${number}` }],
    );
  }
  if (index % 13 === 4) giveOneBack(state, order);
  else if (age > 10 * day) order.closedAt = order.updatedAt;
}

function giveOneBack(state: ShopifyState, order: OrderRecord): void {
  const [line] = order.lines;
  const paid = order.transactions.find(({ kind, status }) => kind === "SALE" && status === "SUCCESS");
  if (!line || !paid) return;
  const { subtotal, tax } = refundable(order, line, 1);
  const amount = order.taxesIncluded ? subtotal : add(subtotal, tax);
  const [locationId] = state.locations.keys();
  refund(state, order, {
    note: "Did not fit",
    lines: [{ lineId: line.id, quantity: 1, restockType: "RETURN", locationId: locationId ?? null }],
    shipping: null,
    payments: [{ amount, gateway: order.gateway, parentId: paid.id }],
  });
}
