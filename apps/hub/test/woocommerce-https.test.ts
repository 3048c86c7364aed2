// A store over https, as nearly all are: its certificate is checked, keys go as Basic, or in the query where the host drops the header.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { afterEach, expect, test } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub | undefined;
let store: WooStore | undefined;
afterEach(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

async function connect(options: WooStoreOptions, trusts = true) {
  store = await startWooStore({ secure: true, orders: 12, ...options });
  hub = await startTestHub({ ca: trusts ? store.ca : undefined });
  const body = { store_url: store.url, consumer_key: store.consumerKey, consumer_secret: store.consumerSecret };
  return { hub, store, reply: await hub.call("POST", "/api/v1/woocommerce/integrations", body) };
}

test.each<[string, WooStoreOptions]>([
  ["Basic", {}],
  ["the query, where the host drops the header", { stripAuthorizationHeader: true }],
])("orders are read with the keys in %s", async (_name, options) => {
  const { hub, store, reply } = await connect(options);
  expect(reply.status).toBe(201);
  const sync = await hub.call("POST", `/api/v1/woocommerce/integrations/${reply.body.integration.id}/sync`, {
    limit: 100,
  });
  expect(sync.body.result).toMatchObject({ failed: 0, has_more: false });
  expect(sync.body.result.synced).toBeGreaterThan(5);
  expect(JSON.stringify(sync.body)).not.toContain(store.consumerSecret);
});

test("a certificate that nobody vouches for is told as what it is, and nothing is saved", async () => {
  const { hub, reply } = await connect({}, false);
  expect(reply).toMatchObject({
    status: 422,
    body: { code: expect.stringMatching(/tls/), remedy: expect.any(String) },
  });
  expect((await hub.call("GET", "/api/v1/woocommerce/integrations")).body.count).toBe(0);
});
