// Refusals: status, code, message and data as a real store gave them.
import { describe, expect, test } from "vitest";
import { hasRecordings, recording } from "./testing/recordings.ts";
import { sharedStore } from "./testing/shared-store.ts";
import type { Method, Reply } from "./testing/woo-client.ts";
import { isObject, type Json, type JsonObject } from "./wordpress/json.ts";

type Ids = {
  order: number;
  simple: number;
  parent: number;
  otherParent: number;
  variation: number;
  category: number;
  customer: number;
  sku: string;
};
type Case = [name: string, method: Method, path: (ids: Ids) => string, body?: (ids: Ids) => Json];

const lists: Case[] = [
  ["400-list-after-bad-date", "GET", () => "/orders?after=yesterday"],
  ["400-list-after-date-only", "GET", () => "/orders?after=2026-11-01"],
  ["400-list-context-unknown", "GET", () => "/orders?context=x"],
  ["400-list-customer-abc", "GET", () => "/orders?customer=abc"],
  ["400-list-modified_after-epoch", "GET", () => "/orders?modified_after=1700000000"],
  ["400-list-order-unknown", "GET", () => "/orders?order=up"],
  ["400-list-orderby-date_modified", "GET", () => "/orders?orderby=date_modified"],
  ["400-list-orderby-unknown", "GET", () => "/orders?orderby=total"],
  ["400-list-page-abc", "GET", () => "/orders?page=abc"],
  ["400-list-per_page-0", "GET", () => "/orders?per_page=0"],
  ["400-list-per_page-101", "GET", () => "/orders?per_page=101"],
  ["400-list-per_page-abc", "GET", () => "/orders?per_page=abc"],
  ["400-list-status-unknown", "GET", () => "/orders?status=shipped"],
  ["400-list-status-wc-prefix", "GET", () => "/orders?status=wc-processing"],
  ["400-list-two-errors", "GET", () => "/orders?per_page=500&order=up&status=x"],
  ["400-products-per_page-101", "GET", () => "/products?per_page=101"],
];
const orders: Case[] = [
  ["400-order-coupon-unknown", "POST", () => "/orders", () => ({ coupon_lines: [{ code: "nope" }] })],
  ["400-order-currency-invalid", "POST", () => "/orders", () => ({ currency: "XXX" })],
  ["400-order-customer-unknown", "POST", () => "/orders", () => ({ customer_id: 999999 })],
  ["400-order-email-invalid", "POST", () => "/orders", () => ({ billing: { email: "not-an-email" } })],
  [
    "400-order-line-id-unknown",
    "PUT",
    ({ order }) => `/orders/${order}`,
    () => ({ line_items: [{ id: 99999999, quantity: 1 }] }),
  ],
  [
    "400-order-line-quantity-text",
    "POST",
    () => "/orders",
    ({ simple }) => ({ line_items: [{ product_id: simple, quantity: "two" }] }),
  ],
  [
    "400-order-line-without-product",
    "POST",
    () => "/orders",
    () => ({ line_items: [{ name: "x", quantity: 1, total: "1" }] }),
  ],
  ["400-order-parent-unknown", "POST", () => "/orders", () => ({ parent_id: 999999 })],
  ["400-order-status-invalid", "PUT", ({ order }) => `/orders/${order}`, () => ({ status: "shipped" })],
  ["400-order-status-wc-prefix", "PUT", ({ order }) => `/orders/${order}`, () => ({ status: "wc-processing" })],
  [
    "400-order-type-errors",
    "POST",
    () => "/orders",
    () => ({ customer_id: "abc", set_paid: "maybe", line_items: "none", meta_data: { a: 1 } }),
  ],
  ["400-put-unknown-order", "PUT", () => "/orders/99999999", () => ({ status: "completed" })],
  ["400-body-id-overrides-path-id", "PUT", ({ order }) => `/orders/${order}`, () => ({ id: 5, total: "1.00" })],
  ["404-order-unknown", "GET", () => "/orders/99999999"],
  ["404-order-id-is-a-product", "GET", ({ simple }) => `/orders/${simple}`],
  ["404-refund-delete-without-force", "DELETE", ({ order }) => `/orders/${order}/refunds/1`],
  [
    "500-refund-more-than-total",
    "POST",
    ({ order }) => `/orders/${order}/refunds`,
    () => ({ amount: "999999.00", api_refund: false }),
  ],
  [
    "500-refund-negative",
    "POST",
    ({ order }) => `/orders/${order}/refunds`,
    () => ({ amount: "-1", api_refund: false }),
  ],
];
const goods: Case[] = [
  ["400-put-unknown-product", "PUT", () => "/products/99999999", () => ({ stock_quantity: 1 })],
  [
    "400-product-price-number-not-string",
    "PUT",
    ({ simple }) => `/products/${simple}`,
    () => ({ regular_price: 3.05 }),
  ],
  ["400-product-status-invalid", "PUT", ({ simple }) => `/products/${simple}`, () => ({ status: "gone" })],
  ["400-product-stock-decimal", "PUT", ({ simple }) => `/products/${simple}`, () => ({ stock_quantity: 2.5 })],
  ["400-product-stock-text", "PUT", ({ simple }) => `/products/${simple}`, () => ({ stock_quantity: "many" })],
  ["400-product-image-unknown-id", "PUT", ({ simple }) => `/products/${simple}`, () => ({ images: [{ id: 999999 }] })],
  ["404-product-unknown", "GET", () => "/products/99999999"],
  ["404-variation-unknown", "GET", ({ parent }) => `/products/${parent}/variations/99999999`],
  [
    "404-variation-wrong-parent",
    "GET",
    ({ otherParent, variation }) => `/products/${otherParent}/variations/${variation}`,
  ],
  ["501-category-delete-without-force", "DELETE", ({ category }) => `/products/categories/${category}`],
  ["400-attribute-slug-duplicate", "POST", () => "/products/attributes", () => ({ name: "Color", slug: "pa_color" })],
];
const others: Case[] = [
  ["400-coupon-duplicate", "POST", () => "/coupons", () => ({ code: "welcome10" })],
  ["400-customer-email-duplicate", "POST", () => "/customers", () => ({ email: "customer1@example.com" })],
  ["400-customer-email-invalid", "POST", () => "/customers", () => ({ email: "x" })],
  ["400-customer-email-missing", "POST", () => "/customers", () => ({ first_name: "x" })],
  ["404-customer-unknown", "GET", () => "/customers/99999999"],
  ["501-customer-delete-without-force", "DELETE", ({ customer }) => `/customers/${customer}`],
  ["404-delete-collection", "DELETE", () => "/orders"],
  ["404-no-method", "PATCH", () => "/orders", () => ({})],
  ["404-no-route-id-text", "GET", () => "/orders/abc"],
  ["404-no-route", "GET", () => "/ordersx"],
];
const webhooks: Case[] = [
  [
    "../webhooks/error-bad-topic",
    "POST",
    () => "/webhooks",
    () => ({ topic: "order.shipped", delivery_url: "http://127.0.0.1:9/ok" }),
  ],
  [
    "../webhooks/error-bad-url",
    "POST",
    () => "/webhooks",
    () => ({ topic: "order.created", delivery_url: "not a url" }),
  ],
  ["../webhooks/error-missing-topic", "POST", () => "/webhooks", () => ({ delivery_url: "http://127.0.0.1:9/ok" })],
  ["../webhooks/error-missing-url", "POST", () => "/webhooks", () => ({ topic: "order.created" })],
  ["../webhooks/error-unknown-id", "GET", () => "/webhooks/99999"],
];

