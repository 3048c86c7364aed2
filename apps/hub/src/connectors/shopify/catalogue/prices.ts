// Shopify sells at `price`, and strikes `compareAtPrice` through where that is more. So during a sale our regular price is the one
// that is struck through.
import type { ListingFields } from "../../../connector-kit/catalogue.ts";
import { isBelow } from "../../../connector-kit/decimal.ts";
import type { Values } from "./values.ts";

export type Prices = { readonly regular_price: string | null; readonly sale_price: string | null };

export function pricesOf({ price, compareAtPrice }: Values): Prices {
  if (price === undefined) return { regular_price: null, sale_price: null };
  const isSale = compareAtPrice != null && isBelow(price, compareAtPrice);
  return isSale ? { regular_price: compareAtPrice, sale_price: price } : { regular_price: price, sale_price: null };
}

/** What a draft makes of the prices that are there; a field that it leaves out stays. */
export function pricesAfter(fields: ListingFields, shown: Values): Prices {
  const now = pricesOf(shown);
  return {
    regular_price: fields.regular_price === undefined ? now.regular_price : blankless(fields.regular_price),
    sale_price: fields.sale_price === undefined ? now.sale_price : blankless(fields.sale_price),
  };
}

/** Nothing where the draft does not speak of prices. */
export function priceValues(fields: ListingFields, shown: Values): Values {
  if (fields.regular_price === undefined && fields.sale_price === undefined) return {};
  const { regular_price: regular, sale_price: sale } = pricesAfter(fields, shown);
  if (regular === null) return {};
  return sale === null ? { price: regular, compareAtPrice: null } : { price: sale, compareAtPrice: regular };
}

function blankless(price: string | null): string | null {
  return price === null || price.trim() === "" ? null : price.trim();
}
