// A WooCommerce product or variation as the hub's Product.
import { fromMillionths, type Product, type StockKeeping } from "@logix/model";
import { decoded } from "./entities.ts";
import type { WooProduct } from "./schemas.ts";

/**
 * @param parentName of the product that a variation was listed under; without it the row comes from /products or a
 * delivery, where a variation carries a whole title of its own.
 */
export function toProduct(woo: WooProduct, parentName?: string): Product {
  const isVariant = woo.type === "variation";
  return {
    remoteId: woo.id,
    parentRemoteId: isVariant && woo.parent_id !== "0" ? woo.parent_id : null,
    kind: isVariant ? "variant" : "product",
    remoteType: woo.type,
    sku: woo.sku === "" ? null : woo.sku,
    name: isVariant ? variantName(woo, parentName) : decoded(woo.name),
    published: woo.status === "publish",
    archived: woo.status === "trash",
    stockKeeping: keepingOf(woo.manage_stock),
    stockQuantity: woo.manage_stock === false ? null : quantityOf(woo.stock_quantity),
    price: priceOf(woo.price),
    modifiedAt: woo.date_modified_gmt,
  };
}

/** A product that has variations; plugins add types such as `variable-subscription`. */
export function hasVariations(woo: WooProduct): boolean {
  return woo.type.startsWith("variable");
}

// QUIRK(woocommerce): under its parent a variation is called "Red, L"; read as a product it is "Shirt - Red, L", or
// just "Shirt" where it has three attributes or more. Made here, the name is the same from wherever it was read.
function variantName(woo: WooProduct, parentName: string | undefined): string {
  const options = woo.attributes.flatMap(({ option }) =>
    option === undefined || option === "" ? [] : [decoded(option)],
  );
  const suffix = options.length === 0 ? "" : ` - ${options.join(", ")}`;
  if (parentName !== undefined) return decoded(parentName) + suffix;
  const title = decoded(woo.name);
  return title.endsWith(suffix) ? title : title + suffix;
}

function keepingOf(manageStock: WooProduct["manage_stock"]): StockKeeping {
  if (manageStock === "parent") return "parent";
  return manageStock ? "own" : "none";
}

function quantityOf(quantity: number | null): string | null {
  return quantity === null ? null : fromMillionths(Math.round(quantity * 1_000_000));
}

// QUIRK(woocommerce): a product without a price has the price "".
function priceOf(price: WooProduct["price"]): string | null {
  const text = String(price ?? "").trim();
  return /^\d+(\.\d+)?$/.test(text) ? text : null;
}
