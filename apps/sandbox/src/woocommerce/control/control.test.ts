// The control API, in process and over HTTP, and the approve flow.
import https from "node:https";
import { describe, expect, test } from "vitest";
import { selfSigned } from "../../shared/self-signed.ts";
import { startWooStore } from "../index.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { wooClient } from "../testing/woo-client.ts";
import { isList, objectsOf } from "../wordpress/json.ts";

const shared = sharedStore({ orders: 5 });
const send = (method: "GET" | "POST" | "DELETE", path: string, body?: Parameters<typeof shared.client.put>[1]) =>
  shared.client.send(method, `${new URL(shared.store.url).origin}/_sandbox${path}`, {
    keys: null,
    ...(body === undefined ? {} : { body }),
  });

describe("over HTTP", () => {
  test("it explains itself and tells the store's keys", async () => {
    const { object } = await send("GET", "");
    expect(object.store).toMatchObject({ url: shared.store.url, consumerKey: shared.store.consumerKey });
    expect(isList(object.actions) && object.actions.length > 25).toBe(true);
  });

  test("a shopper orders, the shop manager works, the goods move", async () => {
    const [product = {}] = (await shared.client.get("/products?type=simple&stock_status=instock&per_page=1")).list;
    const before = Number(product.stock_quantity);
    const order = (
      await send("POST", "/orders", { lines: [{ sku: String(product.sku), quantity: 1 }], email: "a@example.com" })
    ).object;
    expect(order).toMatchObject({ status: "processing", created_via: "store-api" });
    expect((await send("GET", `/products?sku=${encodeURIComponent(String(product.sku))}`)).object.stock_quantity).toBe(
      before - 1,
    );
    expect((await send("POST", `/orders/${order.id}/status`, { status: "completed" })).object.status).toBe("completed");
    expect((await send("POST", `/orders/${order.id}/edit`, { customer_note: "x" })).object.customer_note).toBe("x");
    expect((await send("POST", `/orders/${order.id}/refund`, {})).object.amount).toBe(order.total);
    await send("POST", `/orders/${order.id}/trash`);
    await send("POST", `/orders/${order.id}/restore`);
    expect((await send("GET", `/orders/${order.id}`)).object.status).toBe("refunded");
    await send("DELETE", `/orders/${order.id}`);
    expect((await send("GET", `/orders/${order.id}`)).status).toBe(400);
  });

  test("products are made, changed and thrown away", async () => {
    const product = (await send("POST", "/products", { name: "New", sku: "CTRL-1", regular_price: "5" })).object;
    expect((await send("POST", `/products/${product.id}/stock`, { quantity: 9 })).object).toMatchObject({
      manage_stock: true,
      stock_quantity: 9,
    });
    expect((await send("POST", `/products/${product.id}/edit`, { regular_price: "6" })).object.price).toBe("6");
    await send("DELETE", `/products/${product.id}?force=true`);
    expect((await send("GET", "/products?sku=CTRL-1")).json).toBe(null);
  });

  test("faults are set, listed and cleared", async () => {
    await send("POST", "/faults", { kind: "status", status: 429, match: { regex: "orders\\?page=2" } });
    expect((await send("GET", "/faults")).list).toMatchObject([
      { kind: "status", match: { path: "/orders\\?page=2/" } },
    ]);
    expect((await shared.client.get("/orders?page=2")).status).toBe(429);
    expect((await shared.client.get("/orders?page=1")).status).toBe(200);
    await send("DELETE", "/faults");
    expect((await shared.client.get("/orders?page=2")).status).toBe(200);
  });

  test("nonsense is refused with a reason", async () => {
    expect((await send("POST", "/faults", { kind: "flood" })).status).toBe(400);
    expect((await send("POST", "/orders", { lines: [{ sku: "NO-SUCH" }] })).object.error).toContain("NO-SUCH");
    expect((await send("GET", "/nothing")).status).toBe(404);
  });
});

test("requests are counted by route, writes by field, single and in batches", async () => {
  const { control } = shared.store;
  const [product = {}] = (await shared.client.get("/products?type=simple&per_page=1")).list;
  control.resetCounts();
  await shared.client.put(`/products/${product.id}`, { stock_quantity: 1, weight: "2" });
  await shared.client.post("/products/batch", {
    update: [
      { id: Number(product.id), stock_quantity: 2 },
      { id: 1, stock_quantity: 3 },
    ],
  });
  await shared.client.get("/orders");
  expect(control.counts()).toEqual({
    requests: { "PUT /products/{id}": 1, "POST /products/batch": 1, "GET /orders": 1 },
    updates: { "products.stock_quantity": 3, "products.weight": 1 },
  });
  expect(control.requests().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    `PUT /wp-json/wc/v3/products/${product.id} 200`,
    "POST /wp-json/wc/v3/products/batch 200",
    "GET /wp-json/wc/v3/orders 200",
  ]);
});

