// Decimal texts as platforms take them: digits and at most one point, no float in between.

export function isDecimal(value: string): boolean {
  return /^\d+(\.\d+)?$/.test(value);
}

/** "10" and "10.00" are one amount. */
export function sameDecimal(one: string, other: string): boolean {
  return tidy(one) === tidy(other);
}

/** Whether `one` is below `other`; both decimal texts of any length. */
export function isBelow(one: string, other: string): boolean {
  const [whole = "", fraction = ""] = tidy(one).split(".");
  const [otherWhole = "", otherFraction = ""] = tidy(other).split(".");
  if (whole.length !== otherWhole.length) return whole.length < otherWhole.length;
  if (whole !== otherWhole) return whole < otherWhole;
  const digits = Math.max(fraction.length, otherFraction.length);
  return fraction.padEnd(digits, "0") < otherFraction.padEnd(digits, "0");
}

// "010.50" → "10.5"
function tidy(value: string): string {
  const text = value.trim();
  if (!isDecimal(text)) return text;
  const [whole = "", fraction = ""] = text.split(".");
  const ending = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${ending === "" ? "" : `.${ending}`}`;
}
