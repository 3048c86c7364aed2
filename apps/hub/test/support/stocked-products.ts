// Products with a counted stock in sandbox stores, and what those stores show of it.
import type { ConnectedStore } from "./connected-store.ts";
import { eventually, type TestHub } from "./test-hub.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Listed by the hub when it resolves. */
export async function aProduct(
  hub: TestHub,
  where: ConnectedStore,
  fields: JsonObject & { readonly sku: string },
): Promise<number> {
  const product = await where.store.control.createProduct({
    name: fields.sku,
    type: "simple",
    regular_price: "9.00",
    manage_stock: true,
    stock_quantity: 5,
    ...fields,
  });
  await listed(hub, where, fields.sku);
  return Number(product.id);
}

/** Reads the store's products unless its webhooks have told of it. */
export async function listed(hub: TestHub, where: ConnectedStore, sku: string): Promise<void> {
  const text =
    "select 1 from listings l join connections c on c.id = l.connection_id where l.sku = $1 and c.public_id = $2";
  await eventually(
    async () => (await hub.database.pool.query(text, [sku, where.id])).rowCount === 1,
    `${sku} is listed`,
  );
}

export function shown(where: ConnectedStore, sku: string): unknown {
  return where.store.control.productBySku(sku)?.stock_quantity;
}

/** Resolves when each of these stores shows this. */
export async function allShow(sku: string, quantity: number, ...stores: readonly ConnectedStore[]): Promise<void> {
  await eventually(
    async () => stores.every((where) => shown(where, sku) === quantity),
    `every store shows ${quantity} of ${sku}`,
  );
}

/** How often something was written to the store's products. */
export function stockWrites({ store }: ConnectedStore): readonly string[] {
  const { requests } = store.control.counts();
  return Object.keys(requests).filter((name) => /^(PUT|POST|PATCH) \/products/.test(name));
}
