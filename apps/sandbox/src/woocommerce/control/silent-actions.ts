// What happens to a store behind everybody's back: a plugin or a database tool writes rows without WooCommerce knowing, so no
// webhook is sent and no date_modified is touched (recorded: behaviour/what-changes-date_modified, "direct SQL"); and what the
// merchant does to settings and webhooks in the admin.
import type { WooState } from "../state/woo-state.ts";

type Parts = { readonly state: WooState };

export type SilentOrder = { readonly status?: string };
export type SilentProduct = { readonly stock?: number; readonly price?: string };
export type ChangedSettings = Partial<
  Pick<
    WooState["settings"],
    "currency" | "priceDecimals" | "weightUnit" | "taxDisplay" | "pricesIncludeTax" | "offsetMinutes"
  >
>;

export function silentActions({ state }: Parts) {
  return {
    tamperOrder: (id: number, { status }: SilentOrder): void => {
      const order = state.orders.open(id);
      if (!order) throw new Error(`the store has no order ${id}`);
      if (status !== undefined) order.status = status;
      state.orders.save(order);
    },
    tamperProduct: (id: number, { stock, price }: SilentProduct): void => {
      const product = state.products.get(id);
      if (!product) throw new Error(`the store has no product ${id}`);
      if (stock !== undefined) product.stockQuantity = stock;
      if (price !== undefined) product.regularPrice = price;
      state.products.save(product);
    },
    /** Numbers and prices mean something else from now on, and no row is touched. */
    changeSettings: (changed: ChangedSettings): void => {
      Object.assign(state.settings, changed);
      state.products.forgetWritten();
      state.orders.forgetWritten();
    },
    setWebhookStatus: (id: number, status: "active" | "paused" | "disabled"): void => {
      const webhook = state.webhooks.get(id);
      if (!webhook) throw new Error(`the store has no webhook ${id}`);
      webhook.status = status;
    },
    deleteWebhook: (id: number): void => void state.webhooks.delete(id),
  };
}
