// Returns of a simulated shop: with their orders however those are read, and never in the way of them.
import { usualScopes } from "@logix/sandbox/shopify";
import { expect, test } from "vitest";
import type { Delivery, RemoteId } from "../../connector-kit/contract.ts";
import { bulkPages } from "./bulk.ts";
import { allOf, aShop, type Running } from "./fixtures/sandbox.ts";
import { shopify } from "./index.ts";
import { settingsSchema } from "./settings.ts";

const POOR = usualScopes.filter((scope) => !scope.endsWith("_returns"));

function sentOrder({ shop }: Running, lines = [{ sku: "MUG-SAND", quantity: 3 }]) {
  return shop.control.fulfilOrder(shop.control.placeOrder({ lines, payment: "paid" }).id);
}

async function read({ open }: Running, id: RemoteId | number) {
  const found = (await open().again.orders([String(id)])).get(String(id));
  if (!found || !("record" in found)) throw new Error(`no order: ${JSON.stringify(found)}`);
  return found.record;
}

test("an order that was never sent back has no returns, and costs no question more", async () => {
  const running = await aShop();
  const order = sentOrder(running);
  running.shop.control.resetCounts();
  expect((await read(running, order.id)).returns).toEqual([]);
  expect(running.shop.control.requests()).toHaveLength(1);
});

test("a return is read with its order, up to its refund and its end", async () => {
  const running = await aShop();
  const { control } = running.shop;
  const order = sentOrder(running);
  const lines = [{ id: order.lines[0]?.id ?? 0, quantity: 1 }];
  const asked = control.requestReturn(order.id, { lines, reason: "DEFECTIVE", customerNote: "The handle is off" });
  expect((await read(running, order.id)).returns).toMatchObject([
    {
      remoteId: String(asked.id),
      status: "requested",
      openedAt: null,
      lines: [
        {
          lineRemoteId: String(lines[0]?.id),
          sku: "MUG-SAND",
          quantity: "1",
          reason: "Defective",
          note: "The handle is off",
        },
      ],
    },
  ]);
  control.approveReturn(asked.id);
  control.refund(order.id, { lines, returnId: asked.id });
  control.closeReturn(asked.id);
  const { returns, refunds } = await read(running, order.id);
  expect(returns).toMatchObject([{ status: "closed", closedAt: expect.stringMatching(/Z$/) }]);
  expect(returns?.[0]?.refundRemoteIds).toEqual(refunds.map(({ remoteId }) => remoteId));
});

test("more returns, lines and refunds than fit one answer are read to the last", async () => {
  const running = await aShop({ products: 60, plan: "enterprise" });
  const { control } = running.shop;
  const skus = (await allOf((resume) => running.open().syncProducts({}, resume))).flatMap(
    ({ record }) => record.sku ?? [],
  );
  for (const sku of skus) control.setStock({ sku, quantity: 10 });
  const order = sentOrder(
    running,
    skus.slice(0, 30).map((sku) => ({ sku, quantity: 8 })),
  );
  const one = order.lines.map(({ id }) => ({ id, quantity: 1 }));
  const whole = control.createReturn(order.id, { lines: one });
  for (let index = 0; index < 6; index += 1) control.createReturn(order.id, { lines: one.slice(0, 1) });
  for (let index = 0; index < 27; index += 1)
    control.refund(order.id, { lines: one.slice(index, index + 1), returnId: whole.id });
  const { returns = [] } = await read(running, order.id);
  expect(returns).toHaveLength(7);
  expect(returns[0]?.lines.map(({ lineRemoteId }) => lineRemoteId)).toEqual(one.map(({ id }) => String(id)));
  expect(returns[0]?.refundRemoteIds).toHaveLength(27);
});

test("the file of all orders tells which of them were sent back", async () => {
  const at = new Date();
  const running = await aShop({ orders: 20, now: () => at });
  const order = sentOrder(running);
  running.shop.control.createReturn(order.id, { reason: "COLOR" });
  const all = await allOf((resume) => bulkPages(running.client, "shop", resume));
  expect(all.find(({ record }) => record.remoteId === String(order.id))?.record.returns).toHaveLength(1);
  const again = await running.open().again.orders(all.map(({ record }) => record.remoteId));
  for (const { record } of all) expect(again.get(record.remoteId)).toMatchObject({ record });
  // Those without any are known to have none, and are not read a second time.
  expect(all.filter(({ record }) => record.returns?.length === 0).length).toBeGreaterThan(5);
});

test("a merchant who did not agree to show returns shows the orders, by file and one by one", async () => {
  const running = await aShop({ orders: 10, scopes: POOR });
  const order = sentOrder(running);
  running.shop.control.createReturn(order.id);
  const record = await read(running, order.id);
  expect(record.lines).not.toEqual([]);
  expect(record.returns).toBeUndefined();
  const all = await allOf((resume) => bulkPages(running.client, "shop", resume));
  const filed = all.find((each) => each.record.remoteId === String(order.id));
  expect(filed?.record).toEqual(record);
});

test("such a merchant's webhooks are set up but for those of returns", async () => {
  const url = new URL("http://127.0.0.1:9/hook");
  const poor = await (await aShop({ scopes: POOR })).open().setupWebhooks(shopify.topics, url);
  expect(poor.map(({ topic }) => topic)).toEqual(shopify.topics.filter((topic) => !topic.startsWith("RETURNS_")));
  const rich = await (await aShop()).open().setupWebhooks(shopify.topics, url);
  expect(rich.map(({ topic }) => topic)).toEqual(shopify.topics);
});

test("every delivery about a return leads to its order, though one names the return alone", async () => {
  const running = await aShop();
  const { control, url, accessToken, clientSecret } = running.shop;
  await running.open().setupWebhooks(shopify.topics, new URL("http://127.0.0.1:9/hook"));
  const order = sentOrder(running);
  const { id } = control.requestReturn(order.id);
  control.approveReturn(id);
  control.reduceReturn(id, 2);
  control.closeReturn(id);
  control.reopenReturn(id);
  control.cancelReturn(id);
  control.declineReturn(control.requestReturn(order.id).id);
  await control.deliveriesSettled();
  const settings = settingsSchema.parse({ storeUrl: url, accessToken, clientSecret });
  const told = control
    .deliveries()
    .filter(({ topic }) => topic.startsWith("returns/"))
    .map((each) => ({ topic: each.topic, receipt: shopify.webhooks.verify(received(each), settings) }));
  expect(new Set(told.map(({ topic }) => topic)).size).toBe(7);
  for (const { topic, receipt } of told) {
    const remoteId = topic === "returns/update" ? `return/${id}` : String(order.id);
    expect(receipt).toMatchObject({ about: "resource", kind: "order", remoteId });
  }
  expect((await read(running, `return/${id}`)).remoteId).toBe(String(order.id));
  const both = await running.open().again.orders([`return/${id}`, String(order.id), "return/1"]);
  expect(both.get(`return/${id}`)).toEqual(both.get(String(order.id)));
  expect(both.get("return/1")).toEqual({ gone: true });
});

function received({ headers, body }: { headers: Readonly<Record<string, string>>; body: string }): Delivery {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(lower), body: Buffer.from(body) };
}
