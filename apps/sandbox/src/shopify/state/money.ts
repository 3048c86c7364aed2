// Money as Shopify keeps it: each amount twice, in the shop's currency and in the one the customer saw.
// Amounts are integers of the currency's smallest unit.

export type Bag = { readonly shop: number; readonly presentment: number };
export type Currencies = { readonly shop: string; readonly presentment: string };

export const noMoney: Bag = { shop: 0, presentment: 0 };

// ISO 4217 exponents other than two.
const exponents: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, CLP: 0, VND: 0, KWD: 3, BHD: 3, OMR: 3, TND: 3 };

export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

export function add(...bags: readonly Bag[]): Bag {
  return {
    shop: bags.reduce((sum, bag) => sum + bag.shop, 0),
    presentment: bags.reduce((sum, bag) => sum + bag.presentment, 0),
  };
}

export function minus(left: Bag, right: Bag): Bag {
  return { shop: left.shop - right.shop, presentment: left.presentment - right.presentment };
}

export function times(bag: Bag, factor: number): Bag {
  return { shop: Math.round(bag.shop * factor), presentment: Math.round(bag.presentment * factor) };
}

// The part of `whole` for units `from` up to `to` of `of`: parts of a whole always add up to it.
export function share(whole: Bag, from: number, to: number, of: number): Bag {
  if (of === 0) return noMoney;
  return minus(times(whole, to / of), times(whole, from / of));
}

export function notBelowZero(bag: Bag): Bag {
  return { shop: Math.max(0, bag.shop), presentment: Math.max(0, bag.presentment) };
}

export function decimalText(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

// QUIRK(shopify): MoneyV2.amount has no needless zeros but always one decimal: "10.0", "12.5", "1500.0" yen.
export function graphqlAmount(minor: number, currency: string): string {
  const text = decimalText(minor, currency);
  if (!text.includes(".")) return `${text}.0`;
  return text.replace(/0+$/, "").replace(/\.$/, ".0");
}

// A decimal of the wire; undefined when it is none or has more decimals than the currency.
export function toMinor(text: string, currency: string): number | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const exponent = exponentOf(currency);
  const decimals = (match[3] ?? "").replace(/0+$/, "");
  if (decimals.length > exponent) return undefined;
  const minor = Number(`${match[2]}${decimals.padEnd(exponent, "0")}`);
  return match[1] === "-" ? -minor : minor;
}

// Presentment to shop at the rate of the order: `rate` units of presentment for one of the shop.
export function toBag(presentment: number, rate: number, currencies: Currencies): Bag {
  if (currencies.shop === currencies.presentment) return { shop: presentment, presentment };
  const scale = 10 ** (exponentOf(currencies.shop) - exponentOf(currencies.presentment));
  return { shop: Math.round((presentment / rate) * scale), presentment };
}
