// Stock in words of the ledger: on hand, reserved, available-to-sell. Quantities are decimals with six digits, as text on
// the wire and as integers of millionths inside.

const SCALE = 1_000_000;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/;

/**
 * "1.5" → 1500000.
 * @throws RangeError where the text is no decimal with at most six digits after the point.
 */
export function toMillionths(quantity: string): number {
  const match = DECIMAL.exec(quantity.trim());
  if (!match) throw new RangeError(`"${quantity}" is not a quantity`);
  const [, sign, whole = "0", fraction = ""] = match;
  const millionths = Number(whole) * SCALE + Number(fraction.padEnd(6, "0"));
  if (!Number.isSafeInteger(millionths)) throw new RangeError(`"${quantity}" is too large for a quantity`);
  return sign === "-" && millionths !== 0 ? -millionths : millionths;
}

/** 1500000 → "1.5". */
export function fromMillionths(millionths: number): string {
  const magnitude = Math.abs(millionths);
  const fraction = String(magnitude % SCALE)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const whole = Math.floor(magnitude / SCALE);
  return `${millionths < 0 ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

export type StockLevel = { readonly onHand: number; readonly reserved: number; readonly buffer: number };

/** On hand − reserved − buffer, in millionths; negative where more was sold than there is. */
export function availableToSell(level: StockLevel): number {
  return level.onHand - level.reserved - level.buffer;
}

/** What a channel is told: whole units, never below zero. The remainder stays with us. */
export function publishedQuantity(level: StockLevel): number {
  return Math.max(0, Math.floor(availableToSell(level) / SCALE));
}
