// F09: what a webhook says may be old, half, or about something that nobody saved. The store is asked wherever it is not the
// whole and the newest.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { bodyOf, deliveriesOf, numberIn, ordersWith, SECRET, type Send, senderFor } from "../support/woo-sender.ts";

let hub: TestHub;
let shop: ConnectedStore;
let send: Send;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub, { webhooks: false, webhookSecret: SECRET });
  send = senderFor(hub, shop);
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

type Listing = {
  readonly remote_id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly stock: number;
};

async function listingsWhere(condition: string, value: unknown): Promise<readonly Listing[]> {
  const text = `select remote_id, sku, name, stock_quantity::float8 as stock from listings where ${condition} order by remote_id::int`;
  return (await hub.database.pool.query(text, [String(value)])).rows;
}

const asked = () => Object.keys(shop.store.control.counts().requests);

describe("F09 an order", () => {
  test("that is whole and newer is taken as it came, without a question to the store", async () => {
    const order = shop.store.control.placeOrder({});
    shop.store.control.resetCounts();
    await send({ body: bodyOf(order) });
    await shop.settled();
    expect(await ordersWith(hub, order.id)).toHaveLength(1);
    expect(asked()).toEqual([]);
  });

  test.each([
    ["without its lines", { line_items: undefined }],
    ["without its total", { total: undefined }],
    ["with lines that are only ids", { line_items: [1, 2] }],
    ["without the moment of its change", { date_modified_gmt: undefined }],
  ])("%s is read from the store", async (_, half) => {
    const order = shop.store.control.placeOrder({ note: "the whole" });
    await send({ body: bodyOf(order, { ...half, customer_note: "half" }) });
    await shop.settled();
    const held = await shop.order(order.id);
    expect(held).toMatchObject({ customer_note: "the whole", remote_status: "processing" });
    expect(held.line_items.length).toBeGreaterThan(0);
  });

  test("that is older than what we hold changes nothing, though it is whole and signed", async () => {
    const order = shop.store.control.placeOrder({ note: "new" });
    await send({ body: bodyOf(order) });
    await shop.settled();
    const before = await shop.order(order.id);
    const old = { date_modified_gmt: "2026-01-01T00:00:00", customer_note: "old", status: "failed" };
    await send({ body: bodyOf(order, old) });
    await shop.settled();
    expect(await shop.order(order.id)).toEqual(before);
  });
});

describe("F09 a product", () => {
  test("whose variations come as ids alone has them fetched", async () => {
    const { control } = shop.store;
    const parent = Number(
      (
        await control.createProduct({
          name: "Jersey",
          type: "variable",
          sku: "JERSEY",
          attributes: [{ name: "Size", variation: true, options: ["S", "M"] }],
        })
      ).id,
    );
    const stocked = { regular_price: "20.00", manage_stock: true };
    const made = [
      await control.createVariation(parent, { ...stocked, sku: "JERSEY-S", stock_quantity: 4 }),
      await control.createVariation(parent, { ...stocked, sku: "JERSEY-M", stock_quantity: 9 }),
    ];
    const body = control.product(parent);
    expect(JSON.stringify(body.variations)).toMatch(/^\[\d+,\d+\]$/);
    await send({ topic: "product.updated", body: bodyOf(body) });
    await shop.settled();
    expect(await listingsWhere("parent_remote_id = $1", parent)).toMatchObject([
      { remote_id: String(made[0]?.id), sku: "JERSEY-S", stock: 4 },
      { remote_id: String(made[1]?.id), sku: "JERSEY-M", stock: 9 },
    ]);
  });

  test("that nobody has saved yet is ignored, and is there once it is saved", async () => {
    const { control } = shop.store;
    const draft = await control.createProduct({ name: "AUTO-DRAFT", type: "simple", status: "auto-draft" });
    const id = Number(draft.id);
    const reply = await send({ topic: "product.created", body: bodyOf(control.product(id)) });
    expect(reply).toMatchObject({ status: 200, body: { status: "ignored" } });
    // Nor does a hint that comes in its place make it one.
    await send({ topic: "product.updated", body: JSON.stringify({ id }) });
    await shop.settled();
    expect(await listingsWhere("remote_id = $1", id)).toEqual([]);
    expect(await numberIn(hub, "listings where name = 'AUTO-DRAFT'")).toBe(0);

    await control.editProduct(id, { name: "Scarf", sku: "SCARF", status: "publish" });
    await send({ topic: "product.updated", body: bodyOf(control.product(id)) });
    await shop.settled();
    expect(await listingsWhere("remote_id = $1", id)).toMatchObject([{ sku: "SCARF", name: "Scarf" }]);
  });

  test("whose webhook was made before it had its name is read from the store", async () => {
    const product = await shop.store.control.createProduct({ name: "Gloves", type: "simple", sku: "GLOVES" });
    await send({ topic: "product.created", body: bodyOf(product, { name: "AUTO-DRAFT" }) });
    await shop.settled();
    expect(await listingsWhere("remote_id = $1", product.id)).toMatchObject([{ name: "Gloves" }]);
    expect((await deliveriesOf(hub, product.id)).at(-1)).toMatchObject({ state: "applied" });
  });
});
