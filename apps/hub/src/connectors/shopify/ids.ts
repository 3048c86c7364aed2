// Shopify names things by addresses, gid://shopify/Order/450789469; we keep the number, as deliveries and people do.
import type { RemoteId } from "../../connector-kit/contract.ts";

type GidType =
  | "Order"
  | "Return"
  | "LineItem"
  | "Product"
  | "ProductVariant"
  | "InventoryItem"
  | "Location"
  | "Customer"
  | "OrderTransaction"
  | "ShopifyPaymentsPayout"
  | "WebhookSubscription";

/** Products and variants are counted apart, so a variant's number alone could be a product's. */
const VARIANT = "variant/";
/** Only in deliveries of stock, which name neither product nor variant. */
const INVENTORY_ITEM = "inventory-item/";

/** Only in deliveries about returns, some of which do not name their order. */
const RETURN = "return/";

export function gid(type: GidType, id: RemoteId): string {
  return `gid://shopify/${type}/${id}`;
}

/** gid://shopify/InventoryLevel/12?inventory_item_id=3 → 12 */
export function tailOf(gid: string): RemoteId {
  return gid.replace(/\?.*$/, "").replace(/^.*\//, "");
}

export function variantId(gid: string): RemoteId {
  return VARIANT + tailOf(gid);
}

/** The gid of a product, a variant or a counted item by the id that we keep. Null for what cannot be one. */
export function goodsGid(id: RemoteId): string | null {
  const number = tailOf(id);
  if (!/^\d+$/.test(number)) return null;
  if (id.startsWith(VARIANT)) return gid("ProductVariant", number);
  return gid(id.startsWith(INVENTORY_ITEM) ? "InventoryItem" : "Product", number);
}

export function isNumber(id: RemoteId): boolean {
  return /^\d+$/.test(id);
}

export function returnHint(id: RemoteId): RemoteId {
  return RETURN + id;
}

/** The number in a hint of that kind; null for what is none. */
export function returnNumber(id: RemoteId): string | null {
  const number = id.startsWith(RETURN) ? tailOf(id) : "";
  return isNumber(number) ? number : null;
}
