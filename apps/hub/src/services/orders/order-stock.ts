// How an order holds stock: nothing, a promise on the shelf, or goods that left. Follows every step that an order takes.
import { hasLeft, isOpen, type OrderLine, type OrderStatus } from "@logix/model";
import { type Allocation, holdLines, releaseOrders, shipOrders, shipUnseen } from "../../database/allocations.ts";
import type { Db } from "../../database/database.ts";
import { recordSales } from "../../database/stock-ledger.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";

export type Promised = "none" | "reserved" | "left";

/** What an order holds. An open order holds stock once its store has taken the goods out of sale. */
export function promiseOf(status: OrderStatus, stockTaken: boolean, isAway: boolean): Promised {
  if (isAway) return "none";
  if (hasLeft(status)) return "left";
  return isOpen(status) && stockTaken ? "reserved" : "none";
}

export type StockStep = {
  readonly orderId: number;
  readonly isNew: boolean;
  readonly before: Promised;
  readonly after: Promised;
  readonly lines: readonly Pick<OrderLine, "remoteId" | "kind" | "sku" | "quantity">[];
  readonly placedAt: string;
};

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
      const reserved = steps.filter((step) => step.after === "reserved");
      const released = steps.filter((step) => step.after === "none" && step.before === "reserved");
      const left = steps.filter((step) => step.after === "left" && step.before !== "left");
      const touched = [
        ...(reserved.length > 0 ? await holdLines(db, accountId, idsOf(reserved), reserved.flatMap(linesOf)) : []),
        ...(released.length > 0 ? await releaseOrders(db, idsOf(released)) : []),
        ...(left.length > 0 ? await ship(db, accountId, left) : []),
      ];
      if (touched.length > 0) await wishes.want(db, { accountId, skus: [...new Set(touched)], cause: "order" });
    },
  };
}

async function ship(db: Db, accountId: number, steps: readonly StockStep[]): Promise<readonly string[]> {
  const held = steps.filter((step) => step.before === "reserved");
  const unseen = steps.filter((step) => step.before === "none");
  const lines = unseen.flatMap((step) => linesOf(step).map((line) => ({ ...line, placedAt: step.placedAt })));
  const sales = [
    ...(held.length > 0 ? await shipOrders(db, idsOf(held)) : []),
    ...(lines.length > 0 ? await shipUnseen(db, accountId, lines) : []),
  ];
  await recordSales(db, accountId, sales, "store");
  return sales.map((sale) => sale.sku);
}

function idsOf(steps: readonly StockStep[]): readonly number[] {
  return steps.map((step) => step.orderId);
}

/** Lines without a SKU, and what is no product, hold nothing. */
function linesOf({ orderId, lines }: StockStep): Allocation[] {
  return lines.flatMap((line) =>
    line.kind === "product" && line.sku !== null && Number(line.quantity) > 0
      ? [{ orderId, lineRemoteId: line.remoteId, sku: line.sku, quantity: line.quantity }]
      : [],
  );
}
