// When a number in a store is doubted before it is overwritten, and until when.
import { expect, test } from "vitest";
import { isDoubtOver, isUnexplained } from "./stock-rules.ts";

const CHANGE = { sku: "MUG", remoteId: "1", parentRemoteId: null, quantity: 10, expected: 4 };
const WISH = { sku: "MUG" };
const NOW = new Date("2026-01-15T12:00:00Z");

test("a number that the store was not told is doubted whatever the new number is wished for", () => {
  expect(isUnexplained({ cause: "user", wish: WISH }, CHANGE, 5)).toBe(true);
  expect(isUnexplained({ cause: "order", wish: WISH }, CHANGE, 5)).toBe(true);
  expect(isUnexplained({ cause: "user", wish: WISH }, CHANGE, 4)).toBe(false);
});

test("a store that was never told shows its own number, which is doubted only where it changes by itself", () => {
  expect(isUnexplained({ cause: "user", wish: WISH }, CHANGE, null)).toBe(false);
  expect(isUnexplained({ cause: "drift", wish: WISH }, CHANGE, null)).toBe(true);
});

test("what is right already, and what was doubted before, is not doubted", () => {
  const doubt = { shows: 4, at: NOW.toISOString() };
  expect(isUnexplained({ cause: "drift", wish: WISH }, { ...CHANGE, expected: 10 }, 5)).toBe(false);
  expect(isUnexplained({ cause: "drift", wish: { ...WISH, doubt } }, CHANGE, 5)).toBe(false);
});

test("a doubt ends when the orders have been read, or after ten minutes", () => {
  const doubt = { shows: 4, at: NOW.toISOString() };
  const after = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  expect(isDoubtOver(doubt, after(1), false)).toBe(false);
  expect(isDoubtOver(doubt, after(1), true)).toBe(true);
  expect(isDoubtOver(doubt, after(11), false)).toBe(true);
});
