// Of each SKU the hub holds what the books say, to the piece, and the store shows it.
import { availableByBooks } from "../load/books.ts";
import type { Shop } from "../load/shop.ts";
import { type Check, doubled, lost } from "./verdict.ts";

export async function checkStock({ store, database, books }: Shop): Promise<Check> {
  const rows = await database.ask<{ sku: string; available: string }>(`
    select l.sku, l.on_hand - l.buffer
      - coalesce((select sum(a.quantity) from allocations a where a.sku = l.sku and not a.shipped), 0) as available
    from stock_levels l`);
  const held = new Map(rows.map(({ sku, available }) => [sku, Number(available)]));
  const wanted = availableByBooks(books);
  const findings = [...wanted].flatMap(([sku, quantity]) => {
    const hub = held.get(sku);
    const shown = store.control.productBySku(sku)?.stock_quantity;
    if (hub !== quantity) {
      const words = `${sku}: ${hub} can be sold by the hub, ${quantity} by the books`;
      return [hub !== undefined && hub < quantity ? doubled(words) : lost(words)];
    }
    return shown === Math.max(0, quantity) ? [] : [lost(`${sku}: the store shows ${shown}, the hub holds ${quantity}`)];
  });
  return { name: "SKUs whose stock is right to the piece on both sides", count: wanted.size, findings };
}
