// Lists of orders: paging, filters, sorting.
import { describe, expect, test } from "vitest";
import { startWooStore } from "../index.ts";
import { hasRecordings, recordedJson } from "../testing/recordings.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { wooClient } from "../testing/woo-client.ts";
import { type JsonObject, objectsOf } from "../wordpress/json.ts";
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
