// Where customers come from: their currency, the rate to the dollar, the tax and whether prices include it.

export type Market = {
  country: string;
  countryName: string;
  currency: string;
  perDollar: number;
  taxTitle: string;
  taxRate: number;
  taxesIncluded: boolean;
};

export const markets: Readonly<Record<string, Market>> = {
  US: row("US", "United States", "USD", 1, ["State Tax", 0.07]),
  DE: row("DE", "Germany", "EUR", 0.92, ["DE MwSt", 0.19, "included"]),
  FR: row("FR", "France", "EUR", 0.92, ["FR TVA", 0.2, "included"]),
  PL: row("PL", "Poland", "PLN", 3.95, ["PL VAT", 0.23, "included"]),
  GB: row("GB", "United Kingdom", "GBP", 0.79, ["GB VAT", 0.2, "included"]),
  JP: row("JP", "Japan", "JPY", 151.2, ["CT", 0.1, "included"]),
  AE: row("AE", "United Arab Emirates", "AED", 3.67, ["VAT", 0.05, "included"]),
  // Three decimals.
  KW: row("KW", "Kuwait", "KWD", 0.307, ["VAT", 0]),
};

function row(
  country: string,
  countryName: string,
  currency: string,
  perDollar: number,
  [taxTitle, taxRate, included]: [string, number, "included"?],
): Market {
  return { country, countryName, currency, perDollar, taxTitle, taxRate, taxesIncluded: included === "included" };
}

const perDollar: Readonly<Record<string, number>> = Object.fromEntries(
  Object.values(markets).map((market) => [market.currency, market.perDollar]),
);

// Units of `to` for one unit of `from`; currencies without a rate count as dollars.
export function exchangeRate(from: string, to: string): number {
  return from === to ? 1 : (perDollar[to] ?? 1) / (perDollar[from] ?? 1);
}
