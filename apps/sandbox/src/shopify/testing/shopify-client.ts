// A GraphQL client for tests, and one store for all tests of a file.
import { afterAll, beforeAll } from "vitest";
import { type ShopifyStore, type ShopifyStoreOptions, startShopifyStore } from "../index.ts";

export type Reply = {
  status: number;
  headers: Headers;
  text: string;
  /** The value at a path as "data.orders.nodes.0.id"; undefined when there is none. */
  at(path: string): unknown;
};

export type Ask = { variables?: object; token?: string; version?: string };

export async function ask(
  store: ShopifyStore,
  query: string,
  { variables = {}, token, version = "2026-07" }: Ask = {},
): Promise<Reply> {
  const reply = await fetch(`${store.url}/admin/api/${version}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token ?? store.accessToken },
    body: JSON.stringify({ query, variables }),
  });
  const text = await reply.text();
  const json: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
  return { status: reply.status, headers: reply.headers, text, at: (path) => pick(json, path) };
}

export function pick(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((found, name) => {
    if (typeof found !== "object" || found === null) return undefined;
    return Object.entries(found).find(([key]) => key === name)?.[1];
  }, value);
}

export function listAt(reply: Reply, path: string): unknown[] {
  const found = reply.at(path);
  return Array.isArray(found) ? found : [];
}

export function sharedStore(options: ShopifyStoreOptions = {}): { readonly store: ShopifyStore } {
  let store: ShopifyStore | undefined;
  beforeAll(async () => {
    store = await startShopifyStore({ webhookDelayMs: 1, bulkDurationMs: 1, ...options });
  });
  afterAll(() => store?.close());
  return {
    get store() {
      if (!store) throw new Error("the store is not open yet");
      return store;
    },
  };
}
