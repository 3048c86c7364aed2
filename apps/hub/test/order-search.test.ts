// Orders found by what a person remembers of them: also among very many, and never those of another account.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount, eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 40, products: 5, autoSync: false });
  for (let count = 0; count < 3; count += 1) hub.store.control.placeOrder({});
  await hub.ask("POST", `/connections/${hub.connection.id}/runs`, { kind: "orders" }, 202);
  await eventually(async () => (await found("")).length === 43, "all orders were read");
});
afterAll(() => hub?.close());

const found = async (query: string) => (await hub.ask("GET", `/orders?${query || "limit=200"}`)).orders;

test("beginnings of words of the number, the name and the e-mail address are enough, in any order", async () => {
  const [order] = await found("limit=1");
  const [first = "", last = ""] = order.customer.name.split(" ");
  const typed = `${last.slice(0, 3)} ${first.slice(0, 3).toLowerCase()}`;
  const ids = async (search: string) =>
    (await found(`search=${encodeURIComponent(search)}`)).map(({ id }: { id: number }) => id);
  expect(await ids(typed)).toContain(order.id);
  expect(await ids(order.customer.email.toUpperCase())).toContain(order.id);
  expect(await ids(order.number)).toContain(order.id);
  expect(await ids(order.display_number)).toContain(order.id);
  expect(await ids(`${order.number} nobody-is-called-so`)).toEqual([]);
});

test("what would be an operator in a search is a sign like any other", async () => {
  for (const typed of ["' | !x & (", "a':* <-> b", "\\", "%", "🙂", "WC-"]) {
    expect(await found(`search=${encodeURIComponent(typed)}`)).toBeInstanceOf(Array);
  }
});

test("nobody finds the orders of another account", async () => {
  const [order] = await found("limit=1");
  const stranger = await anotherAccount(hub);
  const reply = await hub.call("GET", `/api/v1/orders?search=${order.number}`, undefined, stranger);
  expect(reply.body).toEqual({ orders: [], next_cursor: null });
});

test("orders are found by the day on which they were placed", async () => {
  const all = await found("");
  const days = all.map((order: { placed_at: string }) => order.placed_at.slice(0, 10)).toSorted();
  const [day = ""] = days.slice(-1);
  const until = new Date(Date.parse(day) + 86_400_000).toISOString();
  const hits = await found(`limit=200&placed_from=${day}&placed_until=${until}`);
  expect(hits).toHaveLength(days.filter((each: string) => each === day).length);
  expect(hits.length).toBeLessThan(all.length);
});

test("what is to be packed is open and paid, and nothing else", async () => {
  const all = await found("");
  const wanted = all.filter(({ status }: { status: string }) => /CONFIRMED|PROCESSING|PICKED|PACKED/.test(status));
  expect(wanted.length).toBeGreaterThan(0);
  expect(await found("limit=200&to_pack=true")).toEqual(wanted);
});

test("among a hundred thousand orders a name is found by an index", async () => {
  const { pool } = hub.database;
  await pool.query(`
    insert into orders (account_id, connection_id, remote_id, number, status, remote_status, stock_taken, currency, total_minor,
      subtotal_minor, discount_minor, shipping_minor, tax_minor, refunded_minor, prices_include_tax, payment_method,
      payment_title, transaction_id, customer_note, customer_name, customer_email, billing, shipping, refunds, placed_at,
      modified_at, hash, raw, fulfilments)
    select account_id, connection_id, 'many-' || n, 'M' || n, status, remote_status, stock_taken, currency, total_minor,
      subtotal_minor, discount_minor, shipping_minor, tax_minor, refunded_minor, prices_include_tax, payment_method,
      payment_title, transaction_id, customer_note, 'Shopper' || n || ' Number' || n % 977, 's' || n || '@example.com', billing, shipping,
      refunds, placed_at - n * interval '1 minute', modified_at, hash, '{}', fulfilments
    from (select * from orders order by id limit 1) one, generate_series(1, 100000) n`);
  await pool.query("analyze orders");
  const [one] = await found("search=shopper99123");
  expect(one.customer.name).toBe("Shopper99123 Number446");
  expect(await found("limit=200&search=shopper%20number976")).toHaveLength(102);
  expect((await found("limit=200&search=example")).length).toBe(200);
  // An index is what makes it quick, not luck.
  const plan = await pool.query(
    "explain select id from orders where order_words(number, customer_name, customer_email) @@ '''shopper99123'':*'::tsquery",
  );
  expect(JSON.stringify(plan.rows)).toContain("orders_words");
}, 60_000);
