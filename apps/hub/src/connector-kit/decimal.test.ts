// Amounts are compared as texts, so that no digit is lost.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isBelow, isDecimal, sameDecimal } from "./decimal.ts";

const cents = fc.bigInt({ min: 0n, max: 10n ** 24n });
const text = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, "0")}`;

test("one is below another as their amounts are", () => {
  fc.assert(
    fc.property(cents, cents, (one, other) => {
      expect(isBelow(text(one), text(other))).toBe(one < other);
      expect(sameDecimal(text(one), text(other))).toBe(one === other);
    }),
  );
});

test.each([
  ["10", "10.00", true],
  ["010.50", "10.5", true],
  ["0", "0.0", true],
  ["", "0", false],
  ["9.99", "9.990000001", false],
])("%j and %j are one: %s", (one, other, same) => expect(sameDecimal(one, other)).toBe(same));

test.each(["21,50", "1.234,50", "1,000", "", " ", "-1", "1e3", ".5", "5.", "abc", "٣"])("%j is none", (value) =>
  expect(isDecimal(value)).toBe(false),
);
