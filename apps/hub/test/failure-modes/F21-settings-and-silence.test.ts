// F21: what no filter by time can find. A setting that changes makes all rows mean something else; variations and customers
// change without a date that a list could be filtered by.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { sweep } from "../support/sweep.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { later, openAlerts } from "../support/webhook-trouble.ts";

let hub: TestHub;
let shop: ConnectedStore;

const query = async (text: string, values: unknown[] = []) => (await hub.database.pool.query(text, values)).rows;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { webhooks: false, products: 40 });
  await shop.sync();
  await later(hub, 70);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const resyncs = () => query("select kind, filter ->> 'since' as since from runs where cause = 'settings' order by id");

test("the settings are kept with the connection; while they stay nothing is read again", async () => {
  const [watch] = await query("select store_settings from watches");
  expect(watch.store_settings).toEqual({
    currency: "USD",
    decimals: "2",
    taxDisplay: "excl",
    pricesIncludeTax: "no",
    weightUnit: "kg",
    timeZone: "America/New_York",
  });
  await later(hub, 70);
  expect(await resyncs()).toEqual([]);
  expect(await openAlerts(hub)).toEqual([]);
});

test("another currency and weight unit: products are read again from the beginning, orders are not, and a person is told", async () => {
  shop.store.control.changeSettings({ currency: "EUR", weightUnit: "lbs" });
  await later(hub, 70);
  expect(await resyncs()).toEqual([{ kind: "products", since: "2000-01-01T00:00:00Z" }]);
  await eventually(
    async () =>
      (await query("select 1 from runs where cause = 'settings' and state = 'done' and seen > 0")).length === 1,
    "the products were read again",
  );
  const [alert] = await openAlerts(hub);
  expect(alert).toMatchObject({ code: "store_settings_changed" });
  expect(alert?.detail).toMatch(/^currency USD → EUR; weight unit kg → lbs\./);
  expect(await query("select store_info ->> 'currency' as currency from connections")).toEqual([{ currency: "EUR" }]);
});

test.each([
  ["the display of taxes", { taxDisplay: "incl" }, ["products"]],
  ["decimals", { priceDecimals: 3 }, ["products", "orders"]],
  ["the time zone", { offsetMinutes: 60 }, ["orders"]],
] as const)("%s: what it concerns is read again, once", async (_name, changed, kinds) => {
  await query("delete from runs where cause = 'settings'");
  shop.store.control.changeSettings(changed);
  await later(hub, 70);
  await later(hub, 70);
  expect((await resyncs()).map(({ kind }) => kind)).toEqual([...kinds]);
});

test("a variation that was changed without a date is found by the digest of its family", async () => {
  const variation = shop.store.control.products().find(({ type }) => type === "variation");
  shop.store.control.tamperProduct(Number(variation?.id), { price: "777.00" });
  // A run reads what was modified, and this was not.
  await shop.settled();
  await query("update cursors set read_until = now() + interval '20 minutes' where kind = 'products'");
  await hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind: "products" });
  await shop.settled();
  expect(await query("select price from listings where remote_id = $1", [String(variation?.id)])).toEqual([
    { price: variation?.price },
  ]);
  const { rows } = await sweep(hub, shop.id, "products");
  expect(rows.find(({ remote_id }) => remote_id === String(variation?.id))).toMatchObject({
    finding: "different",
    outcome: "mended",
  });
  expect(await query("select price from listings where remote_id = $1", [String(variation?.id)])).not.toEqual([
    { price: variation?.price },
  ]);
});
