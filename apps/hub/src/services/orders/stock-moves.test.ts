// Which goods an order holds, lets go and sends, step by step; each of these once led to a number that was sold twice.
import { describe, expect, test } from "vitest";
import { movesOf, type OrderState, type Stepping, stockStep } from "./stock-moves.ts";

const PENDING: OrderState = { status: "PENDING", stockTaken: false, away: false };
const PROCESSING: OrderState = { status: "PROCESSING", stockTaken: true, away: false };
const DELIVERED: OrderState = { status: "DELIVERED", stockTaken: true, away: false };

function aStep(step: Partial<Stepping>) {
  const lines = [{ remoteId: "1", kind: "product" as const, sku: "MUG", quantity: "2" }];
  const dates = { placedAt: "2026-01-15T12:00:00Z", completedAt: "2026-01-15T14:00:00Z" };
  return stockStep({ by: "store", orderId: 7, before: undefined, after: PROCESSING, lines, ...dates, ...step });
}

const HELD = { orderId: 7, lineRemoteId: "1", sku: "MUG", quantity: "2" };
const NOTHING = { hold: { orderIds: [], lines: [] }, release: [], ship: [], shipUnheld: [] };

describe("an order", () => {
  test("that is paid holds its goods, and lets go of them when it is cancelled", () => {
    expect(movesOf([aStep({ before: PENDING })]).hold).toEqual({ orderIds: [7], lines: [HELD] });
    const cancelled = { status: "CANCELLED", stockTaken: false, away: false } as const;
    expect(movesOf([aStep({ before: PROCESSING, after: cancelled })])).toEqual({ ...NOTHING, release: [7] });
  });

  test("that was held open as unpaid takes its goods along whenever the shelf was counted", () => {
    expect(movesOf([aStep({ before: PENDING, after: DELIVERED })])).toEqual({
      ...NOTHING,
      shipUnheld: [{ ...HELD, goneSince: null }],
    });
  });

  test("that is first seen when it is sent was gone by the end of the second of its completion", () => {
    const [line] = movesOf([aStep({ after: DELIVERED })]).shipUnheld;
    expect(line?.goneSince).toBe("2026-01-15T14:00:01.000Z");
    const [undated] = movesOf([aStep({ after: DELIVERED, completedAt: null })]).shipUnheld;
    expect(undated?.goneSince).toBe("2026-01-15T12:00:01.000Z");
  });

  test("that is edited and sent in one piece of news sends what it says now", () => {
    const moves = movesOf([aStep({ before: PROCESSING, after: DELIVERED })]);
    expect(moves).toEqual({ ...NOTHING, hold: { orderIds: [7], lines: [HELD] }, ship: [7] });
  });

  test("that a person sends is gone though it lies in the store's bin", () => {
    const binned = { ...PROCESSING, away: true };
    const sent = { ...binned, status: "SHIPPED" } as const;
    const moves = movesOf([aStep({ by: "person", before: binned, after: sent })]);
    expect(moves).toEqual({ ...NOTHING, shipUnheld: [{ ...HELD, goneSince: null }] });
  });

  test("whose goods are gone stays so when it is put into the bin", () => {
    expect(movesOf([aStep({ before: DELIVERED, after: { ...DELIVERED, away: true } })])).toEqual(NOTHING);
  });
});
