// As little as a backfill can be: fetch the same pages with the same signature, parse, one statement per page into tables of
// the same columns and indexes. Nothing is checked, compared, logged, limited or resumable.
import pg from "pg";
import { Pool } from "undici";
import type { StoreAddress } from "../hub/hub-api.ts";
import { now } from "../support/clock.ts";
import { serve } from "../support/serve.ts";
import { rowsOf, UPSERT } from "./bare-rows.ts";
import { askStore } from "./signed-request.ts";

export type BareBackfill = {
  readonly store: StoreAddress;
  /** Undefined: fetch and parse only, which is what the store itself can give. */
  readonly databaseUrl?: string | undefined;
};

const LANES = 2;
const PAGE = 100;

const calls = {
  run: async ({ store, databaseUrl }: BareBackfill): Promise<{ readonly orders: number; readonly seconds: number }> => {
    const http = new Pool(store.url, { connections: LANES });
    const database = databaseUrl === undefined ? undefined : new pg.Pool({ connectionString: databaseUrl, max: LANES });
    const started = now();
    let next = 0;
    let orders = 0;
    const lane = async () => {
      for (let more = true; more; ) {
        const path = `orders?orderby=id&order=asc&per_page=${PAGE}&offset=${PAGE * next++}`;
        const page = await askStore<readonly WooOrder[]>(http, store, "GET", path);
        if (page.length > 0) await database?.query({ name: "upsert", text: UPSERT, values: rowsOf(page) });
        orders += page.length;
        more = page.length === PAGE;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    const seconds = (now() - started) / 1000;
    await Promise.all([http.close(), database?.end()]);
    return { orders, seconds };
  },
};

export type BackfillCalls = typeof calls;

type WooOrder = Parameters<typeof rowsOf>[0][number];

serve(calls);
