// What customers send back, from their side and from the staff's.
import {
  moveReturn,
  openReturn,
  type ReturnedLine,
  type ReturnStep,
  reduceReturn,
  returnableOf,
} from "../orders/returns.ts";
import type { OrderRecord, ReturnRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { type ControlParts, findOrder } from "./control-parts.ts";

export type ReturnWish = {
  /** Lines of the order that were sent; everything that can come back when left out. */
  lines?: readonly { id: number; quantity: number }[];
  reason?: string;
  note?: string;
  customerNote?: string;
};

export function returnActions({ state }: ControlParts) {
  const move = (id: number, step: ReturnStep, decline?: ReturnRecord["decline"]): ReturnRecord => {
    const found = findReturn(state, id);
    const refusal = moveReturn(state, found, step, decline);
    if (refusal !== undefined) throw new Error(refusal);
    return found.part;
  };
  return {
    /** A customer asks; it waits for the staff. */
    requestReturn: (orderId: number, wish: ReturnWish = {}): ReturnRecord =>
      openReturn(state, findOrder(state, orderId), {
        lines: linesOf(findOrder(state, orderId), wish),
        isRequested: true,
      }),
    /** The staff opens one, which needs nobody's yes. */
    createReturn: (orderId: number, wish: ReturnWish = {}): ReturnRecord =>
      openReturn(state, findOrder(state, orderId), {
        lines: linesOf(findOrder(state, orderId), wish),
        isRequested: false,
      }),
    approveReturn: (id: number): ReturnRecord => move(id, "approve"),
    declineReturn: (id: number, decline?: NonNullable<ReturnRecord["decline"]>): ReturnRecord =>
      move(id, "decline", decline),
    cancelReturn: (id: number): ReturnRecord => move(id, "cancel"),
    closeReturn: (id: number): ReturnRecord => move(id, "close"),
    reopenReturn: (id: number): ReturnRecord => move(id, "reopen"),
    /** Of its first line fewer pieces come back. */
    reduceReturn: (id: number, quantity: number): ReturnRecord => {
      const found = findReturn(state, id);
      const [line] = found.part.lines;
      if (line) reduceReturn(state, found, line, quantity);
      return found.part;
    },
  };
}

function findReturn(state: ShopifyState, id: number): { order: OrderRecord; part: ReturnRecord } {
  for (const order of state.orders.values()) {
    const part = order.returns.find((one) => one.id === id);
    if (part) return { order, part };
  }
  throw new Error(`the store has no return ${id}`);
}

function linesOf(order: OrderRecord, { lines, reason, note, customerNote }: ReturnWish): ReturnedLine[] {
  const sent = order.fulfillments.filter(({ status }) => status === "SUCCESS").flatMap((one) => one.lines);
  const found = sent.flatMap((line) => {
    const wished = lines ? (lines.find(({ id }) => id === line.lineId)?.quantity ?? 0) : line.quantity;
    const quantity = Math.min(wished, returnableOf(order, line));
    if (quantity < 1) return [];
    const why = { reason: reason ?? "UNKNOWN", note: note ?? "", customerNote: customerNote ?? null };
    return [{ fulfillmentLineId: line.id, quantity, ...why }];
  });
  if (found.length === 0) throw new Error(`nothing of order ${order.name} can come back: it was not sent`);
  return found;
}
