// At a store's polite limit a page that needs many requests takes its time, and is read all the same.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let store: WooStore;
beforeAll(async () => {
  // Ten at once, then two a second; one page of these products asks for twenty lists of variations.
  [hub, store] = await Promise.all([startTestHub({ storeRate: 2 }), startWooStore({ orders: 0, products: 100 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

test("products with many variations are read under a limit that a single page exceeds", async () => {
  const body = { store_url: store.url, consumer_key: store.consumerKey, consumer_secret: store.consumerSecret };
  const { id } = (await hub.call("POST", "/api/v1/woocommerce/integrations", body)).body.integration;
  const run = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind: "products" });
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${run.body.id}`)).body.state === "done",
    "the run ended",
    28_000,
  );
  const { rows } = await hub.database.pool.query("select count(*)::int as count from listings");
  expect(rows[0].count).toBe(store.control.products().length);
  const asked = store.control.requests().filter((request) => request.path.endsWith("/variations"));
  expect(asked).toHaveLength(20);
});
