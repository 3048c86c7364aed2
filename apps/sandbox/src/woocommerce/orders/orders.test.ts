// Lists, paging, filters and what orders do when they are written.
import { describe, expect, test } from "vitest";
import { startWooStore } from "../index.ts";
import { hasRecordings, recordedJson } from "../testing/recordings.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { wooClient } from "../testing/woo-client.ts";
import { isObject, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { filterSeconds } from "../wordpress/rest-date.ts";

const idsOf = (list: JsonObject[]) => list.map((item) => Number(item.id));

describe("lists of orders", () => {
  const shared = sharedStore({ orders: 250 });
  const get = (query: string) => shared.client.get(`/orders?_fields=id,status&${query}`);

  test("ten by default, 100 at most, beyond the last page nothing and a total of 0", async () => {
    const first = await get("");
    const beyond = await get("page=999");
    expect(first.list).toHaveLength(10);
    expect([first.headers["x-wp-total"], first.headers["x-wp-totalpages"]]).toEqual(["250", "25"]);
    expect([beyond.status, beyond.text, beyond.headers["x-wp-total"]]).toEqual([200, "[]", "0"]);
    expect(beyond.headers.link).toMatch(/page=0.*rel="prev"/);
  });

  test("the next page is linked with WordPress' own parameters", async () => {
    const reply = await shared.client.get("/orders?per_page=1");
    expect(reply.headers.link).toBe(
      `<${shared.store.url}/wp-json/wc/v3/orders?per_page=1&status%5B0%5D=any&dp=2&context=view&page=2>; rel="next"`,
    );
  });

  test("HEAD counts without a body", async () => {
    const reply = await shared.client.send("HEAD", "/wp-json/wc/v3/orders?per_page=1");
    expect([reply.status, reply.text, reply.headers["x-wp-total"]]).toEqual([200, "", "250"]);
  });

  test("offset beats page", async () => {
    const newest = idsOf((await get("per_page=10")).list);
    expect(idsOf((await get("offset=5&page=2&per_page=2")).list)).toEqual(newest.slice(5, 7));
  });

  test("unknown parameters are ignored, include=abc finds nothing", async () => {
    expect((await get("foo=bar")).list).toHaveLength(10);
    expect((await get("include=abc")).list).toEqual([]);
  });

  test("read page by page, id, date and title are complete", async () => {
    for (const orderby of ["id", "date", "title"]) {
      const seen = new Set<number>();
      for (let page = 1; page <= 5; page += 1) {
        for (const id of idsOf((await get(`per_page=50&page=${page}&orderby=${orderby}&order=asc`)).list)) seen.add(id);
      }
      expect(seen.size).toBe(250);
    }
  });

  test("status takes a list; trash appears only when asked for alone", async () => {
    const order = shared.store.control.placeOrder();
    shared.store.control.trashOrder(Number(order.id));
    const draft = shared.store.control.placeOrder({ status: "checkout-draft" });
    const listed = async (query: string) =>
      idsOf((await get(`per_page=100&include=${order.id},${draft.id}&${query}`)).list);
    expect(await listed("")).toEqual([draft.id]);
    expect(await listed("status=any,trash")).toEqual([draft.id]);
    expect(await listed("status=trash")).toEqual([order.id]);
    expect((await shared.client.get(`/orders/${order.id}`)).object.status).toBe("trash");
    const both = (await get("per_page=100&status=processing,on-hold")).list.map(({ status }) => status);
    expect(new Set(both)).toEqual(new Set(["processing", "on-hold"]));
  });

  test("orders are found by customer, product, e-mail and number", async () => {
    const [product = {}] = (await shared.client.get("/products?type=simple&stock_status=instock&per_page=1")).list;
    const order = shared.store.control.placeOrder({
      email: "rare@example.com",
      lines: [{ productId: Number(product.id) }],
    });
    expect(idsOf((await get("search=RARE@example.com")).list)).toEqual([order.id]);
    expect(idsOf((await get(`search=${order.id}`)).list)).toContain(order.id);
    expect(idsOf((await get(`product=${product.id}`)).list)).toContain(order.id);
    const [customer = {}] = (await shared.client.get("/customers?per_page=1")).list;
    const ofCustomer = await shared.client.get(`/orders?customer=${customer.id}&per_page=100`);
    expect(new Set(ofCustomer.list.map((item) => item.customer_id))).toEqual(new Set([customer.id]));
  });

  test("_fields keeps the named fields, in a single answer the links as well", async () => {
    const [first = {}] = (await shared.client.get("/orders?per_page=1&_fields=id,billing.email")).list;
    expect(Object.keys(first)).toEqual(["id", "billing"]);
    const single = await shared.client.get(`/orders/${first.id}?_fields=id`);
    expect(Object.keys(single.object)).toEqual(["id", "_links"]);
  });

  test("dp changes the decimals of the answer", async () => {
    const [first = {}] = (await shared.client.get("/orders?per_page=1&dp=4")).list;
    expect(first.total).toMatch(/^\d+\.\d{4}$/);
    expect((await shared.client.get(`/orders/${first.id}?dp=0`)).object.total).toMatch(/^\d+$/);
  });

  test("_envelope wraps the answer", async () => {
    const { object } = await shared.client.get("/orders?_envelope=1&per_page=1");
    expect(Object.keys(object)).toEqual(["body", "status", "headers"]);
  });
});

test("orderby=modified loses orders that share a second, orderby=id with modified_after does not", async () => {
  const store = await startWooStore({ secure: true, orders: 90 });
  const client = wooClient(store);
  const update = idsOf((await client.get("/orders?per_page=90&_fields=id")).list).map((id) => ({ id }));
  await client.post("/orders/batch", { update });
  const readAll = async (orderby: string) => {
    const rows: number[] = [];
    for (let page = 1; page <= 9; page += 1) {
      const query = `per_page=10&page=${page}&orderby=${orderby}&order=asc&modified_after=2000-01-01T00:00:00`;
      rows.push(...idsOf((await client.get(`/orders?${query}`)).list));
    }
    return { rows: rows.length, distinct: new Set(rows).size };
  };
  const lossy = await readAll("modified");
  expect(lossy.rows).toBe(90);
  expect(lossy.distinct).toBeLessThan(90);
  expect(await readAll("id")).toEqual({ rows: 90, distinct: 90 });
  await store.close();
});

describe.skipIf(!hasRecordings)("date filters lie where a real store put them", () => {
  const rows = hasRecordings ? objectsOf(recordedJson("behaviour/date-filter-timezones").rows) : [];
  const cases = rows.filter((row) => /^(first|last) matching row (\d\d):(\d\d) GMT$/.test(String(row.effective)));

  test("there are cases", () => expect(cases.length).toBeGreaterThan(25));

  test.each(
    cases.map(
      (row) => [`${row.list} ${row.label} ${row.after ? "after" : row.before ? "before" : "modified"}`, row] as const,
    ),
  )("%s", (_, row) => {
    const text = String(row.modified_after ?? row.modified_before ?? row.after ?? row.before);
    const datesAreGmt = row.dates_are_gmt === "true" || row.dates_are_gmt === "1";
    const list = row.list === "/orders" ? "orders" : "others";
    const boundary = filterSeconds({ text, datesAreGmt, offsetMinutes: -300, list });
    const [, side, hour, minute] = /^(first|last) matching row (\d\d):(\d\d)/.exec(String(row.effective)) ?? [];
    const grid = Date.parse(`${text.slice(0, 10)}T${hour}:${minute}:00Z`) / 1000;
    const distance = side === "first" ? grid - (boundary ?? 0) : (boundary ?? 0) - grid;
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThanOrEqual(3600);
  });
});

test("date filters are exclusive, with a resolution of a second", async () => {
  const store = await startWooStore({ secure: true, orders: 40, now: () => new Date("2026-11-20T22:00:00Z") });
  const client = wooClient(store);
  const order = store.control.placeOrder();
  const total = async (query: string) =>
    Number((await client.get(`/orders?include=${order.id}&${query}&dates_are_gmt=true`)).headers["x-wp-total"]);
  expect(await total("modified_after=2026-11-20T22:00:00")).toBe(0);
  expect(await total("modified_after=2026-11-20T21:59:59")).toBe(1);
  expect(await total("modified_before=2026-11-20T22:00:00")).toBe(0);
  expect(await total("modified_before=2026-11-20T22:00:01")).toBe(1);
  expect(await total("after=2026-11-20T21:59:59&before=2026-11-20T22:00:01")).toBe(1);
  await store.close();
});

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