test("customers keep coming until they are stopped", async () => {
  const store = await startWooStore();
  const coming = async (least: number): Promise<void> => {
    if (store.control.orders().length >= least) return;
    await new Promise((resolve) => setImmediate(resolve));
    await coming(least);
  };
  store.control.startCustomers({ everyMs: 1 });
  await coming(3);
  store.control.stopCustomers();
  const before = store.control.orders().length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(store.control.orders()).toHaveLength(before);
  await store.close();
});

test("the same seed makes the same shop", async () => {
  const now = () => new Date("2026-11-20T22:00:00Z");
  const texts = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const store = await startWooStore({ seed, orders: 20, now });
      const text = JSON.stringify(store.control.orders()).replaceAll(store.url, "");
      await store.close();
      return text;
    }),
  );
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toBe(texts[2]);
});

describe("the approve flow", () => {
  const query = (changes: Record<string, string> = {}) => {
    const params = {
      app_name: "Sync Tool & Co",
      scope: "read_write",
      user_id: "acct-42",
      return_url: "http://127.0.0.1:9/return?x=1",
      callback_url: "https://127.0.0.1:9/cb",
    };
    return new URLSearchParams({ ...params, ...changes });
  };
  const visit = (path: string, params: URLSearchParams) =>
    shared.client.send("GET", `/wc-auth/v1/${path}?${params}`, { keys: null });

  test.each([
    [{ scope: "" }, "Missing parameter scope"],
    [{ scope: "all" }, "Invalid scope all"],
    [{ callback_url: "http://127.0.0.1/cb" }, "The callback_url needs to be over SSL"],
    [{ user_id: "" }, "Missing parameter user_id"],
  ])("refuses %o", async (changes, message) => {
    const reply = await visit("authorize", query(changes));
    expect([reply.status, reply.text.includes(`Error: ${message}.`)]).toEqual([401, true]);
  });

  test("an ampersand cuts the app's name off; both buttons lead back", async () => {
    const { status, text } = await visit("authorize", query());
    expect(status).toBe(200);
    expect(text).toContain("<p>Sync Tool would like to connect");
    expect(text).toContain("http://127.0.0.1:9/return?x=1&amp;success=0&amp;user_id=acct-42");
  });

  test("approval posts a working key pair to the callback and returns the browser", async () => {
    const certificate = selfSigned();
    let granted = "";
    const app = https.createServer(certificate, (incoming, outgoing) => {
      incoming.on("data", (chunk) => (granted += String(chunk)));
      incoming.on("end", () => outgoing.writeHead(200).end());
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    const address = app.address();
    const port = address === null || typeof address === "string" ? 0 : address.port;
    const reply = await visit("access_granted/", query({ callback_url: `https://127.0.0.1:${port}/cb` }));
    app.close();
    const keys: { consumer_key: string; consumer_secret: string; key_permissions: string; user_id: string } =
      JSON.parse(granted);
    expect([reply.status, reply.headers.location]).toEqual([
      302,
      "http://127.0.0.1:9/return?x=1&success=1&user_id=acct-42",
    ]);
    expect([keys.key_permissions, keys.user_id]).toEqual(["read_write", "acct-42"]);
    const pair = { consumerKey: keys.consumer_key, consumerSecret: keys.consumer_secret };
    expect((await wooClient(shared.store).get("/orders", { keys: pair })).status).toBe(200);
  });
});

test("refund lines name the line they refund", () => {
  const order = shared.store.control.placeOrder();
  const [line = {}] = objectsOf(order.line_items);
  const refund = shared.store.control.refund(Number(order.id), { lines: [{ id: Number(line.id), quantity: 1 }] });
  const [refunded = {}] = objectsOf(refund.line_items);
  expect(objectsOf(refunded.meta_data)).toMatchObject([{ key: "_refunded_item_id", value: String(line.id) }]);
});

test("shoppers still order when everything is sold out", async () => {
  const store = await startWooStore({ products: 1 });
  const [product = {}] = store.control.products();
  store.control.setStock(Number(product.id), 0);
  expect(objectsOf(store.control.placeOrder().line_items)).toMatchObject([{ product_id: product.id }]);
  await store.close();
});
