// The shop's owner: wakes webhooks that the store has switched off after failures, as the troubleshooting guide says.
import { setTimeout as delay } from "node:timers/promises";
import type { Load, Shop } from "./shop.ts";

const LOOK_MS = 1_000;
export const TOPICS = ["order.created", "order.updated", "order.deleted", "product.updated"];

export function ownerLoad(shop: Shop): Load {
  return async (isOver) => {
    while (!isOver()) {
      await wakeWebhooks(shop);
      await delay(LOOK_MS);
    }
  };
}

/** One attempt: where it fails, the owner comes back. */
export async function wakeWebhooks({ store, api, connection, tally }: Shop): Promise<boolean> {
  const off = store.control.webhooks().filter(({ status }) => status === "disabled");
  if (off.length === 0) return true;
  const path = `/api/v1/woocommerce/integrations/${connection.public_id}/webhooks`;
  const reply = await api.once({ method: "POST", path, body: { topics: TOPICS } }).catch(() => null);
  if (reply?.status !== 200 && reply?.status !== 201) return false;
  tally.add("webhooks that the store had switched off, and the owner on again", off.length);
  return true;
}
