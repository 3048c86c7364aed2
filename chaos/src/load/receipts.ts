// Every delivery that the hub has acknowledged, noted while the store still remembers it.
import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Delivery } from "../../../apps/sandbox/src/woocommerce/index.ts";
import type { Load, Shop } from "./shop.ts";

export type Receipt = { readonly deliveryId: string; readonly kind: string; readonly bodyHash: string };
export type Receipts = { readonly load: Load; acknowledged(): readonly Receipt[]; collect(): void };

const LOOK_MS = 300;
const NOT_YET_ORDERS = /"status":"(checkout-draft|auto-draft)"/;

export function keepReceipts({ store, tally }: Pick<Shop, "store" | "tally">): Receipts {
  const receipts: Receipt[] = [];
  let last: Delivery | undefined;

  function collect(): void {
    const all = store.control.deliveries();
    const fresh = all.slice(last === undefined ? 0 : all.lastIndexOf(last) + 1);
    last = all.at(-1) ?? last;
    for (const delivery of fresh) note(delivery);
  }

  function note(delivery: Delivery): void {
    if (delivery.topic === "ping") return;
    tally.add(delivery.status === 200 ? "deliveries acknowledged" : "deliveries that were not acknowledged");
    if (delivery.status !== 200) return;
    // Answered, but kept by nobody: a cart is no order yet.
    if (NOT_YET_ORDERS.test(delivery.body.slice(0, 200))) return;
    const kind = delivery.topic.split(".")[0] ?? "";
    const bodyHash = createHash("sha1").update(`${kind}:`).update(delivery.body).digest("hex");
    receipts.push({ deliveryId: delivery.headers["X-WC-Webhook-Delivery-ID"] ?? "", kind, bodyHash });
  }

  return {
    load: async (isOver) => {
      while (!isOver()) {
        collect();
        await delay(LOOK_MS);
      }
    },
    acknowledged: () => receipts,
    collect,
  };
}
