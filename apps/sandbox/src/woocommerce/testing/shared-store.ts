// One store for all tests of a file, closed by itself.
import { afterAll, beforeAll } from "vitest";
import { startWooStore, type WooStore, type WooStoreOptions } from "../index.ts";
import { type WooClient, wooClient } from "./woo-client.ts";

export type SharedStore = { readonly store: WooStore; readonly client: WooClient };

export function sharedStore(options: WooStoreOptions = {}): SharedStore {
  let store: WooStore | undefined;
  let client: WooClient | undefined;
  beforeAll(async () => {
    store = await startWooStore({ secure: true, webhookDelayMs: 1, ...options });
    client = wooClient(store);
  });
  afterAll(() => store?.close());
  return {
    get store() {
      if (!store) throw new Error("the store is not open yet");
      return store;
    },
    get client() {
      if (!client) throw new Error("the store is not open yet");
      return client;
    },
  };
}
