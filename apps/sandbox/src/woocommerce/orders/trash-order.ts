// Orders into the trash, out of it, and away for good.
import { metaValue, setMeta } from "../state/meta.ts";
import type { WooState } from "../state/woo-state.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type { OrderRecord } from "./order-record.ts";

export function trashOrder(state: WooState, order: OrderRecord): void {
  if (order.status === "trash") {
    throw new RestError("woocommerce_rest_already_trashed", "The shop_order has already been deleted.", 410);
  }
  const nextId = () => state.nextId("meta");
  const now = state.nowSeconds();
  order.meta = setMeta(order.meta, "_wp_trash_meta_status", `wc-${order.status}`, nextId);
  order.meta = setMeta(order.meta, "_wp_trash_meta_time", String(now), nextId);
  order.status = "trash";
  order.modifiedAt = now;
  state.orders.save(order);
  state.announce({ topic: "order.deleted", id: order.id });
}

// As the admin's "Restore" does.
export function restoreOrder(state: WooState, order: OrderRecord): void {
  const before = String(metaValue(order.meta, "_wp_trash_meta_status") ?? "wc-pending");
  order.meta = order.meta.filter((meta) => !meta.key.startsWith("_wp_trash_meta_"));
  order.status = before.replace(/^wc-/, "");
  order.modifiedAt = state.nowSeconds();
  state.orders.save(order);
  state.announce({ topic: "order.restored", id: order.id });
}

// QUIRK(woocommerce): deletion by force tells no webhook.
export function eraseOrder(state: WooState, order: OrderRecord): void {
  state.orders.remove(order.id);
}
