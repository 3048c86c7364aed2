// Orders, from the shopper's and from the staff's side.
import { cancelOrder } from "../orders/cancel.ts";
import { fulfil } from "../orders/fulfil.ts";
import { touchOrder } from "../orders/order-events.ts";
import { currentQuantity, paymentsOf, refundable, totalsOf } from "../orders/order-totals.ts";
import { markAsPaid } from "../orders/pay.ts";
import { refund } from "../orders/refund.ts";
import { add } from "../state/money.ts";
import type { OrderRecord, RestockType, Tracking } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { type PlaceOrder, placeOrder } from "./checkout.ts";
import { type ControlParts, findOrder } from "./control-parts.ts";

export type RefundWish = {
  /** All that is left when left out. */
  lines?: readonly { id: number; quantity: number; restock?: boolean }[];
  shipping?: boolean;
  note?: string;
  /** The return that it pays for. */
  returnId?: number;
};
export type FulfilWish = {
  lines?: readonly { id: number; quantity: number }[];
  tracking?: Partial<Tracking>;
};
export type CancelWish = { reason?: string; refund?: boolean; restock?: boolean; note?: string };
type OrderChanges = { note?: string | null; tags?: readonly string[]; email?: string; createdAt?: Date };

export function orderActions({ state, ahead }: ControlParts) {
  return {
    placeOrder: (wish: PlaceOrder = {}): OrderRecord => placeOrder(state, wish),
    editOrder: (id: number, changes: OrderChanges): OrderRecord => {
      const order = findOrder(state, id);
      if (changes.note !== undefined) order.note = changes.note;
      if (changes.tags) order.tags = [...changes.tags];
      if (changes.email) order.email = changes.email;
      if (changes.createdAt) order.createdAt = changes.createdAt.getTime();
      touchOrder(state, order);
      return order;
    },
    cancelOrder: (id: number, wish: CancelWish = {}): OrderRecord => {
      const order = findOrder(state, id);
      const { reason = "CUSTOMER", refund: isRefunded = true, restock = true, note = null } = wish;
      cancelOrder(state, order, { reason, refund: isRefunded, restock, note });
      return order;
    },
    closeOrder: (id: number): OrderRecord => {
      const order = findOrder(state, id);
      order.closedAt = state.now();
      touchOrder(state, order);
      return order;
    },
    markPaid: (id: number): OrderRecord => {
      const order = findOrder(state, id);
      markAsPaid(state, order);
      return order;
    },
    /** Sends everything that waits, or the given lines of the order. */
    fulfilOrder: (id: number, wish: FulfilWish = {}): OrderRecord => {
      const order = findOrder(state, id);
      for (const fulfillmentOrder of order.fulfillmentOrders.filter(
        ({ status }) => status === "OPEN" || status === "IN_PROGRESS",
      )) {
        const lines = wish.lines?.flatMap(({ id: lineId, quantity }) =>
          fulfillmentOrder.lines
            .filter((line) => line.lineId === lineId)
            .map((line) => ({ id: line.id, quantity: Math.min(quantity, line.remaining) })),
        );
        if (lines?.every(({ quantity }) => quantity === 0)) continue;
        const tracking = wish.tracking ? [{ company: null, number: null, url: null, ...wish.tracking }] : [];
        fulfil(state, order, [{ fulfillmentOrder, lines }], tracking);
      }
      return order;
    },
    refund: (id: number, wish: RefundWish = {}): OrderRecord => {
      const order = findOrder(state, id);
      giveBack(state, order, wish);
      return order;
    },
    /** Away for good; the webhook holds the id alone. */
    deleteOrder: (id: number): void => {
      findOrder(state, id);
      state.orders.delete(id);
      state.announce({ topic: "orders/delete", body: () => ({ id }) });
    },
    /** A shopper buys just before the next mutation of that name is executed: the race of F12. */
    sellBefore: (mutation: string, wish: PlaceOrder): void => {
      ahead.push({ mutation, run: () => void placeOrder(state, wish) });
    },
  };
}

function giveBack(state: ShopifyState, order: OrderRecord, wish: RefundWish): void {
  const [mainLocation] = state.locations.keys();
  const whole = order.lines.map((line) => ({ id: line.id, quantity: currentQuantity(order, line), restock: true }));
  const chosen = (wish.lines ?? whole).filter(({ quantity }) => quantity > 0);
  const lines = chosen.map(({ id, quantity, restock = true }) => {
    const restockType: RestockType = restock ? "RETURN" : "NO_RESTOCK";
    return { lineId: id, quantity, restockType, locationId: restock ? (mainLocation ?? null) : null };
  });
  const shipping = (wish.shipping ?? wish.lines === undefined) ? totalsOf(order).shipping : null;
  const worth = chosen.flatMap(({ id, quantity }) => {
    const line = order.lines.find((one) => one.id === id);
    if (!line) throw new Error(`order ${order.name} has no line ${id}`);
    const { subtotal, tax } = refundable(order, line, quantity);
    return order.taxesIncluded ? [subtotal] : [subtotal, tax];
  });
  const amount = wish.lines ? add(...worth, ...(shipping ? [shipping] : [])) : paymentsOf(order).net;
  refund(state, order, {
    note: wish.note ?? null,
    lines,
    shipping,
    payments: [{ amount, gateway: order.gateway, parentId: null }],
    returnId: wish.returnId ?? null,
  });
}
