// Decimal numbers as the database writes them, without zeros that say nothing.

/** "2.000000" → "2", "1.500000" → "1.5". */
export function plainDecimal(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
