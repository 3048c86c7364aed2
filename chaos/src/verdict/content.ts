// Each product that was exported is in the store once, with the name and price that the client gave it last.
import type { Shop } from "../load/shop.ts";
import { type Check, doubled, type Finding, lost } from "./verdict.ts";

export async function checkContent({ store, books }: Pick<Shop, "store" | "books">): Promise<Check> {
  const inStore = Map.groupBy(store.control.products(), ({ sku }) => String(sku));
  const findings = [...books.products.values()].flatMap(({ sku, name, price }): Finding[] => {
    const [shown, ...more] = inStore.get(sku) ?? [];
    if (shown === undefined) return [lost(`${sku} is not in the store`)];
    if (more.length > 0) return [doubled(`${sku} is ${more.length + 1} times in the store`)];
    if (shown.name === name && shown.regular_price === price) return [];
    return [lost(`${sku} is "${shown.name}" for ${shown.regular_price} in the store, not "${name}" for ${price}`)];
  });
  return { name: "exported products, once each, with the last name and price", count: books.products.size, findings };
}
