// Customers over the hub's own API.
import { customerDetailSchema, customerListSchema } from "@logix/api/hub/customers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 30, products: 5, customers: 12 });
});
afterAll(() => hub?.close());

type Shown = { readonly id: number; readonly email: string; readonly remote_id: string };
const emailsOf = (customers: readonly Shown[]) => [...new Set(customers.map((customer) => customer.email))];

test("every customer of the store is listed once, and guests are told from those with an account", async () => {
  const customers = await allPages(hub, "/customers", "customers", 5);
  expect(new Set(customers.map((customer) => customer.id)).size).toBe(customers.length);
  const accounts = customers.filter((customer) => !customer.guest).map((customer) => customer.remote_id);
  expect(accounts.sort()).toEqual(
    hub.store.control
      .customers()
      .map((customer) => String(customer.id))
      .sort(),
  );
  const guests = customers.filter((customer) => customer.guest);
  expect(guests.length).toBeGreaterThan(0);
  expect(guests.every((customer) => customer.remote_id === `guest:${customer.email}`)).toBe(true);
});

test("a customer is found by the whole address in any case, and by a part of name or address", async () => {
  const [one] = await allPages(hub, "/customers", "customers", 200);
  const exact = customerListSchema.parse(
    await hub.ask("GET", `/customers?email=${encodeURIComponent(one.email.toUpperCase())}`),
  );
  expect(emailsOf(exact.customers)).toEqual([one.email]);
  const part = encodeURIComponent(one.email.slice(1, 8).toUpperCase());
  expect(emailsOf(await allPages(hub, `/customers?search=${part}`, "customers", 200))).toContain(one.email);
  expect((await hub.ask("GET", `/customers?search=${encodeURIComponent(one.last_name)}`)).customers).not.toEqual([]);
  expect((await hub.ask("GET", "/customers?email=nobody@example.com")).customers).toEqual([]);
});

test.each(["%", "_", "\\", "%25"])("%s stands for itself in a search", async (search) => {
  expect((await hub.ask("GET", `/customers?search=${encodeURIComponent(search)}`)).customers).toEqual([]);
});

test("customers are filtered by connection", async () => {
  const all = await allPages(hub, "/customers", "customers", 200);
  const { id, publicId } = hub.connection;
  expect(await allPages(hub, `/customers?connection_id=${id}`, "customers", 200)).toHaveLength(all.length);
  expect(await allPages(hub, `/customers?connection_id=${publicId}`, "customers", 200)).toHaveLength(all.length);
});

test("one customer shows what they bought", async () => {
  const orders = await allPages(hub, "/orders", "orders", 200);
  const buyer = orders[0].customer;
  const customers = await allPages(hub, `/customers?email=${encodeURIComponent(buyer.email)}`, "customers", 200);
  const { id } = customers.find((customer) => customer.remote_id === buyer.remote_id);
  const customer = customerDetailSchema.parse(await hub.ask("GET", `/customers/${id}`));
  const bought = orders.filter((order) => order.customer.remote_id === buyer.remote_id);
  expect(customer.latest_orders.map((order) => order.id)).toEqual(bought.map((order) => order.id));
  expect(customer.latest_orders[0]).toMatchObject({
    display_number: bought[0].display_number,
    total_minor: bought[0].total_minor,
  });
});

test("an unknown customer is missing", async () => {
  expect(await hub.ask("GET", "/customers/999999", undefined, 404)).toMatchObject({ code: "customer_unknown" });
});
