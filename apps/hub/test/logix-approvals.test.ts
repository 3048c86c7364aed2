// Connecting without copying keys: the merchant agrees in the store, and the store hands its keys to us.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anotherAccount, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let store: WooStore;
beforeAll(async () => {
  // WooCommerce sends keys to https addresses only; here they are carried over by hand.
  [hub, store] = await Promise.all([startTestHub({ publicUrl: "https://hub.example" }), startWooStore({ orders: 1 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

const approvals = "/api/v1/woocommerce/approvals";

function begin() {
  return hub.call("POST", approvals, { store_url: store.url, return_url: "https://hub.example/connect" });
}

function handOver(state: string, secret = store.consumerSecret) {
  const keys = { key_id: 1, user_id: state, consumer_key: store.consumerKey, consumer_secret: secret };
  return hub.call("POST", `${approvals}/callback`, { ...keys, key_permissions: "read_write" }, null);
}

test("the page that the merchant is sent to is one that the store knows, with everything that it asks for", async () => {
  const { body } = await begin();
  const page = await fetch(body.approval_url);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("Logix would like to connect to your store");
});

test("keys that the store hands over connect it once the user comes back, and nothing shows them", async () => {
  const { body } = await begin();
  expect((await hub.call("GET", `${approvals}/${body.state}`)).body).toEqual({ granted: false });
  expect((await hub.call("POST", `${approvals}/${body.state}/finish`)).status).toBe(409);
  expect((await handOver(body.state)).status).toBe(200);
  expect((await hub.call("GET", `${approvals}/${body.state}`)).body).toEqual({ granted: true });
  const done = await hub.call("POST", `${approvals}/${body.state}/finish`);
  expect(done).toMatchObject({ status: 201, body: { integration: { platform: "woocommerce", status: "active" } } });
  expect((await hub.call("POST", `${approvals}/${body.state}/finish`)).status).toBe(400);
  const { rows } = await hub.database.pool.query("select request_sealed || granted_sealed as kept from authorisations");
  expect(JSON.stringify(rows)).not.toContain(store.consumerSecret);
});

test("keys for a state that nobody gave out are refused", async () => {
  expect(await handOver("made-up")).toMatchObject({ status: 400, body: { code: "state_unknown" } });
  expect((await hub.call("POST", `${approvals}/callback`, { hello: "there" }, null)).status).toBe(400);
});

test("what one user began another account can neither see nor finish", async () => {
  const stranger = await anotherAccount(hub);
  const { body } = await begin();
  await handOver(body.state);
  expect((await hub.call("GET", `${approvals}/${body.state}`, undefined, stranger)).status).toBe(400);
  expect((await hub.call("POST", `${approvals}/${body.state}/finish`, undefined, stranger)).status).toBe(400);
});
