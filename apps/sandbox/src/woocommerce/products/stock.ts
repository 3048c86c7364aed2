// Stock of a product or a variation, and what follows from a change of it.
import type { WooState } from "../state/woo-state.ts";
import type { AnyProduct } from "./product-record.ts";

// Whose stock counts: a variation without its own stock uses its parent's.
export function stockOwner(state: WooState, product: AnyProduct): AnyProduct | undefined {
  if (product.manageStock) return product;
  const parent = state.products.parentOf(product);
  return parent?.manageStock ? parent : undefined;
}

function applyStockRules(product: AnyProduct): void {
  if (!product.manageStock) {
    product.stockQuantity = null;
    return;
  }
  product.stockQuantity ??= 0;
  if (product.stockQuantity > 0) product.stockStatus = "instock";
  else product.stockStatus = product.backorders === "no" ? "outofstock" : "onbackorder";
}

export function setStock(state: WooState, product: AnyProduct, quantity: number): void {
  product.stockQuantity = quantity;
  saveProduct(state, product);
}

// Every save renews date_modified; a variation's save renews its parent's as well.
export function saveProduct(state: WooState, product: AnyProduct): void {
  applyStockRules(product);
  product.modifiedAt = state.nowSeconds();
  state.products.save(product);
  const parent = state.products.parentOf(product);
  if (!parent) return;
  parent.modifiedAt = product.modifiedAt;
  if (!parent.manageStock) parent.stockStatus = statusOfVariations(state, parent.id);
  state.products.save(parent);
}

function statusOfVariations(state: WooState, parentId: number): string {
  const statuses = state.products.variationsOf(parentId).map((variation) => variation.stockStatus);
  if (statuses.includes("instock")) return "instock";
  return statuses.includes("onbackorder") ? "onbackorder" : statuses.length > 0 ? "outofstock" : "instock";
}
