// F04: a webhook that the store disabled, paused or lost is made again, the gap is read, and a person is told how long it was.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { later, openAlerts, webhookIds } from "../support/webhook-trouble.ts";

let hub: TestHub;
let shop: ConnectedStore;

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;
const statuses = () => new Set(shop.store.control.webhooks().map(({ status }) => status));

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub);
  await shop.sync();
  await shop.settled();
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

test("disabled webhooks are woken, the gap is read from the last good event on, and the alert names it", async () => {
  shop.store.control.placeOrder({});
  await shop.settled();
  await query("update deliveries set received_at = now() - interval '3 hours'");
  const [good] = await query("select max(received_at) as at from deliveries where kind = 'order'");
  const wanted = webhookIds(shop).length;
  for (const id of webhookIds(shop)) shop.store.control.setWebhookStatus(id, "disabled");
  const unheard = shop.store.control.placeOrder({});
  await later(hub, 20);
  expect(statuses()).toEqual(new Set(["active"]));
  expect(webhookIds(shop)).toHaveLength(wanted);
  expect(await shop.order(unheard.id)).toMatchObject({ status: "PROCESSING" });
  const [run] = await query("select filter ->> 'since' as since from runs where cause = 'gap' and kind = 'orders'");
  expect(new Date(run.since).getTime()).toBe(good.at.getTime() - 10 * 60_000);
  const [alert] = await openAlerts(hub);
  expect(alert).toMatchObject({ code: "webhooks_off" });
  expect(alert?.detail).toContain(`orders from ${good.at.toISOString()} to 20`);
  const heard = shop.store.control.placeOrder({});
  await shop.store.control.deliveriesSettled();
  await eventually(
    async () => (await query("select 1 from deliveries where remote_id = $1", [String(heard.id)])).length > 0,
    "the webhooks speak again",
  );
});

test("the alert ends when they are seen well", async () => {
  await later(hub, 20);
  expect(await openAlerts(hub)).toEqual([]);
});

test("a single one that was paused, and one that was deleted, come back too", async () => {
  const [paused = 0] = webhookIds(shop, /^order\.updated$/);
  const [gone = 0] = webhookIds(shop, /^product\.updated$/);
  shop.store.control.setWebhookStatus(paused, "paused");
  shop.store.control.deleteWebhook(gone);
  await later(hub, 20);
  expect(statuses()).toEqual(new Set(["active"]));
  expect(webhookIds(shop, /^order\.updated$/)).toEqual([paused]);
  expect(webhookIds(shop, /^product\.updated$/)).toHaveLength(1);
  expect((await openAlerts(hub))[0]?.detail).toContain("order.updated, product.updated");
});

test("where the store does not let them be made again, a person is told, and the gap is read once it does", async () => {
  await later(hub, 20);
  const [id = 0] = webhookIds(shop, /^order\.updated$/);
  shop.store.control.setWebhookStatus(id, "disabled");
  shop.store.control.faults.set({ kind: "status", status: 413, match: { method: "PUT", path: /\/webhooks/ } });
  await query("delete from runs where cause = 'gap'");
  await later(hub, 20);
  expect((await openAlerts(hub))[0]?.detail).toMatch(
    /the store does not let us make them again .* Not told: orders from 20/,
  );
  expect(await query("select 1 from runs where cause = 'gap'")).toEqual([]);
  shop.store.control.faults.clear();
  await later(hub, 20);
  expect(await query("select kind from runs where cause = 'gap'")).toEqual([{ kind: "orders" }]);
  expect(statuses()).toEqual(new Set(["active"]));
});

test("webhooks that were never set up through the hub are left alone", async () => {
  const other = await connectStore(hub, { orders: 1, webhooks: false, seed: 5 });
  await later(hub, 20);
  expect(webhookIds(other)).toEqual([]);
  await other.store.close();
});
