// What the parts with deliveries need: a store with real orders, and a sender that has made its deliveries of them.
import type { StoreAddress } from "../hub/hub-api.ts";
import { WEBHOOK_SECRET } from "../hub/hub-api.ts";
import type { LoadCalls } from "../load/load-generator.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { type Child, startChild } from "../support/child.ts";

export type Load = {
  readonly store: StoreAddress;
  readonly sender: Child<LoadCalls>;
  /** Makes this many deliveries of new orders and returns their mean size. */
  prepare(count: number, versions: number): Promise<number>;
  stop(): Promise<void>;
};

const SAMPLE_ORDERS = 500;
/** Ids far above those of the store's own orders. */
const FIRST_ID = 50_000_000;

export async function openLoad(): Promise<Load> {
  const host = startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url));
  const sender = startChild<LoadCalls>(new URL("../load/load-generator.ts", import.meta.url));
  const store = await host.ask("open", { orders: SAMPLE_ORDERS, products: 40, customers: 100, seed: 1 });
  const orders = await host.ask("sample", { atLeastBytes: 3000, atMostBytes: 6500 });
  let firstOrderId = FIRST_ID;
  return {
    store,
    sender,
    prepare: async (count, versions) => {
      const plan = { orders, secret: WEBHOOK_SECRET, source: store.url, count, versions, firstOrderId };
      firstOrderId += count;
      return (await sender.ask("prepare", plan)).meanBytes;
    },
    stop: async () => {
      await Promise.all([host.stop(), sender.stop()]);
    },
  };
}
