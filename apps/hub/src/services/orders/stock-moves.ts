// What a step of an order means for stock: nothing, a promise on the shelf, or goods that leave. Pure; order-stock.ts carries it out.
import { hasLeft, isOpen, type OrderLine, type OrderStatus } from "@logix/model";

type Promised = "none" | "reserved" | "left";

/**
 * What an order holds. An open order holds stock once its store has taken the goods out of sale, unless it lies in the
 * store's bin; goods that have left are gone wherever the order lies.
 */
function promiseOf(status: OrderStatus, stockTaken: boolean, isAway: boolean): Promised {
  if (hasLeft(status)) return "left";
  return !isAway && isOpen(status) && stockTaken ? "reserved" : "none";
}

export type OrderState = { readonly status: OrderStatus; readonly stockTaken: boolean; readonly away: boolean };

type Line = Pick<OrderLine, "remoteId" | "kind" | "sku" | "quantity">;

export type StockStep = {
  readonly orderId: number;
  readonly before: Promised;
  readonly after: Promised;
  /**
   * When the goods left at the earliest, where nobody here saw them leave: a later count knows of that. Null for an order
   * that we held open: its goods lay on the shelf until now, whenever that was counted.
   */
  readonly goneSince: string | null;
  readonly lines: readonly Line[];
};

export type Stepping = {
  /** A person says what they do with the goods; a store tells of the past. */
  readonly by: "store" | "person";
  readonly orderId: number;
  /** Undefined for an order that we see for the first time. */
  readonly before: OrderState | undefined;
  readonly after: OrderState;
  readonly lines: readonly Line[];
  readonly placedAt: string;
  readonly completedAt: string | null;
};

export function stockStep({ by, orderId, before, after, lines, placedAt, completedAt }: Stepping): StockStep {
  const isSeenLeaving = by === "person" || (before !== undefined && !before.away);
  return {
    orderId,
    before: before ? promiseOf(before.status, before.stockTaken, before.away) : "none",
    after: promiseOf(after.status, after.stockTaken, after.away),
    goneSince: isSeenLeaving ? null : endOfSecond(completedAt ?? placedAt),
    lines,
  };
}

/** Stores stamp whole seconds; what left in the second of a count is taken off rather than sold twice. */
function endOfSecond(stamp: string): string {
  return new Date(new Date(stamp).getTime() + 1000).toISOString();
}

type HeldLine = {
  readonly orderId: number;
  readonly lineRemoteId: string;
  readonly sku: string;
  readonly quantity: string;
};
type GoneLine = HeldLine & { readonly goneSince: string | null };

export type StockMoves = {
  /** These orders hold exactly these lines. */
  readonly hold: { readonly orderIds: readonly number[]; readonly lines: readonly HeldLine[] };
  /** These let go of what they hold. */
  readonly release: readonly number[];
  /** What these hold leaves the shelf. */
  readonly ship: readonly number[];
  /** This leaves the shelf though nothing was held for it. */
  readonly shipUnheld: readonly GoneLine[];
};

export function movesOf(steps: readonly StockStep[]): StockMoves {
  // What is sent is what the order says now, not what was held for it before.
  const holding = steps.filter(
    (step) => step.after === "reserved" || (step.after === "left" && step.before === "reserved"),
  );
  const leaving = steps.filter((step) => step.after === "left");
  return {
    hold: { orderIds: idsOf(holding), lines: holding.flatMap(linesOf) },
    release: idsOf(steps.filter((step) => step.after === "none" && step.before === "reserved")),
    ship: idsOf(leaving.filter((step) => step.before === "reserved")),
    shipUnheld: leaving
      .filter((step) => step.before === "none")
      .flatMap((step) => linesOf(step).map((line) => ({ ...line, goneSince: step.goneSince }))),
  };
}

function idsOf(steps: readonly StockStep[]): readonly number[] {
  return steps.map((step) => step.orderId);
}

/** Lines without a SKU, and what is no product, hold nothing. */
function linesOf({ orderId, lines }: StockStep): HeldLine[] {
  return lines.flatMap((line) =>
    line.kind === "product" && line.sku !== null && Number(line.quantity) > 0
      ? [{ orderId, lineRemoteId: line.remoteId, sku: line.sku, quantity: line.quantity }]
      : [],
  );
}
