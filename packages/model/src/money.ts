// Money is an integer of minor units (cents, yen, fils) beside its ISO 4217 currency. No float ever holds an amount.

/** ISO 4217 currencies whose minor unit is not two digits (list one of the standard, amendment 177). */
const EXPONENTS: Readonly<Record<string, number>> = {
  ...digits(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...digits(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...digits(4, "CLF UYW"),
};

const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/;

/** Digits after the point of a currency's minor unit: JPY 0, USD 2, KWD 3. Unknown codes count as 2. */
export function exponentOf(currency: string): number {
  return EXPONENTS[currency.toUpperCase()] ?? 2;
}

/**
 * "21.50" USD → 2150. Digits finer than the minor unit are rounded half away from zero.
 * @throws RangeError where the text is no decimal number or does not fit a safe integer.
 */
export function toMinor(decimal: string, currency: string): number {
  return toScaled(decimal, exponentOf(currency));
}

/** 2150 USD → "21.50"; 1500 JPY → "1500". */
export function fromMinor(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const text = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + text;
  return `${sign}${text.slice(0, -exponent)}.${text.slice(-exponent)}`;
}

export function sumMinor(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return safe(sum, "a sum of amounts");
}

function toScaled(decimal: string, scale: number): number {
  const match = DECIMAL.exec(decimal);
  const [, sign, whole = "", fraction = ""] = match ?? [];
  if (!match || whole + fraction === "") throw new RangeError(`"${decimal}" is not a decimal amount`);
  const kept = fraction.slice(0, scale).padEnd(scale, "0");
  const roundsUp = (fraction[scale] ?? "0") >= "5";
  const magnitude = Number(`${whole}${kept}` || "0") + (roundsUp ? 1 : 0);
  if (magnitude === 0) return 0;
  return safe(sign === "-" ? -magnitude : magnitude, decimal);
}

function safe(value: number, from: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`${from} does not fit an amount of minor units`);
}

function digits(exponent: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, exponent]));
}
