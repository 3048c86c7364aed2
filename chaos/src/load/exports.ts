// A client of the PixelPim dialect changes products and has them exported, and asks again for what did not work.
import { setTimeout as delay } from "node:timers/promises";
import type { Load, Shop } from "./shop.ts";

const PAUSE_MS = 1_000;
const PATH = "/integration/woocommerce/connections/export";

export function exportLoad(shop: Shop): Load {
  return async (isOver) => {
    while (!isOver()) {
      await changeSome(shop);
      await exportAsked(shop);
      await delay(PAUSE_MS);
    }
    await exportAsked(shop);
  };
}

async function changeSome({ api, chance, books, tally }: Shop): Promise<void> {
  const products = [...books.products];
  for (let changes = chance.between(1, 5); changes > 0; changes -= 1) {
    const [id, product] = products[chance.between(0, products.length - 1)] ?? [];
    if (id === undefined || product === undefined) return;
    const price = `${chance.between(1, 99)}.${chance.between(10, 99)}`;
    const name = `Listed ${product.sku} for ${price}`;
    await api.until({ method: "PATCH", path: `/api/v1/products/${id}`, body: { name, prices: { price } } });
    Object.assign(product, { name, price, isAsked: true });
    tally.add("products changed");
  }
}

/** Done, or promised as a run; nothing else counts. */
async function exportAsked({ api, chance, books, connection, tally }: Shop): Promise<void> {
  const asked = [...books.products].filter(([, product]) => product.isAsked);
  const body = {
    connectionId: connection.id,
    productIds: asked.map(([id]) => id),
    fieldsToExport: ["name", "sku", "price"],
    partialUpdate: chance.fraction() < 0.5,
  };
  if (asked.length === 0) return;
  const reply = await api.until({ method: "POST", path: PATH, body });
  const isPromised = reply.status === 200 || reply.status === 202;
  tally.add(isPromised ? "exports promised" : `exports answered with ${reply.status}`);
  if (!isPromised) return;
  const failed = new Set(
    (reply.body.results ?? [])
      .filter(({ status }: { status: string }) => status === "error")
      .map(({ productId }: { productId: number }) => productId),
  );
  for (const [id, product] of asked) product.isAsked = failed.has(id);
}
