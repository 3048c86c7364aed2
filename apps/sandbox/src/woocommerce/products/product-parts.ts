// Groups of fields that the products endpoint and the variations endpoint share.
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { isOnSale, priceOf } from "./price.ts";
import type { AnyProduct, StockedRecord } from "./product-record.ts";
import { stockOwner } from "./stock.ts";

export function datesView(state: WooState, product: StockedRecord): JsonObject {
  return {
    date_created: localText(product.createdAt, state.settings.offsetMinutes),
    date_created_gmt: gmtText(product.createdAt),
    date_modified: localText(product.modifiedAt, state.settings.offsetMinutes),
    date_modified_gmt: gmtText(product.modifiedAt),
  };
}

export function pricesView(state: WooState, product: AnyProduct): JsonObject {
  const local = (seconds: number | null) =>
    seconds === null ? null : localText(seconds, state.settings.offsetMinutes);
  const gmt = (seconds: number | null) => (seconds === null ? null : gmtText(seconds));
  return {
    price: priceOf(state, product),
    regular_price: product.regularPrice,
    sale_price: product.salePrice,
    date_on_sale_from: local(product.saleFrom),
    date_on_sale_from_gmt: gmt(product.saleFrom),
    date_on_sale_to: local(product.saleTo),
    date_on_sale_to_gmt: gmt(product.saleTo),
    on_sale: isOnSale(state, product),
  };
}

export function downloadsView(product: StockedRecord): JsonObject {
  return {
    virtual: product.virtual,
    downloadable: product.downloadable,
    downloads: product.downloads,
    download_limit: product.downloadLimit,
    download_expiry: product.downloadExpiry,
  };
}

export function isPurchasable(state: WooState, product: AnyProduct): boolean {
  if (product.kind === "product" && (product.type === "grouped" || product.type === "external")) return false;
  return priceOf(state, product) !== "" && product.status !== "trash";
}

export function quantityView(state: WooState, product: AnyProduct): JsonObject {
  const owner = stockOwner(state, product);
  const backorders = owner?.backorders ?? product.backorders;
  return {
    // QUIRK(woocommerce): three values; "parent" is a variation that uses its parent's stock.
    manage_stock: product.manageStock || (owner ? "parent" : false),
    stock_quantity: owner?.stockQuantity ?? null,
    backorders,
    backorders_allowed: backorders !== "no",
    backordered: (owner ?? product).stockStatus === "onbackorder" && owner !== undefined,
    low_stock_amount: product.lowStockAmount,
  };
}

export function stockStatusOf(state: WooState, product: AnyProduct): string {
  return (stockOwner(state, product) ?? product).stockStatus;
}

export function shippingClassView(state: WooState, product: StockedRecord): JsonObject {
  const term = state.terms.shipping_class.get(product.shippingClassId);
  return { shipping_class: term?.slug ?? "", shipping_class_id: term?.id ?? 0 };
}
