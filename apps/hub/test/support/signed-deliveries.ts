// Deliveries as a store would send them, made and signed by the test: many at once, each with a version that can be told apart.
import { createHash, createHmac } from "node:crypto";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";

/** The lives of all orders here, in this order. */
export const LIFE = ["pending", "on-hold", "processing", "completed", "refunded"] as const;

export const WEBHOOK_SECRET = "webhook-secret-of-the-test";

export type SignedDelivery = {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
export type Lives = { readonly store: WooStore; readonly deliveries: readonly SignedDelivery[] };

const MINUTE_MS = 60_000;

/** A store whose orders have lived through LIFE, a minute for each step, and one delivery for each step of each. */
export async function storeWithLives(count: number): Promise<Lives> {
  const started = Date.now();
  let minutes = -LIFE.length;
  const store = await startWooStore({ products: 20, now: () => new Date(started + minutes * MINUTE_MS) });
  const ids = Array.from({ length: count }, () => Number(store.control.placeOrder({ status: "failed" }).id));
  const deliveries = LIFE.flatMap((status) => {
    minutes += 1;
    return ids.map((id) => signed(store, store.control.setOrderStatus(id, status)));
  });
  return { store, deliveries };
}

export function signed(store: WooStore, order: object, secret = WEBHOOK_SECRET): SignedDelivery {
  const body = JSON.stringify(order);
  const id = createHash("md5").update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-wc-webhook-source": `${store.url}/`,
    "x-wc-webhook-topic": "order.updated",
    "x-wc-webhook-delivery-id": id,
    "x-wc-webhook-signature": createHmac("sha256", secret).update(body).digest("base64"),
  };
  return { id, headers, body };
}

/** The status that the receiver answered, or 0 where it did not. */
export async function deliver(address: string, { headers, body }: SignedDelivery): Promise<number> {
  try {
    const reply = await fetch(address, { method: "POST", headers, body });
    await reply.arrayBuffer();
    return reply.status;
  } catch {
    return 0;
  }
}

/** Many senders at once. Returns those that were answered with a 2xx. */
export async function deliverAll(
  address: string,
  deliveries: readonly SignedDelivery[],
  onAnswer: (accepted: number) => void = () => {},
): Promise<readonly SignedDelivery[]> {
  const accepted: SignedDelivery[] = [];
  const open = [...deliveries];
  const send = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      const status = await deliver(address, next);
      if (status >= 200 && status < 300) accepted.push(next);
      onAnswer(accepted.length);
    }
  };
  await Promise.all(Array.from({ length: 24 }, send));
  return accepted;
}

/** Mixed up, and the same way each time. */
export function shuffled<T>(items: readonly T[]): T[] {
  const keyed = items.map((item, index) => ({ item, key: createHash("md5").update(String(index)).digest("hex") }));
  return keyed.sort((left, right) => left.key.localeCompare(right.key)).map(({ item }) => item);
}
