// One or more simulated stores in a process of their own.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import type { StoreAddress } from "../hub/hub-api.ts";
import { serve } from "../support/serve.ts";
import { watchStock } from "./stock-watch.ts";

export type OpenStore = {
  readonly orders: number;
  readonly products: number;
  readonly customers: number;
  readonly seed: number;
};

export type Trouble = { readonly slowMs: number; readonly retryAfterSeconds: number };

const stores: WooStore[] = [];
const watch = watchStock(stores);

const calls = {
  open: async (options: OpenStore): Promise<StoreAddress> => {
    const store = await startWooStore(options);
    stores.push(store);
    return addressOf(store);
  },
  /** Many small ones that need few words each. */
  openMany: async ({
    count,
    ...options
  }: Omit<OpenStore, "seed"> & { readonly count: number }): Promise<StoreAddress[]> => {
    for (let seed = 1; seed <= count; seed += 1) stores.push(await startWooStore({ ...options, seed }));
    return stores.map(addressOf);
  },
  /** The first store answers after so long, the second only says that it is asked too often; without arguments both are well. */
  trouble: ({ slowMs, retryAfterSeconds }: Partial<Trouble>): void => {
    const [slow, throttled] = stores.map((store) => store.control.faults);
    slow?.clear();
    throttled?.clear();
    if (slowMs !== undefined) slow?.set({ kind: "latency", ms: slowMs });
    if (retryAfterSeconds !== undefined) throttled?.set({ kind: "status", status: 429, retryAfterSeconds });
  },
  addresses: () => stores.map(addressOf),
  /** Puts goods with a stock of their own on the shelf of every store. */
  list: async (skus: readonly string[]): Promise<void> => {
    for (const store of stores) for (const sku of skus) await shelve(store, sku);
  },
  /** One of them in each store, in turn. */
  listInTurn: async (skus: readonly string[]): Promise<void> => {
    for (const [index, store] of stores.entries()) await shelve(store, skus[index % skus.length] ?? "");
  },
  /** Orders of the first store as it sends them, of usual size. */
  sample: ({
    atLeastBytes,
    atMostBytes,
  }: {
    readonly atLeastBytes: number;
    readonly atMostBytes: number;
  }): string[] => {
    const texts = stores[0]?.control.orders().map((order) => JSON.stringify(order)) ?? [];
    return texts.filter((text) => text.length >= atLeastBytes && text.length <= atMostBytes);
  },
  sightings: () => watch.take(),
  requests: () => watch.requests().reduce((sum, count) => sum + count, 0),
  requestsByStore: () => watch.requests(),
  /** How many of these some store does not show, looked up one by one. */
  wrong: (wanted: Wanted): number => {
    const isWrong = (store: WooStore, sku: string, shows: number) =>
      store.control.productBySku(sku)?.stock_quantity !== shows;
    return stores.reduce((sum, store) => sum + wanted.filter(([sku, shows]) => isWrong(store, sku, shows)).length, 0);
  },
  /** The same where each store lists one of them, in turn. */
  wrongInTurn: (wanted: Wanted): number =>
    stores.filter((store, index) => {
      const [sku, shows] = wanted[index % wanted.length] ?? ["", 0];
      return store.control.productBySku(sku)?.stock_quantity !== shows;
    }).length,
};

type Wanted = readonly (readonly [sku: string, shows: number])[];
export type StoreCalls = typeof calls;

async function shelve(store: WooStore, sku: string): Promise<void> {
  const goods = { name: `Thing ${sku}`, sku, regular_price: "10", manage_stock: true, stock_quantity: 1 };
  await store.control.createProduct(goods);
}

function addressOf({ url, consumerKey, consumerSecret }: WooStore): StoreAddress {
  return { url, consumerKey, consumerSecret };
}

serve(calls);
