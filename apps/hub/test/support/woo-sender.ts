// Deliveries as WooCommerce sends them, signed with a secret that the test knows, with anything about them changed.
import { createHmac, randomUUID } from "node:crypto";
import type { ConnectedStore } from "./connected-store.ts";
import type { TestHub } from "./test-hub.ts";

export const SECRET = "whsec-ünï-for-tests";
export const SHARED_ADDRESS = "/api/v1/woocommerce/webhooks/receive";

type JsonObject = Readonly<Record<string, unknown>>;
type Sent = { readonly status: number; readonly body: { readonly status?: string; readonly code?: string } };
export type Sending = {
  readonly topic?: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection's own address by default. */
  readonly path?: string;
};
export type Send = (sending: Sending) => Promise<Sent>;

export function signatureOf(body: string, secret = SECRET): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

export function senderFor(hub: TestHub, shop: ConnectedStore, secret = SECRET): Send {
  return async ({ topic = "order.updated", body, headers = {}, path = `${SHARED_ADDRESS}/${shop.id}` }) => {
    const reply = await fetch(hub.url + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-wc-webhook-source": `${shop.store.url}/`,
        "x-wc-webhook-topic": topic,
        "x-wc-webhook-signature": signatureOf(body, secret),
        "x-wc-webhook-delivery-id": randomUUID().replaceAll("-", ""),
        ...headers,
      },
      body,
    });
    const answer: Sent["body"] = JSON.parse(await reply.text());
    return { status: reply.status, body: answer };
  };
}

export function bodyOf(thing: JsonObject, changes: JsonObject = {}): string {
  return JSON.stringify({ ...thing, ...changes });
}

type OrderRow = {
  readonly id: number;
  readonly status: string;
  readonly remote_status: string;
  readonly customer_note: string;
};

export async function ordersWith(hub: TestHub, remoteId: unknown): Promise<readonly OrderRow[]> {
  const text = "select id, status, remote_status, customer_note from orders where remote_id = $1";
  return (await hub.database.pool.query(text, [String(remoteId)])).rows;
}

type DeliveryRow = { readonly state: string; readonly copies: number; readonly topic: string };

export async function deliveriesOf(hub: TestHub, remoteId: unknown): Promise<readonly DeliveryRow[]> {
  const text = "select state, copies, topic from deliveries where remote_id = $1 order by id";
  return (await hub.database.pool.query(text, [String(remoteId)])).rows;
}

export async function numberIn(hub: TestHub, query: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await hub.database.pool.query<{ count: string }>(`select count(*) as count from ${query}`, [
    ...values,
  ]);
  return Number(rows[0]?.count);
}
