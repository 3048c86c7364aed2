// A small table of sales taxes, enough for one, two and no rate per address.
import { roundTo } from "../state/money.ts";
import type { Address, OrderRecord, TaxLineRecord, TaxShare } from "./order-record.ts";

type TaxRate = { id: number; code: string; label: string; percent: number; onShipping: boolean };

const base = "US:ME";
const rates: Readonly<Record<string, readonly TaxRate[]>> = {
  "US:ME": [{ id: 1, code: "US-ME-ME SALES TAX-1", label: "ME Sales Tax", percent: 5.5, onShipping: false }],
  "US:CA": [{ id: 2, code: "US-CA-CA TAX-1", label: "CA Tax", percent: 7.25, onShipping: false }],
  "US:NY": [
    { id: 3, code: "US-NY-NY STATE TAX-1", label: "NY State Tax", percent: 4, onShipping: true },
    { id: 4, code: "US-NY-NYC LOCAL TAX-2", label: "NYC Local Tax", percent: 4.875, onShipping: true },
  ],
  DE: [{ id: 7, code: "DE-MWST.-1", label: "MwSt.", percent: 19, onShipping: true }],
  FR: [{ id: 9, code: "FR-TVA-1", label: "TVA", percent: 20, onShipping: true }],
  GB: [{ id: 11, code: "GB-VAT-1", label: "VAT", percent: 20, onShipping: true }],
  PL: [{ id: 13, code: "PL-VAT (PL)-1", label: "VAT (PL)", percent: 23, onShipping: false }],
};

// The shipping address decides, then the billing address, then the shop's own.
function ratesFor(shipping: Address, billing: Address): readonly TaxRate[] {
  const address = shipping.country !== "" ? shipping : billing;
  if (address.country === "") return rates[base] ?? [];
  return rates[`${address.country}:${address.state}`] ?? rates[address.country] ?? [];
}

function shares(of: readonly TaxRate[], total: number, subtotal: number | undefined): TaxShare[] {
  return of.map(({ id, percent }) => ({
    id,
    total: roundTo((total * percent) / 100, 6),
    subtotal: subtotal === undefined ? undefined : roundTo((subtotal * percent) / 100, 6),
  }));
}

export function taxTotal(taxes: readonly TaxShare[]): number {
  return taxes.reduce((sum, { total }) => sum + total, 0);
}

export function taxSubtotal(taxes: readonly TaxShare[]): number {
  return taxes.reduce((sum, { subtotal }) => sum + (subtotal ?? 0), 0);
}

// Works out every line's tax anew and rebuilds the tax lines; a rate that stays keeps its line's id.
export function recalculateTaxes(order: OrderRecord, decimals: number, nextLineId: () => number): void {
  const applied = ratesFor(order.shipping, order.billing);
  for (const line of order.lines) line.taxes = shares(applied, line.total, line.subtotal);
  for (const fee of order.feeLines) fee.taxes = shares(applied, fee.total, undefined);
  const onShipping = applied.filter((rate) => rate.onShipping);
  for (const line of order.shippingLines) line.taxes = shares(onShipping, line.total, undefined);
  const hasTaxed = order.lines.length + order.feeLines.length + order.shippingLines.length > 0;
  order.taxLines = hasTaxed ? applied.map((rate) => toTaxLine(order, rate, decimals, nextLineId)) : [];
}

function toTaxLine(order: OrderRecord, rate: TaxRate, decimals: number, nextLineId: () => number): TaxLineRecord {
  const kept = order.taxLines.find((line) => line.rateId === rate.id);
  const sum = (lists: TaxShare[][]) =>
    lists.reduce(
      (total, taxes) => total + roundTo(taxes.find((share) => share.id === rate.id)?.total ?? 0, decimals),
      0,
    );
  return {
    id: kept?.id ?? nextLineId(),
    rateId: rate.id,
    code: rate.code,
    label: rate.label,
    percent: rate.percent,
    taxTotal: sum([...order.lines, ...order.feeLines].map(({ taxes }) => taxes)),
    shippingTotal: sum(order.shippingLines.map(({ taxes }) => taxes)),
  };
}
