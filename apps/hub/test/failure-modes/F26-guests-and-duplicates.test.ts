// F26: the same buyer comes as a guest, as a guest again, and in another store. Orders are kept in any case; who is the same human
// is suggested by exact equality, decided by a person, and can be undone; a marketplace's made-up address is nobody.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let first: ConnectedStore;
let second: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub();
  first = await connectStore(hub, { orders: 0, customers: 0 });
  second = await connectStore(hub, { orders: 0, customers: 0, seed: 2 });
});
afterAll(async () => {
  await hub?.close();
  await Promise.all([first?.store.close(), second?.store.close()]);
});

type Buyer = {
  readonly email: string;
  readonly first_name?: string;
  readonly phone?: string;
  readonly postcode?: string;
};

/** A guest's order, read into the hub. */
async function buy(shop: ConnectedStore, buyer: Buyer) {
  const billing = { first_name: "Ada", last_name: "Byron", phone: "", postcode: "", ...buyer };
  const order = shop.store.control.placeOrder({ customerId: 0, billing });
  await shop.sync();
  return shop.order(order.id);
}

async function ask(method: string, path: string, body?: unknown, status = 200) {
  const reply = await hub.call(method, `/api/v1${path}`, body);
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status });
  return reply.body;
}

async function customersWith(
  email: string,
): Promise<readonly { readonly id: number; readonly person_id: number | null }[]> {
  return (await ask("GET", `/customers?email=${encodeURIComponent(email)}`)).customers;
}

async function suggestionsOf(ids: readonly number[]) {
  const { duplicates } = await ask("GET", "/customers/duplicates?limit=200");
  return duplicates.filter((group: { customers: { id: number }[] }) =>
    group.customers.some(({ id }) => ids.includes(id)),
  );
}

test("F26 two quick tries of one guest are one customer with two orders", async () => {
  const tries = ["quick@example.com", "Quick@Example.com"].map((email) =>
    first.store.control.placeOrder({ customerId: 0, billing: { first_name: "Quick", last_name: "Buyer", email } }),
  );
  await Promise.all([first.sync(), first.sync()]);
  for (const { id } of tries) expect(await first.order(id)).toMatchObject({ remote_id: String(id) });
  const [customer, ...others] = await customersWith("quick@example.com");
  expect(others).toEqual([]);
  expect((await ask("GET", `/customers/${customer?.id}`)).latest_orders).toHaveLength(2);
});

test("F26 an order without any customer is kept", async () => {
  const order = await buy(first, { email: "" });
  expect(order).toMatchObject({ customer: { remote_id: null, email: "" } });
});

test("F26 the same address in two stores is certain; it is merged by a person, and undone", async () => {
  await buy(first, { email: "ada@example.com" });
  await buy(second, { email: "ADA@example.com" });
  const ids = (await customersWith("ada@example.com")).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(await suggestionsOf(ids)).toMatchObject([{ certainty: "certain", grounds: ["email"] }]);
  const merge = await ask("POST", "/customers/merge", { customer_ids: ids });
  expect(merge).toMatchObject({
    grounds: expect.arrayContaining(["email"]),
    merged_by: expect.stringMatching(/^user:/),
  });
  expect(await suggestionsOf(ids)).toEqual([]);
  const shown = await ask("GET", `/customers/${ids[0]}`);
  expect(shown).toMatchObject({ person_id: merge.person_id, also: [{ id: ids[1] }] });
  expect(shown.latest_orders).toHaveLength(2);
  expect(await ask("POST", "/customers/merge", { customer_ids: ids }, 409)).toMatchObject({ code: "customers_merged" });
  // What the stores say later changes the customers, and not who they are.
  await buy(second, { email: "ada@example.com", first_name: "Augusta" });
  expect((await customersWith("ada@example.com")).map((each) => each.person_id)).toEqual([
    merge.person_id,
    merge.person_id,
  ]);
  const undone = await ask("POST", "/customers/unmerge", { person_id: merge.person_id });
  expect(undone).toMatchObject({ undone_by: expect.stringMatching(/^user:/), undone_at: expect.any(String) });
  expect((await ask("GET", `/customers/${ids[0]}`)).also).toEqual([]);
  expect(await suggestionsOf(ids)).toHaveLength(1);
  expect(await ask("POST", "/customers/unmerge", { person_id: merge.person_id }, 409)).toMatchObject({
    code: "merge_undone",
  });
});

