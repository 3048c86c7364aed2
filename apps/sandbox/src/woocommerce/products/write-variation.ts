// Variations created, changed and removed over REST.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { blankVariation } from "./blank-product.ts";
import type { ProductRecord, VariationRecord } from "./product-record.ts";
import { saveProduct } from "./stock.ts";
import { writeChosen } from "./write-attributes.ts";
import { writeImage } from "./write-images.ts";
import { showsInOrders } from "./write-product.ts";
import { writeStocked } from "./write-stocked.ts";

export function parentOf(state: WooState, params: JsonObject): ProductRecord {
  const parent = state.products.product(phpInt(params.product_id));
  if (parent) return parent;
  throw new RestError("woocommerce_rest_product_invalid_id", "Invalid ID.", 404);
}

export async function createVariation(state: WooState, params: JsonObject): Promise<VariationRecord> {
  const parent = parentOf(state, params);
  const variation = blankVariation(state, parent);
  await writeVariation(state, variation, params);
  variation.id = state.nextId("post");
  saveProduct(state, variation);
  state.announce({ topic: "product.created", id: variation.id });
  return variation;
}

export async function updateVariation(state: WooState, params: JsonObject): Promise<VariationRecord> {
  const variation = structuredClone(findVariation(state, params));
  await writeVariation(state, variation, params);
  saveProduct(state, variation);
  if (showsInOrders(params)) state.orders.forgetWritten();
  // The parent's date_modified changes as well, but only the variation is delivered.
  state.announce({ topic: "product.updated", id: variation.id });
  return variation;
}

export function findVariation(state: WooState, params: JsonObject): VariationRecord {
  const variation = state.products.variation(phpInt(params.id));
  if (variation?.parentId === phpInt(params.product_id)) return variation;
  throw new RestError("woocommerce_rest_product_variation_invalid_id", "Invalid ID.", 404);
}

async function writeVariation(state: WooState, variation: VariationRecord, params: JsonObject): Promise<void> {
  variation.image = await writeImage(state, variation.image, params.image);
  writeStocked(state, variation, params);
  if (params.status !== undefined) variation.status = String(params.status);
  if (params.attributes !== undefined) {
    variation.attributes = writeChosen(state, state.products.parentOf(variation), params.attributes);
  }
}
