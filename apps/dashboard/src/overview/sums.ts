// Sums over the rows of orders per day. Amounts of different currencies are never added.
import type { OrdersPerDay } from "@logix/api/hub/insights";

type Rows = OrdersPerDay["rows"];

export function countOn(rows: Rows, day: string): number {
  return rows.filter((row) => row.day === day).reduce((total, row) => total + row.orders, 0);
}

/** By currency. */
export function revenueOn(rows: Rows, day: string): readonly (readonly [currency: string, minor: number])[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.day === day) sums.set(row.currency, (sums.get(row.currency) ?? 0) + row.revenue_minor);
  }
  return [...sums];
}

/** Those in use, the one with most orders first. */
export function currenciesOf(rows: Rows): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.currency, (counts.get(row.currency) ?? 0) + row.orders);
  return [...counts].sort((one, other) => other[1] - one[1]).map(([currency]) => currency);
}

/** One point for each day of the period, a value for each store. */
export function pointsOf(found: OrdersPerDay, measure: (row: Rows[number]) => number) {
  return found.days.map((label) => ({
    label,
    values: found.rows
      .filter((row) => row.day === label)
      .reduce<Record<string, number>>((values, row) => {
        values[row.connection_public_id] = (values[row.connection_public_id] ?? 0) + measure(row);
        return values;
      }, {}),
  }));
}
