// Money in the currency that it was paid in, exact: digits never pass through a float.
import { exponentOf, fromMinor } from "@logix/model";

export function formatMoney(minor: number, currency: string, compact = false): string {
  const text = fromMinor(minor, currency);
  if (!isNumeric(text)) return `${text} ${currency}`;
  const digits = compact ? 0 : exponentOf(currency);
  try {
    return new Intl.NumberFormat(navigator.language, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(text);
  } catch {
    return `${text} ${currency}`;
  }
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(navigator.language).format(value);
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}
