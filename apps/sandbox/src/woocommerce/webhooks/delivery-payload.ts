// The body of a delivery. It is built when the delivery runs, not when the event happened.
import { couponView } from "../coupons/coupon-routes.ts";
import { customerView } from "../customers/customer-view.ts";
import { orderText } from "../orders/order-text.ts";
import { productView } from "../products/product-view.ts";
import type { WooState } from "../state/woo-state.ts";
import { type JsonObject, phpJson } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { splitTopic } from "./webhook-topic.ts";

export function deliveryBody(state: WooState, topic: string, id: number): string {
  const [resource, event] = splitTopic(topic);
  if (resource === "action") return phpJson({ action: event, arg: id });
  if (event === "deleted") return phpJson({ id });
  return resourceText(state, resource, id) ?? phpJson(errorBody(resource));
}

function resourceText(state: WooState, resource: string, id: number): string | undefined {
  if (resource === "order") {
    const slot = state.orders.slot(id);
    return slot && state.orders.bytesOf(slot, (record) => orderText(state, record)).toString("latin1");
  }
  const view = viewOf(state, resource, id);
  return view && phpJson(view);
}

function viewOf(state: WooState, resource: string, id: number): JsonObject | undefined {
  const product = resource === "product" ? state.products.get(id) : undefined;
  if (product) return productView(state, product);
  const customer = resource === "customer" ? state.customers.get(id) : undefined;
  if (customer) return customerView(state, customer);
  const coupon = resource === "coupon" ? state.coupons.get(id) : undefined;
  return coupon && couponView(state, coupon);
}

// QUIRK(woocommerce): what is gone by then is delivered as the API's error, correctly signed.
function errorBody(resource: string): JsonObject {
  const codes: Record<string, string> = { order: "shop_order", product: "product", coupon: "shop_coupon" };
  if (resource === "customer")
    return new RestError("woocommerce_rest_invalid_id", "Invalid resource ID.", 404).toJson();
  return new RestError(`woocommerce_rest_${codes[resource] ?? resource}_invalid_id`, "Invalid ID.", 404).toJson();
}
