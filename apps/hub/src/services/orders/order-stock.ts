// Stock follows every step that an order takes: held, let go, or gone from the shelf, within the order's own transaction.

import type { Db } from "../../database/database.ts";
import { holdLines, releaseOrders, shipOrders, shipUnheld } from "../../database/stock/allocations.ts";
import { recordSales } from "../../database/stock/stock-ledger.ts";
import { routeLines } from "../routing/order-router.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";
import { movesOf, type StockMoves, type StockStep } from "./stock-moves.ts";

export type OrderStock = ReturnType<typeof makeOrderStock>;

export function makeOrderStock(wishes: StockWisher) {
  async function release(db: Db, accountId: number, orderIds: readonly number[]): Promise<void> {
    if (orderIds.length === 0) return;
    await wishes.want(db, { accountId, skus: await releaseOrders(db, orderIds), cause: "order" });
  }

  return {
    release,
    /** Within the caller's transaction, after the orders themselves are stored. */
    follow: async (db: Db, accountId: number, steps: readonly StockStep[]): Promise<void> => {
      const moves = movesOf(steps);
      const { hold, release: letGo } = moves;
      const touched = [
        ...(hold.orderIds.length > 0 ? await holdAndRoute(db, accountId, hold) : []),
        ...(letGo.length > 0 ? await releaseOrders(db, letGo) : []),
        ...(await ship(db, accountId, moves)),
      ];
      if (touched.length > 0) await wishes.want(db, { accountId, skus: [...new Set(touched)], cause: "order" });
    },
  };
}

/** Where there is one place only, holding is all; else it is decided at once from where each line is sent. */
async function holdAndRoute(db: Db, accountId: number, hold: StockMoves["hold"]): Promise<readonly string[]> {
  const { skus, lines, hasChoice } = await holdLines(db, accountId, hold.orderIds, hold.lines);
  if (hasChoice) await routeLines(db, accountId, lines, { cause: "order", actor: "hub", reason: null });
  return skus;
}

async function ship(db: Db, accountId: number, { ship: held, shipUnheld: unheld }: StockMoves): Promise<string[]> {
  const sales = [
    ...(held.length > 0 ? await shipOrders(db, held) : []),
    ...(unheld.length > 0 ? await shipUnheld(db, accountId, unheld) : []),
  ];
  await recordSales(db, accountId, sales, "store");
  return sales.map((sale) => sale.sku);
}
