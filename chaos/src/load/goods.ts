// What is there before the load begins: goods on the store's shelves, counted at the hub, and products in the hub's catalogue.
import type { Shop } from "./shop.ts";

/** Sold and adjusted, never counted again, so that every piece can be accounted for. */
export const SOLD = skus("SOLD", 30);
/** Counted again and again, never sold. */
export const COUNTED = skus("COUNTED", 10);
const LISTED = skus("LISTED", 40);

const AT_FIRST = 100_000;

export async function fillShelves({ store }: Pick<Shop, "store">): Promise<void> {
  for (const sku of [...SOLD, ...COUNTED])
    await store.control.createProduct({
      name: `Goods ${sku}`,
      sku,
      regular_price: "12.50",
      manage_stock: true,
      stock_quantity: AT_FIRST,
      status: "publish",
    });
}

export async function countShelves({ api, books }: Shop): Promise<void> {
  for (const sku of [...SOLD, ...COUNTED]) {
    await api.until({ method: "PUT", path: `/api/v1/stock/${sku}`, body: { on_hand: AT_FIRST } });
    (COUNTED.includes(sku) ? books.counted : books.adjusted).set(sku, AT_FIRST);
  }
}

export async function fillCatalogue({ api, books }: Shop): Promise<void> {
  for (const sku of LISTED) {
    const [name, price] = [`Listed ${sku}`, "20.00"];
    const body = { sku, name, prices: { price }, description: `<p>${sku}</p>` };
    const reply = await api.until({ method: "POST", path: "/api/v1/products", body });
    if (reply.status !== 201) throw new Error(`${sku} was not taken: ${JSON.stringify(reply.body)}`);
    books.products.set(reply.body.id, { sku, name, price, isAsked: true });
  }
}

function skus(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${word}-${index + 1}`);
}
