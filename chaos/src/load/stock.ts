// Stock is adjusted and counted at the hub, and now and then somebody types a number into the store.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { COUNTED, SOLD } from "./goods.ts";
import type { Load, Shop } from "./shop.ts";

const PAUSE_MS = 250;

export function stockLoad(shop: Shop): Load {
  return async (isOver) => {
    for (let round = 1; !isOver(); round += 1) {
      await adjust(shop);
      if (round % 3 === 0) await count(shop);
      if (round % 8 === 0) typeInStore(shop);
      await delay(PAUSE_MS);
    }
  };
}

/** With one key for all attempts: an answer that got lost must not make it count twice. */
async function adjust({ api, chance, books, tally }: Shop): Promise<void> {
  const sku = anyOf(SOLD, chance.fraction());
  const quantity = chance.between(1, 9) * (chance.fraction() < 0.5 ? -1 : 1);
  const path = `/api/v1/stock/${sku}/adjustments`;
  const reply = await api.until({ method: "POST", path, body: { quantity }, key: randomUUID() });
  if (reply.status !== 200) throw new Error(`${sku} was not adjusted: ${JSON.stringify(reply.body)}`);
  books.adjusted.set(sku, (books.adjusted.get(sku) ?? 0) + quantity);
  tally.add("stock adjustments");
}

async function count({ api, chance, books, tally }: Shop): Promise<void> {
  const sku = anyOf(COUNTED, chance.fraction());
  const quantity = chance.between(0, 500);
  await api.until({ method: "PUT", path: `/api/v1/stock/${sku}`, body: { on_hand: quantity } });
  books.counted.set(sku, quantity);
  tally.add("stock counts");
}

function typeInStore({ store, chance, tally }: Shop): void {
  const product = store.control.productBySku(anyOf([...SOLD, ...COUNTED], chance.fraction()));
  store.control.setStock(Number(product?.id), chance.between(0, 200_000));
  tally.add("numbers typed into the store");
}

function anyOf(items: readonly string[], lot: number): string {
  return items[Math.floor(lot * items.length)] ?? "";
}
