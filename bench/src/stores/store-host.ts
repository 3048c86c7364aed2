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
  /** The first store hangs, or answers that it is asked too often, or is well again. */
  trouble: (kind: "stall" | "429" | "none"): void => {
    const faults = stores[0]?.control.faults;
    if (kind === "none") faults?.clear();
    else if (kind === "stall") faults?.set({ kind });
    else faults?.set({ kind: "status", status: 429, retryAfterSeconds: 5 });
  },
  addresses: () => stores.map(addressOf),
  /** Puts goods with a stock of their own on the shelf of every store. */
  list: async (skus: readonly string[]): Promise<void> => {
    for (const store of stores) {
      for (const sku of skus) {
        const name = `Thing ${sku}`;
        await store.control.createProduct({ name, sku, regular_price: "10", manage_stock: true, stock_quantity: 1 });
      }
    }
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
  requests: () => watch.requests(),
  /** How many of these some store does not show, looked up one by one. */
  wrong: (wanted: readonly (readonly [sku: string, shows: number])[]): number => {
    const isWrong = (store: WooStore, sku: string, shows: number) =>
      store.control.productBySku(sku)?.stock_quantity !== shows;
    return stores.reduce((sum, store) => sum + wanted.filter(([sku, shows]) => isWrong(store, sku, shows)).length, 0);
  },
};

export type StoreCalls = typeof calls;

function addressOf({ url, consumerKey, consumerSecret }: WooStore): StoreAddress {
  return { url, consumerKey, consumerSecret };
}

serve(calls);
