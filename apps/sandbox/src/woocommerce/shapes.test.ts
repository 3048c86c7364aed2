// Every answer has the keys and types that a real store's answers had.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hasRecordings, recording, recordingNames } from "./testing/recordings.ts";
import { misfits, type Shape, shapeOf } from "./testing/shape.ts";
import { sharedStore } from "./testing/shared-store.ts";
import { isList, isObject, type Json, type JsonObject, phpJson } from "./wordpress/json.ts";

// Free text of users and lists of ids, where the recorded values prove nothing about types.
const free = [".meta_data[].value", ".meta_data[].display_value", ".downloads[]", "_links.up"];

function itemsIn(body: Json): JsonObject[] {
  if (isList(body)) return body.filter(isObject);
  return isObject(body) ? [body] : [];
}

function recordedItems(names: string[], fits: (item: JsonObject) => boolean): JsonObject[] {
  return names
    .map(recording)
    .filter(({ status }) => status < 300)
    .flatMap(({ body }) => itemsIn(body))
    .filter(fits);
}

const isOrder = (item: JsonObject) => "order_key" in item && "_links" in item;
const isProduct = (item: JsonObject) => "catalog_visibility" in item && "_links" in item && "id" in item;
const isVariation = (item: JsonObject) =>
  item.type === "variation" && !("catalog_visibility" in item) && "_links" in item && "sku" in item && "image" in item;

