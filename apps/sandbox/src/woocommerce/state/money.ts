// Money as WooCommerce counts it: binary floats, rounded now and then. That is what makes its artefacts.

export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  const nudged = Math.abs(value) * factor + 1e-7;
  return (Math.sign(value) * Math.round(nudged)) / factor || 0;
}

const fixedTexts = new Map<number, string>();
const textsKept = 50_000;

export function fixed(value: number, decimals: number): string {
  if (decimals !== 2) return roundTo(value, decimals).toFixed(decimals);
  const known = fixedTexts.get(value);
  if (known !== undefined) return known;
  const made = roundTo(value, 2).toFixed(2);
  if (fixedTexts.size >= textsKept) fixedTexts.clear();
  fixedTexts.set(value, made);
  return made;
}

// wc_format_decimal(): QUIRK(woocommerce): a comma is dropped, so "21,50" becomes 2150; "abc" becomes "".
export function priceText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return String(value).replace(/[^\d.-]/g, "");
}

export function amount(value: unknown): number {
  const number = Number.parseFloat(priceText(value));
  return Number.isFinite(number) ? number : 0;
}

// PHP's (int): leading digits count, anything else is 0.
export function phpInt(value: unknown): number {
  const number = Number.parseInt(String(value ?? ""), 10);
  return Number.isFinite(number) ? number : 0;
}
