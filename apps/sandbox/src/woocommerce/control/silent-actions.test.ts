import { afterAll, beforeAll, expect, test } from "vitest";
import { startWooStore, type WooStore } from "../index.ts";

let store: WooStore;
beforeAll(async () => {
  store = await startWooStore({ orders: 5, products: 5 });
});
afterAll(() => store?.close());

test("a row that a database tool writes changes without a date and without a webhook", async () => {
  const [order] = store.control.orders();
  const product = store.control.products().find(({ manage_stock }) => manage_stock === true);
  const tamper = (path: string, body: object) =>
    fetch(`${store.url}/_sandbox/${path}/tamper`, { method: "POST", body: JSON.stringify(body) });
  expect((await tamper(`orders/${order?.id}`, { status: "failed" })).status).toBe(200);
  expect((await tamper(`products/${product?.id}`, { stock: 4711, price: "9.99" })).status).toBe(200);
  expect(store.control.order(Number(order?.id))).toEqual({
    ...order,
    status: "failed",
    // Both follow from the status and the catalogue.
    needs_payment: expect.any(Boolean),
    is_editable: expect.any(Boolean),
  });
  expect(store.control.product(Number(product?.id))).toMatchObject({
    stock_quantity: 4711,
    regular_price: "9.99",
    date_modified_gmt: product?.date_modified_gmt,
  });
  expect(store.control.deliveries()).toEqual([]);
});

test("settings can be changed while the store runs", async () => {
  const body = JSON.stringify({ currency: "EUR", weightUnit: "lbs" });
  expect((await fetch(`${store.url}/_sandbox/settings`, { method: "POST", body })).status).toBe(200);
  store.control.placeOrder({});
  expect(store.control.orders().at(-1)).toMatchObject({ currency: "EUR" });
});
