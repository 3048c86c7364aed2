// What a product costs now, and how the shop prints it.
import { currencyOf } from "../state/currency.ts";
import { amount, fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { AnyProduct, ProductRecord, StockedRecord } from "./product-record.ts";

function onSale(state: WooState, product: StockedRecord): boolean {
  if (product.salePrice === "" || amount(product.salePrice) >= amount(product.regularPrice)) return false;
  const now = state.nowSeconds();
  return (product.saleFrom === null || product.saleFrom <= now) && (product.saleTo === null || product.saleTo >= now);
}

function ownPrice(state: WooState, product: StockedRecord): string {
  return onSale(state, product) ? product.salePrice : product.regularPrice;
}

// A variable product shows the lowest price of its variations.
export function priceOf(state: WooState, product: AnyProduct): string {
  if (product.kind === "variation" || product.type !== "variable") return ownPrice(state, product);
  const prices = variationPrices(state, product);
  return prices[0] ?? "";
}

function variationPrices(state: WooState, product: ProductRecord): string[] {
  return state.products
    .variationsOf(product.id)
    .map((variation) => ownPrice(state, variation))
    .filter((price) => price !== "")
    .sort((a, b) => amount(a) - amount(b));
}

export function isOnSale(state: WooState, product: AnyProduct): boolean {
  if (product.kind === "variation" || product.type !== "variable") return onSale(state, product);
  return state.products.variationsOf(product.id).some((variation) => onSale(state, variation));
}

export function priceHtml(state: WooState, product: AnyProduct): string {
  if (product.kind === "product" && product.type === "variable") return rangeHtml(state, product);
  const price = ownPrice(state, product);
  if (price === "") return "";
  if (!onSale(state, product)) return amountHtml(state, price);
  const regular = plainAmount(state, product.regularPrice);
  const sale = plainAmount(state, product.salePrice);
  return (
    `<del aria-hidden="true">${amountHtml(state, product.regularPrice)}</del> ` +
    `<span class="screen-reader-text">Original price was: ${regular}.</span>` +
    `<ins aria-hidden="true">${amountHtml(state, price)}</ins>` +
    `<span class="screen-reader-text">Current price is: ${sale}.</span>`
  );
}

function rangeHtml(state: WooState, product: ProductRecord): string {
  const prices = variationPrices(state, product);
  const [low] = prices;
  const high = prices.at(-1);
  if (low === undefined || high === undefined) return "";
  if (amount(low) === amount(high)) return amountHtml(state, low);
  return `${amountHtml(state, low)} &ndash; ${amountHtml(state, high)}`;
}

function amountHtml(state: WooState, price: string): string {
  const { html } = currencyOf(state.settings.currency);
  const symbol = `<span class="woocommerce-Price-currencySymbol">${html}</span>`;
  return `<span class="woocommerce-Price-amount amount"><bdi>${symbol}${grouped(state, price)}</bdi></span>`;
}

function plainAmount(state: WooState, price: string): string {
  return `${currencyOf(state.settings.currency).html.replace("&#36;", "&#036;")}${grouped(state, price)}`;
}

function grouped(state: WooState, price: string): string {
  return fixed(amount(price), state.settings.priceDecimals).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
