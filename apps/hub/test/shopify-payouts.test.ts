// What Shopify Payments pays out: read into the hub, and held against the orders that it is for.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { connectStore } from "./support/connected-store.ts";
import { anotherAccount, eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedShop;
let aheadMs = 0;
const sold: { whole: number; partlyBack: number } = { whole: 0, partlyBack: 0 };

beforeAll(async () => {
  hub = await startTestHub();
  const now = () => new Date(Date.now() + aheadMs);
  shop = await connectShop(hub, { orders: 0, webhooks: false, now });
  const { control } = shop.shop;
  sold.whole = control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], payment: "paid" }).id;
  const second = control.placeOrder({ lines: [{ sku: "POT-EN-2", quantity: 2 }], payment: "paid" });
  control.refund(second.id, { lines: [{ id: second.lines[0]?.id ?? 0, quantity: 1 }] });
  sold.partlyBack = second.id;
});
afterAll(async () => {
  await hub?.close();
  await shop?.shop.close();
});

const ask = async (path: string) => (await hub.call("GET", `/api/v1${path}`)).body;
const theOnly = async () => {
  const { payouts } = await ask("/payouts");
  expect(payouts).toHaveLength(1);
  return payouts[0];
};
const detail = async () => ask(`/payouts/${(await theOnly()).id}`);
async function readPayouts() {
  await shop.read("payouts");
  return (await ask("/runs?kind=payouts&limit=1")).runs[0];
}

test("a payout whose orders are not here yet says so, and fits as soon as they are", async () => {
  expect(await readPayouts()).toMatchObject({ seen: 1, created: 1, updated: 0, failed: 0 });
  expect(await theOnly()).toMatchObject({ state: "order_unknown", transaction_count: 3, order_unknown: 3, matched: 0 });
  await shop.read("orders");
  expect(await theOnly()).toMatchObject({ state: "matched", order_unknown: 0, matched: 3, problems: [] });
});

test("gross less fees is the net, and the transactions come to it to the cent", async () => {
  const payout = await detail();
  const sum = (field: string) =>
    payout.transactions.reduce((total: number, each: Record<string, number>) => total + (each[field] ?? 0), 0);
  expect(payout.fee_minor).toBeGreaterThan(0);
  expect(payout.gross_minor - payout.fee_minor).toBe(payout.net_minor);
  expect([sum("amount_minor"), sum("fee_minor"), sum("net_minor")]).toEqual([
    payout.gross_minor,
    payout.fee_minor,
    payout.net_minor,
  ]);
  const order = await shop.order(sold.whole);
  const back = await shop.order(sold.partlyBack);
  expect(back.refunded_minor).toBeGreaterThan(0);
  expect(payout.refund_minor).toBe(-back.refunded_minor);
  expect(payout.transactions).toContainEqual(
    expect.objectContaining({
      kind: "charge",
      order_id: order.id,
      order_display_number: order.display_number,
      amount_minor: order.total_minor,
      expected_minor: order.total_minor,
      found_minor: order.total_minor,
      state: "matched",
    }),
  );
  expect(payout.transactions).toContainEqual(
    expect.objectContaining({ kind: "refund", order_remote_id: String(sold.partlyBack), state: "matched" }),
  );
});

test("read again it is the same payout, and its way to the bank is followed", async () => {
  expect(await readPayouts()).toMatchObject({ seen: 1, created: 0, updated: 0, unchanged: 1 });
  expect((await theOnly()).status).toBe("scheduled");
  aheadMs = 86_400_000;
  expect(await readPayouts()).toMatchObject({ seen: 1, created: 0, updated: 1 });
  expect(await theOnly()).toMatchObject({ status: "paid", transaction_count: 3, state: "matched" });
});

test("an order that costs something else than what was charged is named with both amounts", async () => {
  const { pool } = hub.database;
  const where = `where remote_id = '${sold.whole}'`;
  await pool.query(`update orders set total_minor = total_minor + 1 ${where}`);
  const order = await shop.order(sold.whole);
  expect(await theOnly()).toMatchObject({ state: "amount_differs", amount_differs: 1, matched: 2 });
  const { transactions } = await detail();
  expect(transactions.filter((each: { state: string }) => each.state === "amount_differs")).toMatchObject([
    { order_id: order.id, expected_minor: order.total_minor, found_minor: order.total_minor - 1 },
  ]);
  expect((await ask("/payouts?state=amount_differs")).payouts).toHaveLength(1);
  expect((await ask("/payouts?state=matched")).payouts).toHaveLength(0);
  await pool.query(`update orders set currency = 'XTS' ${where}`);
  expect(await theOnly()).toMatchObject({ state: "not_comparable", not_comparable: 1 });
  await pool.query(`update orders set currency = 'USD', total_minor = total_minor - 1 ${where}`);
  expect((await theOnly()).state).toBe("matched");
});

