// The stock tables in memory: what apps/hub/src/database/stock/allocations.ts and stock-ledger.ts do in SQL, statement by statement.
import type { StockMoves } from "../../src/services/orders/stock-moves.ts";

type Allocation = { readonly orderId: number; sku: string; quantity: number; shipped: boolean };
type Level = { onHand: number; buffer: number; countedAt: number };

export function makeModelLedger() {
  const allocations = new Map<string, Allocation>();
  const levels = new Map<string, Level>();

  function sell(sku: string, quantity: number): void {
    const level = levels.get(sku);
    if (level) level.onHand -= quantity;
  }

  function hold({ orderIds, lines }: StockMoves["hold"]): string[] {
    const touched: string[] = [];
    for (const [key, held] of allocations) {
      const isGone = !lines.some((line) => keyOf(line) === key);
      if (orderIds.includes(held.orderId) && !held.shipped && isGone) {
        allocations.delete(key);
        touched.push(held.sku);
      }
    }
    for (const line of lines) {
      const held = allocations.get(keyOf(line));
      const quantity = Number(line.quantity);
      if (held && (held.shipped || (held.sku === line.sku && held.quantity === quantity))) continue;
      allocations.set(keyOf(line), { orderId: line.orderId, sku: line.sku, quantity, shipped: false });
      touched.push(line.sku);
    }
    return touched;
  }

  function release(orderIds: readonly number[]): string[] {
    const gone = [...allocations].filter(([, held]) => orderIds.includes(held.orderId) && !held.shipped);
    for (const [key] of gone) allocations.delete(key);
    return gone.map(([, held]) => held.sku);
  }

  function ship(orderIds: readonly number[]): string[] {
    const leaving = [...allocations.values()].filter((held) => orderIds.includes(held.orderId) && !held.shipped);
    for (const held of leaving) {
      held.shipped = true;
      sell(held.sku, held.quantity);
    }
    return leaving.map((held) => held.sku);
  }

  function shipUnheld(lines: StockMoves["shipUnheld"]): string[] {
    return lines.flatMap((line) => {
      const level = levels.get(line.sku);
      const goneSince = line.goneSince === null ? Number.POSITIVE_INFINITY : new Date(line.goneSince).getTime();
      if (!level || level.countedAt >= goneSince || allocations.has(keyOf(line))) return [];
      const quantity = Number(line.quantity);
      allocations.set(keyOf(line), { orderId: line.orderId, sku: line.sku, quantity, shipped: true });
      sell(line.sku, quantity);
      return [line.sku];
    });
  }

  return {
    levels,
    release,
    /** The SKUs that were touched. */
    follow: (moves: StockMoves): readonly string[] => [
      ...(moves.hold.orderIds.length > 0 ? hold(moves.hold) : []),
      ...release(moves.release),
      ...ship(moves.ship),
      ...shipUnheld(moves.shipUnheld),
    ],
    count: (sku: string, quantity: number, at: number): void => {
      levels.set(sku, { buffer: levels.get(sku)?.buffer ?? 0, onHand: quantity, countedAt: at });
    },
    /** As `availabilityOf` tells it; undefined for what nobody counted. */
    availability: (sku: string) => {
      const level = levels.get(sku);
      if (!level) return undefined;
      const open = [...allocations.values()].filter((held) => held.sku === sku && !held.shipped);
      const reserved = open.reduce((sum, held) => sum + held.quantity, 0);
      return { on_hand: String(level.onHand), reserved: String(reserved), buffer: String(level.buffer) };
    },
  };
}

function keyOf({ orderId, lineRemoteId }: { readonly orderId: number; readonly lineRemoteId: string }): string {
  return `${orderId}:${lineRemoteId}`;
}
