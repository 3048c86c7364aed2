// What Shopify Payments keeps of a charge: 2.9 % and 30 cents, nothing of a refund.
import type { TransactionRecord } from "../state/records.ts";

export function feeOf({ gateway, kind, status, amount }: TransactionRecord): number {
  if (gateway !== "shopify_payments" || status !== "SUCCESS") return 0;
  return kind === "SALE" || kind === "CAPTURE" ? Math.round(amount.shop * 0.029) + 30 : 0;
}
