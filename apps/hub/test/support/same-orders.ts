// What a store holds and what the hub holds of it, in one form, so that a test can compare them whole.
import type { WooStore } from "@logix/sandbox/woocommerce";
import type pg from "pg";
import type { UsableHub } from "./hub-process.ts";

const NOT_YET_ORDERS = ["checkout-draft", "auto-draft"];

/** `id status cents` of every order; carts in checkout are none. */
export function ordersIn(store: WooStore): string[] {
  return store.control
    .orders()
    .filter((order) => !NOT_YET_ORDERS.includes(String(order.status)))
    .map((order) => `${order.id} ${order.status} ${Math.round(Number(order.total) * 100)}`)
    .sort();
}

/** The same of the hub's orders. One that is there twice shows twice. */
export async function ordersHeld(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "select remote_id || ' ' || remote_status || ' ' || total_minor as text from orders",
  );
  return rows.map((row) => row.text).sort();
}

export async function countOf(pool: pg.Pool, what: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${what}`);
  return rows[0]?.count ?? 0;
}

export type ConnectWish = { readonly autoSync?: boolean; readonly webhookSecret?: string };

/** Connects the store and returns the integration's id. */
export async function connect(hub: UsableHub, store: WooStore, wish: ConnectWish = {}): Promise<string> {
  const reply = await hub.call("POST", "/api/v1/woocommerce/integrations", {
    store_url: store.url,
    consumer_key: store.consumerKey,
    consumer_secret: store.consumerSecret,
    auto_sync: wish.autoSync ?? false,
    ...(wish.webhookSecret !== undefined && { webhook_secret: wish.webhookSecret }),
  });
  if (reply.status !== 201) throw new Error(`The store could not be connected: ${JSON.stringify(reply.body)}`);
  return reply.body.integration.id;
}

/** Where this integration's own deliveries go. */
export function receiverOf(hub: UsableHub, integration: string): string {
  return `${hub.url}/api/v1/woocommerce/webhooks/receive/${integration}`;
}
