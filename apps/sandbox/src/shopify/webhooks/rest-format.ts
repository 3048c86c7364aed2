// How the REST Admin API, and with it every webhook body, writes times and money.
import { type Bag, decimalText } from "../state/money.ts";

// The shop's offset is left out: a webhook's time may carry any, and readers must not care.
export function restTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function restTimeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : restTime(milliseconds);
}

export type OrderCurrencies = { readonly currency: string; readonly presentmentCurrency: string };

export function restMoney(bag: Bag, { currency }: OrderCurrencies): string {
  return decimalText(bag.shop, currency);
}

export function restMoneySet(bag: Bag, { currency, presentmentCurrency }: OrderCurrencies): object {
  return {
    shop_money: { amount: decimalText(bag.shop, currency), currency_code: currency },
    presentment_money: {
      amount: decimalText(bag.presentment, presentmentCurrency),
      currency_code: presentmentCurrency,
    },
  };
}
