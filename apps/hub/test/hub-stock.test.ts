// Stock over the hub's own API: counted, adjusted once, kept back, and shown with what the stores were told.
import { movementListSchema, stockDetailSchema, stockListSchema } from "@logix/api/hub/stock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allPages, type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 0, products: 10 });
});
afterAll(() => hub?.close());

const at = (sku: string) => `/stock/${encodeURIComponent(sku)}`;

async function adjust(sku: string, body: unknown, key?: string) {
  const reply = await fetch(`${hub.url}/api/v1${at(sku)}/adjustments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${hub.token}`,
      "content-type": "application/json",
      ...(key && { "idempotency-key": key }),
    },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json() };
}

test("a count replaces, an adjustment adds, a buffer is kept back", async () => {
  expect(await hub.ask("PUT", at("A-1"), { on_hand: 10, reason: "Stocktaking" })).toMatchObject({
    sku: "A-1",
    location: "Main",
    on_hand: "10",
    reserved: "0",
    available: "10",
    oversold: false,
  });
  expect((await adjust("A-1", { quantity: "-2.5", reason: "Broken" })).body).toMatchObject({ on_hand: "7.5" });
  expect(await hub.ask("PATCH", at("A-1"), { buffer: "0.5" })).toMatchObject({ buffer: "0.5", available: "7" });
  expect(await hub.ask("PUT", at("A-1"), { on_hand: "4" })).toMatchObject({ on_hand: "4", available: "3.5" });
  const { movements } = movementListSchema.parse(await hub.ask("GET", `${at("A-1")}/movements`));
  expect(movements).toMatchObject([
    { kind: "count", delta: "-3.5", on_hand_after: "4", reason: null },
    { kind: "adjustment", delta: "-2.5", on_hand_after: "7.5", reason: "Broken" },
    { kind: "count", delta: "10", on_hand_after: "10", reason: "Stocktaking", actor: expect.stringMatching(/^user:/) },
  ]);
});

test("the same adjustment under the same key is made once, also when both arrive at the same moment", async () => {
  await hub.ask("PUT", at("KEYED"), { on_hand: 10 });
  const replies = await Promise.all([1, 2, 3].map(() => adjust("KEYED", { quantity: -1 }, "scan-1")));
  expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
  expect(await hub.ask("GET", at("KEYED"))).toMatchObject({ on_hand: "9" });
  await adjust("KEYED", { quantity: -1 }, "scan-2");
  expect(await hub.ask("GET", at("KEYED"))).toMatchObject({ on_hand: "8" });
});

test("a key that was used for another movement loses nothing: it is refused", async () => {
  await hub.ask("PUT", at("REUSED"), { on_hand: 10 });
  await adjust("REUSED", { quantity: "-1.0" }, "used");
  expect((await adjust("REUSED", { quantity: -1 }, "used")).status).toBe(200);
  for (const [sku, quantity] of [
    ["REUSED", -2],
    ["OTHER", -1],
  ] as const) {
    expect(await adjust(sku, { quantity }, "used")).toMatchObject({
      status: 409,
      body: { code: "idempotency_key_used" },
    });
  }
  expect(await hub.ask("GET", at("REUSED"))).toMatchObject({ on_hand: "9" });
});

test.each(["A/B", "Größe 40", "x%2Fy", "a+b c", "日本/本", "..", "?#&", "😀"])(
  "the SKU %s is one like any other",
  async (sku) => {
    if (sku === "..") {
      // No client sends this in a path: it would be resolved away. The list finds it by query.
      expect((await hub.ask("GET", "/stock?sku=..")).stock).toEqual([]);
      return;
    }
    await hub.ask("PUT", at(sku), { on_hand: 1 });
    expect(await hub.ask("GET", at(sku))).toMatchObject({ sku, on_hand: "1" });
    expect((await hub.ask("GET", `/stock?sku=${encodeURIComponent(sku)}`)).stock).toMatchObject([{ sku }]);
    expect((await hub.ask("GET", `${at(sku)}/movements`)).movements).toHaveLength(1);
  },
);

test("the list shows every SKU once, page by page", async () => {
  for (let index = 0; index < 7; index += 1) await hub.ask("PUT", at(`PAGE-${index}`), { on_hand: index });
  const listed: string[] = (await allPages(hub, "/stock", "stock", 2)).map((entry) => entry.sku);
  expect(new Set(listed).size).toBe(listed.length);
  const { rows } = await hub.database.pool.query("select sku from stock_levels");
  expect([...listed].sort()).toEqual(rows.map((row) => row.sku).sort());
  const page = stockListSchema.parse(await hub.ask("GET", "/stock?limit=200"));
  expect(page.next_cursor).toBeNull();
});

test("movements come page by page", async () => {
  for (let index = 0; index < 5; index += 1) await hub.ask("PUT", at("MOVED"), { on_hand: index });
  const movements = await allPages(hub, `${at("MOVED")}/movements`, "movements", 2);
  expect(movements.map((movement) => movement.on_hand_after)).toEqual(["4", "3", "2", "1", "0"]);
});

test("one SKU shows what each store shows and whether it was told", async () => {
  const product = hub.store.control.products().find((each) => each.type === "simple" && each.manage_stock && each.sku);
  const sku = String(product?.sku);
  await hub.ask("PUT", at(sku), { on_hand: 77 });
  const told = await eventually(async () => {
    const stock = stockDetailSchema.parse(await hub.ask("GET", at(sku)));
    return stock.listings[0]?.told?.state === "done" && stock;
  }, "the store was told");
  expect(told.listings).toContainEqual({
    connection_id: hub.connection.id,
    connection_public_id: hub.connection.publicId,
    remote_id: String(product?.id),
    name: expect.any(String),
    shows: "77",
    told: { state: "done", wished_at: expect.any(String), settled_at: expect.any(String), note: "written" },
  });
  expect(hub.store.control.product(Number(product?.id)).stock_quantity).toBe(77);
});

test("a SKU that nobody counted is missing", async () => {
  expect(await hub.ask("GET", at("NEVER"), undefined, 404)).toMatchObject({ code: "sku_unknown" });
  await hub.ask("PATCH", at("NEVER"), { buffer: 1 }, 404);
});

test("no chain of adjustments leads to a number that cannot be counted with", async () => {
  await hub.ask("PUT", at("HUGE"), { on_hand: 999_999_999 });
  expect(await adjust("HUGE", { quantity: "999999999" })).toMatchObject({ status: 400 });
  expect(await hub.ask("GET", at("HUGE"))).toMatchObject({ on_hand: "999999999" });
});