test("a refund that the order does not know of is named", async () => {
  const where = `where remote_id = '${sold.partlyBack}'`;
  const { rows } = await hub.database.pool.query(`select refunded_minor, refunds from orders ${where}`);
  await hub.database.pool.query(`update orders set refunded_minor = 0, refunds = '[]' ${where}`);
  const { transactions } = await detail();
  expect(transactions.filter((each: { state: string }) => each.state === "amount_differs")).toMatchObject([
    { kind: "refund", expected_minor: 0, found_minor: rows[0].refunded_minor },
  ]);
  const put = `update orders set refunded_minor = $1, refunds = $2 ${where}`;
  await hub.database.pool.query(put, [rows[0].refunded_minor, JSON.stringify(rows[0].refunds)]);
});

test("sums that do not add up are named, and read anew they are mended", async () => {
  const before = await theOnly();
  await hub.database.pool.query("update payouts set net_minor = net_minor - 1, hash = '\\x00'");
  expect(await theOnly()).toMatchObject({
    state: "amount_differs",
    problems: [
      { code: "net_differs", expected_minor: before.net_minor - 1, found_minor: before.net_minor },
      { code: "transactions_net_differs", expected_minor: before.net_minor - 1, found_minor: before.net_minor },
    ],
  });
  await readPayouts();
  expect(await theOnly()).toMatchObject({ state: "matched", net_minor: before.net_minor, id: before.id });
});

test("the report has a line for each transaction", async () => {
  const reply = await hub.call("GET", "/api/v1/payouts/report.csv");
  expect(reply.headers.get("content-type")).toContain("text/csv");
  const lines = reply.body.trim().split("\r\n");
  expect(lines).toHaveLength(4);
  const { remote_id: payout } = await theOnly();
  expect(lines.slice(1).every((line: string) => line.startsWith(`${payout},paid,matched,`))).toBe(true);
});

test("one that could not be read is not tried again alone, and leaves the inbox when it is read", async () => {
  const { remote_id: remoteId, connection_id: connectionId } = await theOnly();
  const { rows } = await hub.database.pool.query(
    `insert into parked_work (account_id, connection_id, source, kind, remote_id, error_kind, code, message)
     select account_id, id, 'page', 'payout', $1, 'unreadable', 'unreadable_record', 'net: is no amount'
     from connections where id = $2 returning id`,
    [remoteId, connectionId],
  );
  const card = `/parked/${rows[0].id}`;
  expect((await ask(card)).remedies.map(({ action }: { action: string }) => action)).not.toContain("retry");
  const refused = await hub.call("POST", `/api/v1${card}/retry`, {});
  expect(refused.body).toMatchObject({ code: "parked_read_with_all" });
  await readPayouts();
  expect(await ask(card)).toMatchObject({ resolution: "healed" });
});

test("another account sees nothing of it", async () => {
  const stranger = await anotherAccount(hub);
  const { id } = await theOnly();
  expect((await hub.call("GET", "/api/v1/payouts", undefined, stranger)).body.payouts).toEqual([]);
  expect((await hub.call("GET", `/api/v1/payouts/${id}`, undefined, stranger)).status).toBe(404);
  const report = "/api/v1/payouts/report.csv";
  expect((await hub.call("GET", report, undefined, stranger)).body.trim().split("\r\n")).toHaveLength(1);
  const ofShop = `${report}?connection_id=${shop.id}`;
  expect((await hub.call("GET", ofShop, undefined, stranger)).status).toBe(404);
});

test("by schedule only stores that may have payouts are asked for them", async () => {
  const store = await connectStore(hub, { webhooks: false });
  try {
    const refused = await hub.call("POST", `/api/v1/connections/${store.id}/runs`, { kind: "payouts" });
    expect(refused.body).toMatchObject({ code: "payouts_unsupported" });
    await hub.database.pool.query("update cursors set updated_at = now() - interval '2 days'");
    await hub.database.pool.query("update connections set auto_sync = true");
    const { id: last } = (await ask("/runs?limit=1")).runs[0];
    await hub.hub.upkeep.handle("test");
    const made = async () =>
      (await ask("/runs?limit=50")).runs.filter((run: { id: number; cause: string }) => run.id > last);
    await eventually(
      async () => (await made()).some((run: { kind: string }) => run.kind === "customers"),
      "it was due",
    );
    const payouts = (await made()).filter((run: { kind: string }) => run.kind === "payouts");
    expect(payouts).toMatchObject([{ cause: "schedule", connection_public_id: shop.id }]);
  } finally {
    await store.store.close();
  }
});
