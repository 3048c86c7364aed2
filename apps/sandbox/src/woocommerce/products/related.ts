import type { WooState } from "../state/woo-state.ts";
import type { ProductRecord } from "./product-record.ts";

// Up to five published products of a same category; the real store shuffles them.
export function relatedIds(state: WooState, product: ProductRecord): number[] {
  const categories = new Set(product.categoryIds);
  const related: number[] = [];
  for (const other of state.products.products()) {
    if (other.id === product.id || other.status !== "publish") continue;
    if (other.categoryIds.some((id) => categories.has(id))) related.push(other.id);
    if (related.length === 5) break;
  }
  return related;
}
