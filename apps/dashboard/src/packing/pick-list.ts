// The goods of many orders summed up by SKU, in the order in which somebody walks along the shelves. Pure.
import type { OrderActionReply } from "@logix/api/hub/order-actions";
import type { Order } from "@logix/api/hub/orders";
import { openLines } from "../orders/open-lines.ts";

export type PickLine = {
  /** SKU, or the name where a product has none. */
  readonly key: string;
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly orders: readonly string[];
  readonly location: string | null;
};

export function pickList(orders: readonly Order[], locations: ReadonlyMap<string, string>): readonly PickLine[] {
  const lines = new Map<string, PickLine>();
  for (const order of orders)
    for (const { sku, name, quantity } of productsOf(order)) {
      const key = sku ?? name;
      const held = lines.get(key);
      lines.set(key, {
        key,
        sku,
        name: held?.name ?? name,
        quantity: (held?.quantity ?? 0) + Number(quantity),
        orders: [...new Set([...(held?.orders ?? []), order.display_number])],
        location: (sku !== null && locations.get(sku)) || null,
      });
    }
  return [...lines.values()].toSorted(
    (left, right) => (left.location ?? "").localeCompare(right.location ?? "") || left.key.localeCompare(right.key),
  );
}

/** What of an order is still to be sent, as lines of that quantity. */
export function productsOf(order: Order, actions: readonly OrderActionReply[] = []): Order["line_items"] {
  return openLines(order, actions)
    .filter(({ open }) => open > 0)
    .map(({ line, open }) => ({ ...line, quantity: String(open) }));
}
