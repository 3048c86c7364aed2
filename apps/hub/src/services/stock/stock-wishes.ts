// What the stores shall show of our stock: written down with its cause, carried out by outward work.
import type { Db } from "../../database/database.ts";
import { type StockWishes, wishStock } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import type { Oversells } from "../alerts/oversells.ts";

export type StockWisher = ReturnType<typeof makeStockWishes>;

export function makeStockWishes(queue: Queue, oversells: Oversells) {
  return {
    /** Every follower that lists these SKUs shall show what is available to sell. */
    want: async (db: Db, wishes: StockWishes): Promise<void> => {
      await oversells.look(db, wishes.accountId, wishes.skus);
      const connections = await wishStock(db, wishes);
      const startAfter = wishes.delayMs ? new Date(Date.now() + wishes.delayMs) : undefined;
      await queue.wake(
        db,
        "outward",
        connections.map((id) => ({ key: `${id}:stock`, startAfter })),
      );
    },
  };
}
