// QUIRK(woocommerce): inventory_delta reads, thinks and writes without a lock; parallel requests lose each
// other's changes. A single request waits between reading and writing so that this can happen here, too.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";

const thinkingMs = 5;

export async function withDeltaRead(state: WooState, params: JsonObject): Promise<JsonObject> {
  if (params.inventory_delta === undefined || params.stock_quantity !== undefined) return params;
  const product = state.products.get(phpInt(params.id));
  if (!product?.manageStock) return params;
  const stock = (product.stockQuantity ?? 0) + phpInt(params.inventory_delta);
  await new Promise((resolve) => setTimeout(resolve, thinkingMs));
  const { inventory_delta: _, ...rest } = params;
  return { ...rest, stock_quantity: stock };
}
