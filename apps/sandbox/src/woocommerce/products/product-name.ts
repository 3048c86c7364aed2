// Names of products and variations as orders and the products endpoint show them.
import type { LineMeta } from "../orders/order-record.ts";
import type { WooState } from "../state/woo-state.ts";
import type { AnyProduct, VariationRecord } from "./product-record.ts";

export function nameOf(state: WooState, product: AnyProduct): string {
  if (product.kind === "product") return product.name;
  const options = product.attributes.map(({ option }) => option).filter((option) => option !== "");
  const parent = state.products.parentOf(product)?.name ?? "";
  return options.length === 0 ? parent : `${parent} - ${options.join(", ")}`;
}

export function chosenMeta(state: WooState, variation: VariationRecord): LineMeta[] {
  return variation.attributes.map(({ name, slug, option }) => ({
    id: state.nextId("lineMeta"),
    key: slug,
    value: option.toLowerCase().replaceAll(" ", "-"),
    display_key: name,
    display_value: option,
  }));
}
