// What a person may ask of a shop is passed on by Shopify, and honoured here; so is the merchant's leaving.
import type { ShopifyStore } from "@logix/sandbox/shopify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;
let control: ShopifyStore["control"];

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectShop(hub);
  control = shop.shop.control;
  control.setComplianceUrl(`${hub.url}/api/v1/shopify/webhooks/receive`);
  await shop.read("customers");
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const requests = async () => (await hub.call("GET", "/api/v1/privacy-requests")).body.privacy_requests;
const customers = () => query("select remote_id, email from customers where deleted_at is null order by remote_id");

async function customerWithOrder() {
  const [customer] = (await customers()).filter(({ remote_id: id }) => /^\d+$/.test(id));
  const id = Number(customer?.remote_id);
  const placed = control.placeOrder({ customerId: id, note: "Leave it with the neighbour" });
  await shop.settled();
  await shop.order(placed.id);
  return { id, placed, email: String(customer?.email) };
}

test("who asks what we hold is shown to the merchant, who marks it as answered", async () => {
  const { id, placed, email } = await customerWithOrder();
  control.requestPrivacy("customers/data_request", id);
  const [asked] = await eventually(async () => {
    const all = await requests();
    return all.length > 0 && all;
  }, "the request is listed");
  expect(asked).toMatchObject({ what: "show", state: "open" });
  const { body } = await hub.call("GET", `/api/v1/privacy-requests/${asked.id}/data`);
  expect(JSON.stringify(body.orders)).toContain(placed.name.slice(1));
  expect(JSON.stringify(body.customers)).toContain(email);
  expect(await query("select 1 from alerts where code = 'privacy_request' and settled_at is null")).toHaveLength(1);
  const done = await hub.call("POST", `/api/v1/privacy-requests/${asked.id}/complete`);
  expect(done.body).toMatchObject({ state: "done" });
  expect(await query("select 1 from alerts where code = 'privacy_request' and settled_at is null")).toHaveLength(0);
  expect((await hub.call("POST", `/api/v1/privacy-requests/${asked.id}/complete`)).status).toBe(409);
});

test("who is to be forgotten is taken out of orders, customers and everything that was kept of them", async () => {
  const { id, placed, email } = await customerWithOrder();
  const sums = (await query("select total_minor from orders where remote_id = $1", [placed.id]))[0];
  control.requestPrivacy("customers/redact", id);
  await eventually(
    async () => (await requests()).some(({ what }: { what: string }) => what === "erase"),
    "it was done",
  );
  await shop.settled();
  const [order] = await query("select * from orders where remote_id = $1", [placed.id]);
  expect(order).toMatchObject({ customer_name: "", customer_email: "", customer_note: "", raw: {}, ...sums });
  expect((await customers()).map((row) => row.email)).not.toContain(email);
  const kept = await query("select body from deliveries");
  expect(kept.filter(({ body }) => String(body).includes(email))).toEqual([]);
});

test("news of an order does not bring back who was forgotten", async () => {
  const [erased] = await query("select remote_id from orders where erased_at is not null limit 1");
  control.editOrder(Number(erased?.remote_id), { tags: ["seen"] });
  await shop.settled();
  const [order] = await query("select customer_name, customer_email from orders where remote_id = $1", [
    erased?.remote_id,
  ]);
  expect(order).toEqual({ customer_name: "", customer_email: "" });
});

test("a request that nobody signed does nothing", async () => {
  const before = (await requests()).length;
  const reply = await fetch(`${hub.url}/api/v1/shopify/webhooks/receive`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-topic": "shop/redact",
      "x-shopify-shop-domain": shop.shop.shopDomain,
      "x-shopify-webhook-id": "forged",
      "x-shopify-hmac-sha256": Buffer.alloc(32).toString("base64"),
    },
    body: "{}",
  });
  expect(reply.status).toBe(401);
  expect(await requests()).toHaveLength(before);
});

test("when the app is removed, the connection is cut off and says so; what waits is kept", async () => {
  control.uninstall();
  await eventually(
    async () => (await hub.call("GET", `/api/v1/connections/${shop.id}`)).body.status === "disconnected",
    "the connection is cut off",
  );
  expect(await query("select 1 from alerts where code = 'store_removed_us' and settled_at is null")).toHaveLength(1);
});

test("two days later the whole shop is to be forgotten", async () => {
  control.requestPrivacy("shop/redact");
  await eventually(
    async () => (await requests()).some(({ what }: { what: string }) => what === "erase_store"),
    "it was done",
  );
  expect(await query("select 1 from orders where customer_email <> '' or customer_name <> ''")).toEqual([]);
  expect(await query("select 1 from customers where email <> ''")).toEqual([]);
});
