// A simulated store with goods, in a process of its own, that can say what was written to it.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import type { StoreAddress } from "../hub/hub-api.ts";
import { serve } from "../support/serve.ts";
import { goodsOf } from "./goods.ts";

/** As `goodsOf` takes them. */
export type Shelf = { readonly count: number; readonly version: number };
export type StoreCounts = ReturnType<WooStore["control"]["counts"]>;

const opening = startWooStore({ orders: 0, products: 0, customers: 0 });

const calls = {
  address: async (): Promise<StoreAddress> => {
    const { url, consumerKey, consumerSecret } = await opening;
    return { url, consumerKey, consumerSecret };
  },
  fill: async ({ count, version }: Shelf): Promise<void> => {
    const { control } = await opening;
    for (const { price: regular_price, ...goods } of goodsOf(count, version)) {
      await control.createProduct({ ...goods, regular_price });
    }
  },
  /** The store's ids of these goods, in their order. */
  ids: async ({ count, version }: Shelf): Promise<readonly number[]> => {
    const { control } = await opening;
    return goodsOf(count, version).map(({ sku }) => Number(control.productBySku(sku)?.id));
  },
  /** Counts from here on. */
  countAnew: async (): Promise<void> => (await opening).control.resetCounts(),
  counts: async (): Promise<StoreCounts> => (await opening).control.counts(),
  /** How many products the store has, and how many of the goods it does not show as they should be. */
  look: async ({ count, version }: Shelf): Promise<{ readonly products: number; readonly wrong: number }> => {
    const { control } = await opening;
    const wrong = goodsOf(count, version).filter(({ sku, name, price }) => {
      const shown = control.productBySku(sku);
      return shown?.regular_price !== price || shown.name !== name;
    });
    return { products: control.products().length, wrong: wrong.length };
  },
};

export type ProductCalls = typeof calls;

serve(calls);
