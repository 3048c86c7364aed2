// As little as an export can be: prices to the store's batch endpoint, a hundred at a time, two requests under way. The store is
// not looked at before, nothing is compared, stored, logged or limited.
import { Pool } from "undici";
import type { StoreAddress } from "../hub/hub-api.ts";
import { now } from "../support/clock.ts";
import { serve } from "../support/serve.ts";
import { askStore } from "./signed-request.ts";

export type PriceUpdate = { readonly id: number; readonly regular_price: string };

const LANES = 2;
const BATCH = 100;

const calls = {
  run: async ({
    store,
    updates,
  }: {
    readonly store: StoreAddress;
    readonly updates: readonly PriceUpdate[];
  }): Promise<{ readonly seconds: number }> => {
    const http = new Pool(store.url, { connections: LANES });
    const started = now();
    let next = 0;
    const lane = async () => {
      while (next < updates.length) {
        const update = updates.slice(next, next + BATCH);
        next += BATCH;
        await askStore(http, store, "POST", "products/batch", { update });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (now() - started) / 1000;
    await http.close();
    return { seconds };
  },
};

export type ExportCalls = typeof calls;

serve(calls);
