// As little as an import can be: fetch the same pages with the same signature, parse, one statement per page into a table of
// the same columns and indexes. Nothing is checked, compared, linked, logged, limited or resumable.
import pg from "pg";
import { Pool } from "undici";
import type { StoreAddress } from "../hub/hub-api.ts";
import { now } from "../support/clock.ts";
import { serve } from "../support/serve.ts";
import { toRow, UPSERT, type WooProduct } from "./product-rows.ts";
import { askStore } from "./signed-request.ts";

const LANES = 2;
const PAGE = 100;
const QUERY = `context=edit&orderby=id&order=asc&per_page=${PAGE}`;

const calls = {
  run: async ({
    store,
    databaseUrl,
  }: {
    readonly store: StoreAddress;
    /** Undefined: fetch and parse only, which is what the store itself can give. */
    readonly databaseUrl?: string | undefined;
  }): Promise<{ readonly products: number; readonly seconds: number }> => {
    const http = new Pool(store.url, { connections: LANES });
    const database = databaseUrl === undefined ? undefined : new pg.Pool({ connectionString: databaseUrl, max: LANES });
    const started = now();
    let next = 0;
    let products = 0;
    const lane = async () => {
      for (let more = true; more; ) {
        const path = `products?${QUERY}&offset=${PAGE * next++}`;
        const page = (await askStore<readonly WooProduct[]>(http, store, "GET", path)).map(toRow);
        if (page.length > 0) await database?.query({ name: "upsert", text: UPSERT, values: [JSON.stringify(page)] });
        products += page.length;
        more = page.length === PAGE;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (now() - started) / 1000;
    await Promise.all([http.close(), database?.end()]);
    return { products, seconds };
  },
};

export type ImportCalls = typeof calls;

serve(calls);