describe.skipIf(!hasRecordings)("shapes", () => {
  const shared = sharedStore({ orders: 300 });
  const fit = (shape: Shape, item: Json) => [...new Set(misfits(shape, item, free))];

  test("PHP's JSON is reproduced to the byte", () => {
    for (const name of [
      "orders/list-per_page-100-page-1",
      "products/list-per_page-100-page-1",
      "customers/list-per_page-100",
    ]) {
      const { body, sha256 } = recording(name);
      expect(createHash("sha256").update(phpJson(body)).digest("hex"), name).toBe(sha256);
    }
  });

  test("orders", async () => {
    const names = [
      ...recordingNames("orders", "list-"),
      ...recordingNames("orders", "single-"),
      ...recordingNames("writes", "order-"),
    ];
    const shape = shapeOf(recordedItems(names, isOrder));
    const listed = (await shared.client.get("/orders?per_page=100")).list;
    const created = await createFullOrder();
    const items = [...listed, created, (await shared.client.get(`/orders/${created.id}`)).object];
    expect(items.length).toBeGreaterThan(100);
    expect(items.flatMap((item) => fit(shape, item))).toEqual([]);
  });

  test("an order has its keys in the recorded sequence", async () => {
    const [order = {}] = (await shared.client.get("/orders?status=processing&per_page=1")).list;
    const { body } = recording("orders/single-currency-JPY");
    expect(Object.keys(order)).toEqual(Object.keys(isObject(body) ? body : {}));
  });

  async function createFullOrder(): Promise<JsonObject> {
    const [product = {}] = (await shared.client.get("/products?type=simple&stock_status=instock")).list;
    const reply = await shared.client.post("/orders", {
      set_paid: true,
      billing: { first_name: "Zoë", country: "DE", state: "DE-BE", email: "zoe@example.com" },
      line_items: [{ product_id: Number(product.id), quantity: 2 }],
      shipping_lines: [{ method_id: "flat_rate", method_title: "Airmail", total: "19.95" }],
      fee_lines: [{ name: "Gift wrapping", total: "4.50" }],
      coupon_lines: [{ code: "welcome10" }],
      meta_data: [{ key: "_ext_ref", value: "ABC-1" }],
    });
    expect(reply.status).toBe(recording("writes/order-create-full").status);
    return reply.object;
  }

  test("products", async () => {
    const names = [
      ...recordingNames("products", "list-"),
      ...recordingNames("products", "single-"),
      ...recordingNames("products", "variation-as"),
    ];
    const shape = shapeOf(recordedItems(names, isProduct));
    const listed = (await shared.client.get("/products?per_page=100")).list;
    expect(listed.length).toBe(40);
    expect(listed.flatMap((item) => fit(shape, item))).toEqual([]);
    const variable = listed.find((item) => item.type === "variable" && item.manage_stock === false);
    const [variationId] = isList(variable?.variations) ? variable.variations : [];
    expect(fit(shape, (await shared.client.get(`/products/${variationId}`)).json)).toEqual([]);
  });

  test("products as they come back from a write", async () => {
    const shape = shapeOf(recordedItems(recordingNames("writes", "product-"), isProduct));
    const created = await shared.client.post("/products", {
      name: "Recorded Ü",
      sku: "REC-1",
      regular_price: "10.00",
      manage_stock: true,
      stock_quantity: 5,
    });
    expect(created.status).toBe(201);
    const updated = await shared.client.put(`/products/${created.object.id}`, { stock_quantity: 3 });
    expect([created, updated].flatMap(({ json }) => fit(shape, json))).toEqual([]);
  });

  test("variations", async () => {
    const shape = shapeOf(
      recordedItems(
        [...recordingNames("products", "variation"), ...recordingNames("writes", "variation")],
        isVariation,
      ),
    );
    const [parent = {}] = (await shared.client.get("/products?type=variable&per_page=1")).list;
    const listed = (await shared.client.get(`/products/${parent.id}/variations`)).list;
    const written = await shared.client.put(`/products/${parent.id}/variations/${listed[0]?.id}`, {
      stock_quantity: 4,
    });
    expect(listed.length).toBeGreaterThan(3);
    expect([...listed, written.object].flatMap((item) => fit(shape, item))).toEqual([]);
  });

  test("refunds and notes", async () => {
    const order = shared.store.control.placeOrder({ email: "r@example.com" });
    const [line = {}] = isList(order.line_items) ? order.line_items.filter(isObject) : [];
    const refunded = await shared.client.post(`/orders/${order.id}/refunds`, {
      api_refund: false,
      line_items: [{ id: Number(line.id), quantity: 1, refund_total: 1, refund_tax: [{ id: 1, refund_total: 0.05 }] }],
    });
    const refunds = shapeOf(
      recordedItems(
        [...recordingNames("orders", "refund"), ...recordingNames("writes", "refund-")],
        (item) => "refunded_by" in item && !("parent_id" in item),
      ),
    );
    expect(refunded.status).toBe(201);
    expect(misfits(refunds, refunded.json, [...free, "line_items[].image.id", "line_items[].parent_name"])).toEqual([]);
    const note = await shared.client.post(`/orders/${order.id}/notes`, { note: "Shipped", customer_note: true });
    expect(fit(shapeOf([recording("writes/order-note-create").body]), note.json)).toEqual([]);
  });

  test.each([
    ["/customers?per_page=100", ["customers/list-per_page-100"]],
    ["/coupons", ["coupons/list", "coupons/single"]],
    ["/products/categories", ["products/categories", "products/category-single"]],
    ["/products/tags", ["products/tags"]],
    ["/products/attributes", ["products/attributes"]],
    ["/products/attributes/1/terms", ["products/attribute-terms-color"]],
    ["/products/shipping_classes", ["products/shipping_classes"]],
    ["/orders/statuses", ["meta/orders-statuses"]],
    ["/data/currencies/current", ["meta/data-currencies-current"]],
    ["/taxes/classes", ["meta/taxes-classes"]],
    ["/settings/general", ["meta/settings-general"]],
  ])("%s", async (path, names) => {
    const shape = shapeOf(names.map(recording).flatMap(({ body }) => itemsIn(body)));
    const items = itemsIn((await shared.client.get(path)).json);
    expect(items.length).toBeGreaterThan(0);
    expect(items.flatMap((item) => misfits(shape, item, [...free, ".options", ".used_by"]))).toEqual([]);
  });

  test("webhooks", async () => {
    const shape = shapeOf(
      recordedItems(["webhooks/list", "webhooks/create-no-secret", "webhooks/create-action-topic"], () => true),
    );
    const created = await shared.client.post("/webhooks", {
      topic: "order.updated",
      delivery_url: "http://127.0.0.1:9/none",
    });
    expect(created.status).toBe(201);
    const listed = (await shared.client.get("/webhooks")).list;
    expect([created.object, ...listed].flatMap((item) => fit(shape, item))).toEqual([]);
  });

  test("system status, as asked with _fields", async () => {
    const { body } = recording("meta/system_status-fields");
    const shape = shapeOf([body]);
    const fields = Object.keys(isObject(body) ? body : {}).join(",");
    const reply = await shared.client.get(`/system_status?_fields=${fields}`);
    expect(fit(shape, reply.json)).toEqual([]);
  });

  test("batches, with their failures", async () => {
    const [first = {}] = (await shared.client.get("/orders?per_page=1")).list;
    const reply = await shared.client.post("/orders/batch", {
      create: [{ line_items: [] }, { status: "shipped" }, { line_items: [{ quantity: 1 }] }],
      update: [{ id: Number(first.id), customer_note: "batch" }, { id: 99999999 }, { status: "completed" }],
      delete: [99999999],
    });
    const recorded = recording("batch/orders-mixed-partial-failure");
    const faults = (body: Json) => JSON.stringify(collectErrors(body));
    expect(reply.status).toBe(recorded.status);
    expect(faults(reply.json)).toBe(faults(recorded.body));
  });

  function collectErrors(body: Json): Json[] {
    if (!isObject(body)) return [];
    return Object.values(body).flatMap((entries) =>
      itemsIn(entries ?? null).flatMap((entry) =>
        entry.error ? [{ id: entry.id === 0 || entry.id === null ? entry.id : "n", error: entry.error }] : [],
      ),
    );
  }
});
