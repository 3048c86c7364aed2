// An amount in its own currency, its digits in columns.
import { formatMoney } from "../format/money.ts";

export function Money({ minor, currency }: { readonly minor: number; readonly currency: string }) {
  return <span className="tabular">{formatMoney(minor, currency)}</span>;
}
