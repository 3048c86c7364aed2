// Both sums of a sale, as one thing. Everything of an order is read from the same side of it, so that they are never mixed.
import { toMinor } from "@logix/model";
import { z } from "zod";

export type MoneyKind = "shop" | "presentment";

/** Within documents: the currencies are the order's. */
export const BAG = "{ shopMoney { amount } presentmentMoney { amount } }";

const amountSchema = z.object({ amount: z.string() });
export const bagSchema = z.object({ shopMoney: amountSchema, presentmentMoney: amountSchema });
export type Bag = z.infer<typeof bagSchema>;

export const moneySchema = z.object({ amount: z.string(), currencyCode: z.string() });

/** One side of a sale: which it is, and its currency. */
export type Side = { readonly kind: MoneyKind; readonly currency: string };

/** An absent sum is none. */
export function minorOf(bag: Bag | null | undefined, { kind, currency }: Side): number {
  if (!bag) return 0;
  return toMinor((kind === "shop" ? bag.shopMoney : bag.presentmentMoney).amount, currency);
}
