// Packing by scanner: what a scanned text means for the order in hand. Pure: what is packed goes in, what is packed comes out.
import type { Order } from "@logix/api/hub/orders";

type Line = Order["line_items"][number];

/** How much of each line, by the line's id, is in the parcel. */
export type Packed = Readonly<Record<string, number>>;

export type Scan =
  | { readonly outcome: "packed"; readonly packed: Packed; readonly line: Line }
  | { readonly outcome: "wrong" | "too_many" };

export function scan(goods: readonly Line[], packed: Packed, text: string): Scan {
  const wanted = text.trim().toLowerCase();
  const lines = goods.filter(({ sku, name }) => (sku ?? name).toLowerCase() === wanted);
  if (lines.length === 0) return { outcome: "wrong" };
  const line = lines.find((each) => (packed[each.remote_id] ?? 0) < Number(each.quantity));
  if (!line) return { outcome: "too_many" };
  const now = Math.min(Number(line.quantity), (packed[line.remote_id] ?? 0) + 1);
  return { outcome: "packed", line, packed: { ...packed, [line.remote_id]: now } };
}

export function isComplete(goods: readonly Line[], packed: Packed): boolean {
  return goods.every(({ remote_id, quantity }) => (packed[remote_id] ?? 0) >= Number(quantity));
}

export function allOf(goods: readonly Line[]): Packed {
  return Object.fromEntries(goods.map(({ remote_id, quantity }) => [remote_id, Number(quantity)]));
}

/** In single pieces, for people. */
export function progressOf(goods: readonly Line[], packed: Packed): { readonly done: number; readonly total: number } {
  return {
    done: goods.reduce((sum, { remote_id }) => sum + (packed[remote_id] ?? 0), 0),
    total: goods.reduce((sum, { quantity }) => sum + Number(quantity), 0),
  };
}