test("F26 an address that merely contains another is a stranger's", async () => {
  await buy(first, { email: "ann@example.com", first_name: "Ann" });
  await buy(second, { email: "joann@example.com", first_name: "Joann" });
  await buy(second, { email: "ann@example.com.example.org", first_name: "Other" });
  const ids = [...(await customersWith("ann@example.com")), ...(await customersWith("joann@example.com"))].map(
    ({ id }) => id,
  );
  expect(ids).toHaveLength(2);
  expect(await suggestionsOf(ids)).toEqual([]);
  expect(await ask("POST", "/customers/merge", { customer_ids: ids }, 400)).toMatchObject({
    code: "merge_reason_needed",
  });
});

test("F26 masked addresses of a marketplace are never suggested and never merged", async () => {
  const email = "x1y2z3@marketplace.amazon.de";
  await buy(first, { email });
  await buy(second, { email });
  const ids = (await customersWith(email)).map(({ id }) => id);
  expect(ids).toHaveLength(2);
  expect(await suggestionsOf(ids)).toEqual([]);
  const wish = { customer_ids: ids, reason: "They look alike" };
  expect(await ask("POST", "/customers/merge", wish, 409)).toMatchObject({ code: "customer_masked" });
});

test("F26 a phone number, or a name with its postcode, makes two customers likely the same", async () => {
  await buy(first, { email: "grace@work.example", first_name: "Grace", phone: "+1 202 555-0143" });
  await buy(second, { email: "hopper@home.example", first_name: "Amazing", phone: "(1) 202 5550143" });
  const phones = [...(await customersWith("grace@work.example")), ...(await customersWith("hopper@home.example"))].map(
    ({ id }) => id,
  );
  expect(await suggestionsOf(phones)).toMatchObject([{ certainty: "likely", grounds: ["phone"] }]);
  await buy(first, { email: "mary@a.example", first_name: "Mary  Ann", postcode: "10 115" });
  await buy(second, { email: "mary@b.example", first_name: "mary ann", postcode: "10115" });
  const names = [...(await customersWith("mary@a.example")), ...(await customersWith("mary@b.example"))].map(
    ({ id }) => id,
  );
  expect(await suggestionsOf(names)).toMatchObject([{ certainty: "likely", grounds: ["name"] }]);
  await ask("POST", "/customers/duplicates/refuse", { customer_ids: names }, 204);
  expect(await suggestionsOf(names)).toEqual([]);
  expect(await suggestionsOf(phones)).toHaveLength(1);
});

test("F26 two merges of overlapping customers at once make one person, undone in the opposite order", async () => {
  const emails = ["one@overlap.example", "two@overlap.example", "three@overlap.example"];
  for (const email of emails) await buy(first, { email });
  const [one, two, three] = (await Promise.all(emails.map(customersWith))).map(([customer]) => customer?.id);
  const reason = "They told us at the till";
  const merges = await Promise.all([
    ask("POST", "/customers/merge", { customer_ids: [one, two], reason }),
    ask("POST", "/customers/merge", { customer_ids: [two, three], reason }),
  ]);
  const [earlier = 0, later = 0] = merges.map((merge) => merge.person_id).sort((a, b) => a - b);
  for (const email of emails) expect(await customersWith(email)).toMatchObject([{ person_id: later }]);
  expect(await ask("POST", "/customers/unmerge", { person_id: earlier }, 409)).toMatchObject({
    code: "merge_built_upon",
  });
  await ask("POST", "/customers/unmerge", { person_id: later });
  await ask("POST", "/customers/unmerge", { person_id: earlier });
  for (const email of emails) expect(await customersWith(email)).toMatchObject([{ person_id: null }]);
  const { merges: recorded } = await ask("GET", "/customers/merges?limit=2");
  expect(recorded.map((merge: { person_id: number }) => merge.person_id)).toEqual([later, earlier]);
  const { entries } = await ask("GET", "/audit?action=customers.unmerged&limit=2");
  expect(entries.map((entry: { subject: string }) => entry.subject)).toEqual([`person:${earlier}`, `person:${later}`]);
});
