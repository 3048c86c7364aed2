// What orders do when they are written.
import { describe, expect, test } from "vitest";
import { startWooStore } from "../index.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { wooClient } from "../testing/woo-client.ts";
import { isObject, type JsonObject, objectsOf } from "../wordpress/json.ts";

const idsOf = (list: JsonObject[]) => list.map((item) => Number(item.id));

describe("orders that are written", () => {
  const shared = sharedStore({ orders: 5 });
  const stockOf = (id: unknown) => Number(shared.store.control.product(Number(id)).stock_quantity);
  const lineOf = (order: JsonObject, index = 0) => objectsOf(order.line_items)[index] ?? {};
  const newProduct = async (fields: JsonObject = {}) =>
    (
      await shared.client.post("/products", {
        name: "Thing",
        regular_price: "21.60",
        manage_stock: true,
        stock_quantity: 10,
        ...fields,
      })
    ).object;
  const newOrder = async (fields: JsonObject = {}) => (await shared.client.post("/orders", fields)).object;

  test("stock is taken once on the way to paid and given back on cancellation", async () => {
    const product = await newProduct();
    const order = await newOrder({ line_items: [{ product_id: Number(product.id), quantity: 3 }] });
    const set = (status: string) => shared.client.put(`/orders/${order.id}`, { status });
    expect(stockOf(product.id)).toBe(10);
    await set("on-hold");
    await set("processing");
    const completed = await set("completed");
    expect(stockOf(product.id)).toBe(7);
    expect(objectsOf(lineOf(completed.object).meta_data)).toMatchObject([{ key: "_reduced_stock", value: "3" }]);
    await set("cancelled");
    expect(stockOf(product.id)).toBe(10);
    await set("processing");
    expect(stockOf(product.id)).toBe(7);
  });

  test("ordering more than there is makes the stock negative", async () => {
    const product = await newProduct({ stock_quantity: 1 });
    await newOrder({ set_paid: true, line_items: [{ product_id: Number(product.id), quantity: 5 }] });
    expect(shared.store.control.product(Number(product.id))).toMatchObject({
      stock_quantity: -4,
      stock_status: "outofstock",
    });
  });

  test("a new quantity alone keeps the total; quantity and totals show the float's artefact", async () => {
    const product = await newProduct();
    const order = await newOrder({ line_items: [{ product_id: Number(product.id), quantity: 2 }] });
    const id = Number(lineOf(order).id);
    const quantity = await shared.client.put(`/orders/${order.id}`, { line_items: [{ id, quantity: 3 }] });
    expect(lineOf(quantity.object)).toMatchObject({ quantity: 3, total: "43.20" });
    const totals = await shared.client.put(`/orders/${order.id}`, { line_items: [{ id, total: "64.80" }] });
    expect(lineOf(totals.object).price).toBe(21.599999999999998);
  });

  test("lines are added without an id and removed by quantity 0 or product null", async () => {
    const product = await newProduct();
    const line = { product_id: Number(product.id), quantity: 1 };
    const order = await newOrder({ line_items: [line, line] });
    const change = (line_items: JsonObject[]) => shared.client.put(`/orders/${order.id}`, { line_items });
    expect(objectsOf((await change([line])).object.line_items)).toHaveLength(3);
    expect(objectsOf((await change([{ id: Number(lineOf(order).id), quantity: 0 }])).object.line_items)).toHaveLength(
      2,
    );
    expect(
      objectsOf((await change([{ id: Number(lineOf(order, 1).id), product_id: null }])).object.line_items),
    ).toHaveLength(1);
  });

  test("an empty list of coupons takes them away and counts anew", async () => {
    const product = await newProduct();
    const line_items = [{ product_id: Number(product.id), quantity: 2 }];
    const order = await newOrder({ line_items, coupon_lines: [{ code: "welcome10" }] });
    expect([order.discount_total, lineOf(order).total]).toEqual(["4.32", "38.88"]);
    const without = await shared.client.put(`/orders/${order.id}`, { coupon_lines: [] });
    expect([without.object.discount_total, lineOf(without.object).total]).toEqual(["0.00", "43.20"]);
  });

  test("an unknown product makes a nameless line", async () => {
    const order = await newOrder({ line_items: [{ product_id: 99999999, quantity: 1 }] });
    expect(lineOf(order)).toMatchObject({ name: "", product_id: 0, total: "0.00", sku: null });
  });

  test("meta data is stored as WordPress does", async () => {
    const sent = { yes: true, no: false, number: 12.5, nothing: null, object: {}, nested: { list: [1, "2", null] } };
    const meta_data = Object.entries(sent).map(([key, value]) => ({ key, value }));
    const order = await newOrder({ meta_data: [...meta_data, { key: "yes", value: "last" }] });
    const stored = Object.fromEntries(objectsOf(order.meta_data).map(({ key, value }) => [key, value]));
    expect(stored).toEqual({ yes: "last", no: "", number: "12.5", object: [], nested: { list: [1, "2", null] } });
    const gone = await shared.client.put(`/orders/${order.id}`, { meta_data: [{ key: "no", value: null }] });
    expect(objectsOf(gone.object.meta_data).map(({ key }) => key)).not.toContain("no");
  });

  test("a batch takes any status for pending, a single request refuses it", async () => {
    const order = shared.store.control.placeOrder();
    const reply = await shared.client.post("/orders/batch", {
      create: [{ status: "shipped" }],
      update: [{ id: Number(order.id), status: "nonsense" }],
    });
    const statuses = [...objectsOf(reply.object.create), ...objectsOf(reply.object.update)].map(({ status }) => status);
    expect(statuses).toEqual(["pending", "pending"]);
  });

  test("the trash answers with the old status, a status brings the order back, a batch deletes for good", async () => {
    const order = shared.store.control.placeOrder();
    expect((await shared.client.remove(`/orders/${order.id}`)).object.status).toBe("processing");
    expect((await shared.client.get(`/orders/${order.id}`)).object.status).toBe("trash");
    expect((await shared.client.put(`/orders/${order.id}`, { status: "completed" })).object.status).toBe("completed");
    await shared.client.post("/orders/batch", { delete: [Number(order.id)] });
    expect((await shared.client.get(`/orders/${order.id}`)).status).toBe(404);
  });

  test("a body without a content type changes nothing, a form does", async () => {
    const order = shared.store.control.placeOrder({ note: "before" });
    const put = (rawBody: string, headers = {}) =>
      shared.client.send("PUT", `/wp-json/wc/v3/orders/${order.id}`, { rawBody, headers });
    expect((await put('{"customer_note":"never"}')).object.customer_note).toBe("before");
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await put("customer_note=from+form", form)).object.customer_note).toBe("from form");
  });

  test("an Idempotency-Key is ignored", async () => {
    const call = { headers: { "idempotency-key": "k1" } };
    const [first, second] = [
      await shared.client.post("/orders", {}, call),
      await shared.client.post("/orders", {}, call),
    ];
    expect(first.object.id).not.toBe(second.object.id);
  });

  test("a custom status that is no longer registered is readable but in no list", async () => {
    const order = shared.store.control.placeOrder();
    shared.store.control.registerStatus("shipped", "Shipped");
    await shared.client.put(`/orders/${order.id}`, { status: "shipped" });
    expect(idsOf((await shared.client.get("/orders?status=shipped")).list)).toEqual([order.id]);
    shared.store.control.unregisterStatus("shipped");
    expect((await shared.client.get(`/orders/${order.id}`)).object.status).toBe("shipped");
    expect((await shared.client.get(`/orders?include=${order.id}`)).list).toEqual([]);
    expect((await shared.client.get("/orders?status=shipped")).status).toBe(400);
  });

  test("a deleted product leaves its line without id and SKU, a deleted variation the parent's SKU", async () => {
    const product = await newProduct({ sku: "SOON-GONE" });
    const parent = await shared.store.control.createProduct({ name: "Shirt", type: "variable", sku: "PARENT" });
    const variation = await shared.store.control.createVariation(Number(parent.id), {
      sku: "CHILD",
      regular_price: "5",
    });
    const order = await newOrder({
      line_items: [
        { product_id: Number(product.id) },
        { product_id: Number(parent.id), variation_id: Number(variation.id) },
      ],
    });
    await shared.client.remove(`/products/${product.id}?force=true`);
    await shared.client.remove(`/products/${parent.id}/variations/${variation.id}?force=true`);
    const after = (await shared.client.get(`/orders/${order.id}`)).object;
    expect(lineOf(after)).toMatchObject({ product_id: 0, sku: null, name: "Thing" });
    expect(lineOf(after, 1)).toMatchObject({ product_id: parent.id, variation_id: 0, sku: "PARENT" });
  });

  test("the orders of a deleted customer become a guest's", async () => {
    const customer = (await shared.client.post("/customers", { email: "leaving@example.com" })).object;
    const order = shared.store.control.placeOrder({ customerId: Number(customer.id) });
    expect(order.customer_id).toBe(customer.id);
    await shared.client.remove(`/customers/${customer.id}?force=true`);
    expect((await shared.client.get(`/orders/${order.id}`)).object.customer_id).toBe(0);
  });

  test("a partial refund leaves status and total, the rest refunds the order", async () => {
    const order = shared.store.control.placeOrder({ lines: [{ productId: Number((await newProduct()).id) }] });
    const refund = (amount: string) => shared.client.post(`/orders/${order.id}/refunds`, { amount, api_refund: false });
    expect((await refund("1.00")).object.amount).toBe("1.00");
    const partial = (await shared.client.get(`/orders/${order.id}`)).object;
    expect([partial.status, partial.total, objectsOf(partial.refunds)[0]?.total]).toEqual([
      "processing",
      order.total,
      "-1.00",
    ]);
    await refund((Number(order.total) - 1).toFixed(2));
    expect((await shared.client.get(`/orders/${order.id}`)).object.status).toBe("refunded");
  });

  test("the status refunded books a refund of all that is left", async () => {
    const order = shared.store.control.placeOrder();
    const refunded = shared.store.control.setOrderStatus(Number(order.id), "refunded");
    expect(objectsOf(refunded.refunds)).toMatchObject([{ total: `-${order.total}` }]);
    const [refund = {}] = (await shared.client.get(`/orders/${order.id}/refunds`)).list;
    expect([refund.amount, refund.line_items]).toEqual([order.total, []]);
  });

  test("refunded goods go back into stock", async () => {
    const product = await newProduct();
    const order = shared.store.control.placeOrder({ lines: [{ productId: Number(product.id), quantity: 4 }] });
    expect(stockOf(product.id)).toBe(6);
    shared.store.control.refund(Number(order.id), { lines: [{ id: Number(lineOf(order).id), quantity: 3 }] });
    expect(stockOf(product.id)).toBe(9);
  });

  test("the refunds of an unknown order are an empty list", async () => {
    const reply = await shared.client.get("/orders/99999999/refunds");
    expect([reply.status, reply.json]).toEqual([200, []]);
  });

  test("names lose tags and backslashes, the customer's note is kept as typed", async () => {
    const order = await newOrder({
      billing: { first_name: "<b>Zoë</b>\\", company: "A & B" },
      customer_note: "1 < 2 & <3",
    });
    expect(isObject(order.billing) ? [order.billing.first_name, order.billing.company] : []).toEqual(["Zoë", "A & B"]);
    expect(order.customer_note).toBe("1 < 2 & <3");
  });

  test("a refused write changes nothing", async () => {
    const order = shared.store.control.placeOrder({ note: "before" });
    await shared.client.put(`/orders/${order.id}`, {
      customer_note: "after",
      line_items: [{ id: 99999999, quantity: 1 }],
    });
    expect(shared.store.control.order(Number(order.id)).customer_note).toBe("before");
  });
});

test("money has two decimals for yen as well", async () => {
  const store = await startWooStore({ secure: true, currency: "JPY", orders: 1 });
  const [order = {}] = (await wooClient(store).get("/orders")).list;
  expect(order.total).toMatch(/^\d+\.\d\d$/);
  expect([order.currency, order.currency_symbol]).toEqual(["JPY", "¥"]);
  await store.close();
});
