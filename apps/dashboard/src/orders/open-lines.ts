// What of an order is still to be sent, as the hub itself counts it: what the store knows to be sent and what it was told may be
// the same goods, so the larger of the two counts.
import type { OrderActionReply } from "@logix/api/hub/order-actions";
import type { Order } from "@logix/api/hub/orders";

export type OpenLine = {
  readonly line: Order["line_items"][number];
  readonly open: number;
  readonly total: number;
};

export function openLines(order: Order, actions: readonly OrderActionReply[]): readonly OpenLine[] {
  const ours = actions.filter(({ kind, state }) => kind === "fulfilment" && state !== "failed");
  const isAllTold = ours.some(({ line_items }) => line_items === null);
  const theirs = order.fulfilments.filter(({ status }) => status === "pending" || status === "sent");
  return order.line_items
    .filter(({ kind }) => kind === "product")
    .map((line) => {
      const total = Number(line.quantity);
      const sent = Math.max(sumOf(theirs, line.remote_id), sumOf(ours, line.remote_id));
      return { line, total, open: isAllTold ? 0 : Math.max(0, total - sent) };
    });
}

type Shares = { readonly line_items: readonly { readonly line_remote_id: string; readonly quantity: string }[] | null };

function sumOf(all: readonly Shares[], lineId: string): number {
  return all
    .flatMap(({ line_items }) => line_items ?? [])
    .filter(({ line_remote_id }) => line_remote_id === lineId)
    .reduce((sum, { quantity }) => sum + Number(quantity), 0);
}