describe.skipIf(!hasRecordings)("refusals as recorded", () => {
  const shared = sharedStore({ orders: 20 });

  async function ids(): Promise<Ids> {
    const { client } = shared;
    const [order = {}] = (await client.get("/orders?status=completed&per_page=1")).list;
    const [simple = {}] = (
      await client.get("/products?type=simple&stock_status=instock&orderby=id&order=asc&per_page=1")
    ).list;
    const [parent = {}, otherParent = {}] = (await client.get("/products?type=variable&per_page=2")).list;
    const [variation = {}] = (await client.get(`/products/${parent.id}/variations`)).list;
    const [category = {}] = (await client.get("/products/categories?slug=apparel")).list;
    const [customer = {}] = (await client.get("/customers?per_page=1")).list;
    const id = (item: JsonObject) => Number(item.id);
    return {
      order: id(order),
      simple: id(simple),
      parent: id(parent),
      otherParent: id(otherParent),
      variation: id(variation),
      category: id(category),
      customer: id(customer),
      sku: String(simple.sku),
    };
  }

  test.each([...lists, ...orders, ...goods, ...others, ...webhooks])("%s", async (name, method, path, body) => {
    const known = await ids();
    const call = body ? { body: body(known) } : {};
    const reply = await shared.client.send(method, `/wp-json/wc/v3${path(known)}`, call);
    const recorded = recording(name.startsWith("../") ? name.slice(3) : `errors/${name}`);
    expect(reply.status).toBe(recorded.status);
    expect(reply.json).toEqual(recorded.body);
  });

  test("a SKU that is taken names its holder and a free one", async () => {
    const { simple, sku, parent, variation } = await ids();
    const expected = {
      code: "product_invalid_sku",
      message: "Invalid or duplicated SKU.",
      data: { status: 400, resource_id: simple, unique_sku: `${sku}-1` },
    };
    const onVariation = await shared.client.put(`/products/${parent}/variations/${variation}`, { sku });
    expect((await shared.client.post("/products", { name: "x", sku })).json).toEqual(expected);
    expect(onVariation.json).toEqual(expected);
    expect(keysOf(onVariation)).toEqual(Object.keys(bodyOf("errors/400-variation-sku-duplicate")));
  });

  test("a SKU that is in the trash is refused with another code", async () => {
    const { object } = await shared.client.post("/products", { name: "x", sku: "GONE-1" });
    await shared.client.remove(`/products/${object.id}`);
    const reply = await shared.client.post("/products", { name: "y", sku: "GONE-1" });
    expect(reply.object.code).toBe(bodyOf("errors/400-product-sku-duplicate-in-trash").code);
  });

  test("a second deletion is 410", async () => {
    const order = shared.store.control.placeOrder();
    await shared.client.remove(`/orders/${order.id}`);
    const reply = await shared.client.remove(`/orders/${order.id}`);
    expect(reply.status).toBe(410);
    expect(reply.json).toEqual(recording("errors/410-order-delete-already-trashed").body);
  });

  test("an expired coupon is refused by its name", async () => {
    const reply = await shared.client.post("/orders", { line_items: [], coupon_lines: [{ code: "SOMMER-ÉTÉ" }] });
    expect(reply.object).toMatchObject({
      code: "woocommerce_rest_invalid_coupon",
      message: "Coupon &quot;sommer-été&quot; has expired.",
    });
  });

  test("JSON that ends too early is refused", async () => {
    const reply = await shared.client.send("POST", "/wp-json/wc/v3/orders", {
      rawBody: '{"status": "processing",',
      headers: { "content-type": "application/json" },
    });
    expect(reply.json).toEqual(recording("errors/400-body-invalid-json").body);
  });

  test("more than 100 operations are refused before any is done", async () => {
    const create = Array.from({ length: 101 }, () => ({ name: "z" }));
    const reply = await shared.client.post("/products/batch", { create });
    expect([reply.status, reply.json]).toEqual([413, recording("batch/error-101-items").body]);
    expect(shared.store.control.productBySku("z")).toBeUndefined();
  });

  test("empty batches answer with an empty list, an object in place of the list is walked", async () => {
    expect((await shared.client.post("/orders/batch", {})).json).toEqual(recording("batch/empty").body);
    expect((await shared.client.post("/orders/batch", { update: { id: 5 } })).json).toEqual(
      recording("batch/wrong-type").body,
    );
  });

  function bodyOf(name: string): JsonObject {
    const { body } = recording(name);
    return isObject(body) ? body : {};
  }

  function keysOf(reply: Reply): string[] {
    return Object.keys(reply.object);
  }
});
