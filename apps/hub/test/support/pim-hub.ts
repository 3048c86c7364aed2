// A hub as a client of the PixelPim dialect meets it, with as many sandbox stores as a test asks for.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { expect } from "vitest";
import { type Reply, startTestHub, type TestHub, type TestHubOptions } from "./test-hub.ts";

export const PIM = "/integration/woocommerce";

export type PimHub = TestHub & {
  /** An empty store, unless it is told otherwise; closed with the hub. */
  aStore(options?: WooStoreOptions): Promise<WooStore>;
  /** Below /integration/woocommerce; expects `status`. */
  pim(method: string, path: string, body?: unknown, status?: number): Promise<Reply["body"]>;
  /** A new store and its connection. */
  connected(options?: WooStoreOptions, body?: object): Promise<{ readonly store: WooStore; readonly id: number }>;
};

export async function startPimHub(options: TestHubOptions = {}): Promise<PimHub> {
  const hub = await startTestHub(options);
  const stores: WooStore[] = [];
  const aStore = async (storeOptions: WooStoreOptions = {}) => {
    const store = await startWooStore({ orders: 0, products: 0, customers: 0, ...storeOptions });
    stores.push(store);
    return store;
  };
  const pim = async (method: string, path: string, body?: unknown, status = 200) => {
    const reply = await hub.call(method, PIM + path, body);
    expect(reply, `${method} ${path}: ${JSON.stringify(reply.body)}`).toMatchObject({ status });
    return reply.body;
  };
  return {
    ...hub,
    aStore,
    pim,
    connected: async (storeOptions, body = {}) => {
      const store = await aStore(storeOptions);
      const { id } = await pim("POST", "/connections", { ...connectionOf(store), ...body }, 201);
      return { store, id };
    },
    close: async () => void (await Promise.all([hub.close(), ...stores.map((store) => store.close())])),
  };
}

/** The body that connects a store. */
export function connectionOf({ url, consumerKey, consumerSecret }: WooStore, storeName = "My Main Store") {
  return { storeName, storeUrl: url, consumerKey, consumerSecret };
}

export const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
