// SKUs and GTINs are unique in the whole shop, variations included.
import type { WooState } from "../state/woo-state.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type { AnyProduct } from "./product-record.ts";

export function checkSku(state: WooState, product: AnyProduct, sku: string): void {
  if (sku === "") return;
  const holder = state.products.bySku(sku).find(({ id }) => id !== product.id);
  if (!holder) return;
  // QUIRK(woocommerce): a SKU held by something in the trash is refused with another code.
  if (holder.status === "trash") {
    const message = `The product with SKU (${sku}) you are trying to insert is already present in the lookup table`;
    throw new RestError("woocommerce_rest_product_not_created", message, 400);
  }
  const data = { status: 400, resource_id: holder.id, unique_sku: uniqueSku(state, sku) };
  throw new RestError("product_invalid_sku", "Invalid or duplicated SKU.", 400, data);
}

function uniqueSku(state: WooState, sku: string): string {
  let suffix = 1;
  while (state.products.bySku(`${sku}-${suffix}`).length > 0) suffix += 1;
  return `${sku}-${suffix}`;
}

export function checkGlobalId(state: WooState, product: AnyProduct, globalId: string): void {
  if (globalId === "") return;
  const holder = state.products
    .all()
    .find(({ id, globalUniqueId }) => id !== product.id && globalUniqueId === globalId);
  if (!holder) return;
  const data = { status: 400, resource_id: holder.id };
  throw new RestError("product_invalid_global_unique_id", "Invalid or duplicated GTIN, UPC, EAN or ISBN.", 400, data);
}
