// What a list or an export of products is asked for.
import type { ProductFilters } from "@logix/api/hub/products";
import type { ProductFilter } from "../../database/catalogue/products-list.ts";

export function toFilter(given: Omit<ProductFilters, "format">): ProductFilter {
  return {
    search: given.search,
    sku: given.sku,
    status: given.status,
    category: given.category?.split(">").map((name) => name.trim()),
    tag: given.tag,
    updatedSince: given.updated_since,
  };
}
