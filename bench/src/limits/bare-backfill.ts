// As little as a backfill can be: fetch the same pages with the same signature, parse, one statement per page into tables of
// the same columns and indexes. Nothing is checked, compared, logged, limited or resumable.
import { randomUUID } from "node:crypto";
import { signedUrl } from "@logix/hub/src/connector-kit/oauth1.ts";
import pg from "pg";
import { Pool } from "undici";
import type { StoreAddress } from "../hub/hub-api.ts";
import { now } from "../support/clock.ts";
import { serve } from "../support/serve.ts";
import { rowsOf, UPSERT } from "./bare-rows.ts";

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
        const page = await fetchPage(http, store, PAGE * next++);
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

async function fetchPage(http: Pool, store: StoreAddress, offset: number): Promise<readonly WooOrder[]> {
  const url = signedUrl({
    method: "GET",
    url: `${store.url}/wp-json/wc/v3/orders?orderby=id&order=asc&per_page=${PAGE}&offset=${offset}`,
    key: store.consumerKey,
    secret: store.consumerSecret,
    nonce: randomUUID(),
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const reply = await http.request({ path: url.slice(store.url.length), method: "GET" });
  const page: readonly WooOrder[] = JSON.parse(await reply.body.text());
  if (!Array.isArray(page)) throw new Error(`The store answered ${reply.statusCode}`);
  return page;
}

type WooOrder = Parameters<typeof rowsOf>[0][number];

serve(calls);
