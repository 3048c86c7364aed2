// What the parts with deliveries need: a store with real orders, and a sender that has made its deliveries of them.
import type { StoreAddress } from "../hub/hub-api.ts";
import { WEBHOOK_SECRET } from "../hub/hub-api.ts";
import type { LoadCalls } from "../load/load-generator.ts";
import type { Target } from "../load/sender.ts";
import type { StoreCalls } from "../stores/store-host.ts";
import { type Child, startChild } from "../support/child.ts";

export type Load = {
  readonly store: StoreAddress;
  readonly sender: Child<LoadCalls>;
  /** Makes deliveries of new orders, after as many as it takes to warm a receiver up, and returns their mean size. */
  prepare(count: number, versions: number): Promise<number>;
  /** A process that has just started is slow for a second; what is measured is one that runs. */
  warmUp(target: Target): Promise<void>;
  /** Where those that are measured begin. */
  readonly from: number;
  stop(): Promise<void>;
};

const SAMPLE_ORDERS = 500;
const WARMING_CLIENTS = 16;
/** Ids far above those of the store's own orders. */
const FIRST_ID = 50_000_000;

export async function openLoad(warmUps: number): Promise<Load> {
  const host = startChild<StoreCalls>(new URL("../stores/store-host.ts", import.meta.url));
  const sender = startChild<LoadCalls>(new URL("../load/load-generator.ts", import.meta.url));
  const store = await host.ask("open", { orders: SAMPLE_ORDERS, products: 40, customers: 100, seed: 1 });
  const orders = await host.ask("sample", { atLeastBytes: 3000, atMostBytes: 6500 });
  let firstOrderId = FIRST_ID;
  return {
    store,
    sender,
    prepare: async (count, versions) => {
      const all = warmUps + count;
      const plan = { orders, secret: WEBHOOK_SECRET, source: store.url, count: all, versions, firstOrderId };
      firstOrderId += all;
      return (await sender.ask("prepare", plan)).meanBytes;
    },
    warmUp: async (target) => {
      await sender.ask("closed", { target, clients: WARMING_CLIENTS, from: 0, to: warmUps });
    },
    from: warmUps,
    stop: async () => {
      await Promise.all([host.stop(), sender.stop()]);
    },
  };
}
