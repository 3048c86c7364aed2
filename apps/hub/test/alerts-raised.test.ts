// What raises alerts by itself, and what ends them: stores that turn us away or stay silent, and the inbox of parked work.
import { parkedListSchema } from "@logix/api/hub/parked";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { anotherAccount, eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

let ahead = 0;
let hub: TestHub;
let shop: ConnectedStore;

beforeAll(async () => {
  hub = await startTestHub({ now: () => new Date(Date.now() + ahead) });
  shop = await connectStore(hub, { webhooks: false, orders: 12 });
  for (let count = 0; count < 4; count += 1) shop.store.control.placeOrder({});
  await shop.sync();
});
afterAll(async () => {
  await hub?.close();
  await shop?.store.close();
});

const ask = async (method: string, path: string, body?: unknown) =>
  (await hub.call(method, `/api/v1${path}`, body)).body;

async function alertsOf(code: string, state: "open" | "settled" = "open") {
  return (await ask("GET", `/alerts?connection_id=${shop.id}&code=${code}&state=${state}`)).alerts;
}

const opened = (code: string) =>
  eventually(async () => {
    await hub.hub.upkeep.handle("test");
    const found = await alertsOf(code);
    return found.length > 0 && found;
  }, `${code} was raised`);

const over = (code: string) =>
  eventually(async () => {
    await hub.hub.upkeep.handle("test");
    return (await alertsOf(code)).length === 0;
  }, `${code} was over`);

const read = () => ask("POST", `/connections/${shop.id}/runs`, { kind: "orders" });

test("refused work is one alert for its trouble, and cards that say what helps", async () => {
  await ask("PATCH", `/connections/${shop.id}`, { status_map: { outbound: { PACKED: "packed" } } });
  const { orders } = await ask("GET", "/orders?status=PROCESSING");
  const [first, second] = orders;
  for (const { id } of [first, second]) await ask("PATCH", `/orders/${id}`, { status: "PACKED" });
  const cards = await eventually(async () => {
    const { parked } = parkedListSchema.parse(await ask("GET", "/parked"));
    return parked.length === 2 && parked;
  }, "both were parked");
  expect(await alertsOf("parked_work")).toMatchObject([
    { times: 2, title: "The store does not take an order's status" },
  ]);
  expect(cards.map(({ title }) => title).toSorted()).toEqual(
    [first, second].map((order) => `The store does not take the status of order ${order.remote_id}`).toSorted(),
  );
  const actions = cards[0]?.remedies.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["map_status", "open_order", "retry", "retry_like", "dismiss"]));
});

test("the alert ends when the last card of its trouble has left the inbox, and begins anew when one comes back", async () => {
  const { parked } = await ask("GET", "/parked");
  const [first, last] = parked;
  await ask("POST", `/parked/${first.id}/dismiss`, { reason: "A test order" });
  expect(await alertsOf("parked_work")).toHaveLength(1);
  await ask("POST", `/parked/${last.id}/dismiss`, { reason: "Another one" });
  expect(await alertsOf("parked_work")).toHaveLength(0);
  expect(await ask("POST", `/parked/${last.id}/reopen`)).toMatchObject({ state: "open", reason: null });
  expect(await alertsOf("parked_work")).toHaveLength(1);
  expect((await hub.call("POST", `/api/v1/parked/${last.id}/reopen`)).status).toBe(409);
  shop.store.control.registerStatus("packed");
  await ask("POST", `/parked/${last.id}/retry`);
  await over("parked_work");
  expect(
    (await ask("GET", `/audit?subject=parked:${last.id}`)).entries.map(({ action }: { action: string }) => action),
  ).toEqual(["parked.retried", "parked.reopened", "parked.dismissed"]);
});

test("a payload is shown masked; in full only to who may see customers, and that is kept", async () => {
  const { rows } = await hub.database.pool.query(
    `insert into parked_work (account_id, connection_id, source, kind, remote_id, error_kind, code, message, payload)
    select account_id, id, 'page', 'order', '77', 'unreadable', 'unreadable_record', 'ada@example.com is no number', $1
    from connections where public_id = $2 returning id`,
    [JSON.stringify({ id: 77, billing: { email: "ada@example.com" }, consumer_secret: "cs_sssssss" }), shop.id],
  );
  const card = `/parked/${rows[0].id}`;
  const masked = await ask("GET", card);
  expect(masked).toMatchObject({ title: "Order 77 of the store could not be read", detail: "••• is no number" });
  expect(JSON.parse(masked.payload)).toEqual({ id: 77, billing: { email: "•••" }, consumer_secret: "(hidden)" });
  const full = JSON.parse((await ask("GET", `${card}/payload`)).payload);
  expect(full).toEqual({ id: 77, billing: { email: "ada@example.com" }, consumer_secret: "(hidden)" });
  expect((await ask("GET", `/audit?subject=parked:${rows[0].id}`)).entries).toMatchObject([
    { action: "parked.payload_seen" },
  ]);
  const narrow = await ask("POST", "/tokens", { name: "Reader", permissions: ["integration:read"] });
  expect((await hub.call("GET", `/api/v1${card}/payload`, undefined, narrow.token)).status).toBe(403);
  expect((await hub.call("GET", `/api/v1${card}`, undefined, narrow.token)).status).toBe(200);
  const stranger = await anotherAccount(hub);
  expect((await hub.call("GET", `/api/v1${card}/payload`, undefined, stranger)).status).toBe(404);
  await ask("POST", `${card}/dismiss`, { reason: "Made up" });
});

test("a store that does not answer for half an hour is told of, one that nobody asks is not", async () => {
  shop.store.control.faults.set({ kind: "status", status: 502 });
  await ask("POST", `/connections/${shop.id}/test`);
  ahead += 31 * 60_000;
  await hub.hub.upkeep.handle("test");
  expect(await alertsOf("store_unreachable")).toEqual([]);
  await ask("POST", `/connections/${shop.id}/test`);
  expect(await opened("store_unreachable")).toMatchObject([
    { severity: "critical", detail: expect.stringContaining("answered with 502") },
  ]);
  shop.store.control.faults.set([]);
  // Signatures carry the time: a store turns away whose clock is far ahead.
  ahead = 0;
  await ask("POST", `/connections/${shop.id}/test`);
  await over("store_unreachable");
  expect(await alertsOf("store_unreachable", "settled")).toHaveLength(1);
});

test("a store that turns us away is told of until it lets us in again", async () => {
  shop.store.control.faults.set({ kind: "rest-closed" });
  await read();
  expect(await opened("connection_cut_off")).toMatchObject([{ severity: "critical", times: 1 }]);
  shop.store.control.faults.set([]);
  await ask("POST", `/connections/${shop.id}/test`);
  expect((await ask("GET", `/connections/${shop.id}`)).status).toBe("active");
  await over("connection_cut_off");
});

test("with the connection its alerts go", async () => {
  const status_map = { outbound: { SHIPPED: "not-there" } };
  await ask("PATCH", `/connections/${shop.id}`, { status_map });
  const { orders } = await ask("GET", "/orders?status=PROCESSING");
  await ask("PATCH", `/orders/${orders[0].id}`, { status: "SHIPPED" });
  await opened("parked_work");
  await ask("DELETE", `/connections/${shop.id}`);
  expect((await ask("GET", "/alerts?state=open")).alerts).toEqual([]);
});
