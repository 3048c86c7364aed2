// Products carried to stores and back by the hub dialect: mappings, what would change, runs item by item, and taking back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount, eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
let id: number;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 12, products: 4 });
  const prices = { price: "12.50", wholesalePrice: "7" };
  const product = { sku: "MUG-G", name: "Green mug", prices, attributes: { COLOR: "Green" } };
  ({ id } = await hub.ask("POST", "/products", product, 201));
});
afterAll(() => hub?.close());

const at = (path: string) => `/connections/${hub.connection.publicId}/${path}`;
const ended = (run: number) =>
  eventually(async () => {
    const found = await hub.ask("GET", `/runs/${run}`);
    return found.finished_at !== null && found;
  }, "the run ended");

test("a mapping speaks of all that the catalogue has, and begins with everything but prices without a place", async () => {
  const { fields, targets, template } = await hub.ask("GET", at("mapping-fields"));
  expect(fields).toContainEqual({ name: "COLOR", kind: "attribute" });
  expect(fields).toContainEqual({ name: "wholesalePrice", kind: "price" });
  expect(targets).toContain("regular_price");
  expect(template.selected_fields).toEqual(expect.arrayContaining(["name", "sku", "price", "COLOR"]));
  expect(template.selected_fields).not.toContain("wholesalePrice");
});

test("mappings are kept one after the other, and one is in use", async () => {
  const first = await hub.ask("POST", at("export-mappings"), { selected_fields: ["name", "sku"] }, 201);
  const mapping = { selected_fields: ["name", "sku", "price", "COLOR"], field_mappings: { COLOR: "pa_color" } };
  const second = await hub.ask("POST", at("export-mappings"), mapping, 201);
  const inUse = async () => {
    const { mappings } = await hub.ask("GET", at("export-mappings"));
    return mappings.filter((each: { is_active: boolean }) => each.is_active).map((each: { id: number }) => each.id);
  };
  expect(await inUse()).toEqual([second.id]);
  await hub.ask("PATCH", `/export-mappings/${first.id}`, { is_active: true });
  expect(await inUse()).toEqual([first.id]);
  await hub.ask("DELETE", `/export-mappings/${first.id}`, undefined, 204);
  await hub.ask("PATCH", `/export-mappings/${second.id}`, { is_active: true });
  await hub.ask("POST", at("export-mappings"), { selected_fields: ["name"] }, 400);
  expect(await inUse()).toEqual([second.id]);
});

test("an import mapping is kept likewise", async () => {
  const made = await hub.ask("POST", at("import-mappings"), { attribute_mappings: { pa_color: "COLOR" } }, 201);
  expect(made).toMatchObject({ is_active: true, attribute_mappings: { pa_color: "COLOR" }, field_mappings: {} });
  await hub.ask("PATCH", `/import-mappings/${made.id}`, { field_mappings: { sale_price: "promo" } });
  const { mappings } = await hub.ask("GET", at("import-mappings"));
  expect(mappings).toMatchObject([{ id: made.id, field_mappings: { sale_price: "promo" } }]);
  await hub.ask("DELETE", `/import-mappings/${made.id}`, undefined, 204);
});

test("a mapping is tried out on one product, beside what the store shows, without being kept", async () => {
  const trial = { product_id: id, selected_fields: ["name", "sku", "wholesalePrice"], field_mappings: {} };
  const preview = await hub.ask("POST", at("export-preview"), trial);
  expect(preview).toMatchObject({ remote_id: null, problem: null });
  expect(preview.warnings).toEqual([expect.stringContaining("wholesalePrice")]);
  expect(preview.fields).toContainEqual({ field: "name", sends: "Green mug", shows: null, differs: true });
  const placed = { ...trial, field_mappings: { wholesalePrice: "regular_price" } };
  const { fields } = await hub.ask("POST", at("export-preview"), placed);
  expect(fields).toContainEqual({ field: "regular_price", sends: "7", shows: null, differs: true });
});

test("an export is foreseen, carried out item by item, shown per store, and taken back", async () => {
  const wanted = { product_ids: [id] };
  const { items } = await hub.ask("POST", at("exports/forecast"), wanted);
  expect(items).toMatchObject([{ product_id: id, sku: "MUG-G", name: "Green mug", outcome: "create" }]);
  expect(hub.store.control.productBySku("MUG-G")).toBeUndefined();

  const { run_id: run } = await hub.ask("POST", at("exports"), wanted, 202);
  expect(await ended(run)).toMatchObject({ kind: "export", state: "done", created: 1 });
  const { items: done } = await hub.ask("GET", `/runs/${run}/items`);
  expect(done).toMatchObject([{ sku: "MUG-G", outcome: "created", message: null }]);
  expect((await hub.ask("GET", `/runs/${run}/items?outcome=failed`)).items).toEqual([]);
  expect((await hub.ask("POST", at("exports/forecast"), wanted)).items).toMatchObject([{ outcome: "nothing" }]);

  await hub.ask("PATCH", `/products/${id}`, { price: "13" });
  const { stores } = await hub.ask("GET", `/products/${id}/stores`);
  const differing = stores[0].fields.filter((each: { differs: boolean }) => each.differs);
  expect(differing).toEqual([{ field: "regular_price", sends: "13", shows: "12.50", differs: true }]);

  expect(await hub.ask("POST", `/runs/${run}/undo`)).toEqual({ restored: 1, moved: 0, gone: 0, failed: 0 });
  expect(hub.store.control.productBySku("MUG-G")).toBeUndefined();
});

test("an import is foreseen with both values, and carried out", async () => {
  const { items, complete } = await hub.ask("POST", at("imports/forecast"), {});
  expect(complete).toBe(true);
  expect(items.length).toBeGreaterThanOrEqual(4);
  const [first] = items;
  expect(first).toMatchObject({ outcome: "create", name: expect.any(String) });
  expect(first.changes).toContainEqual({ field: "name", from: "", to: first.name });
  const { run_id: run } = await hub.ask("POST", at("imports"), {}, 202);
  expect((await ended(run)).created).toBeGreaterThanOrEqual(4);
  await hub.ask("POST", `/runs/${run}/undo`, undefined, 400);
});

test("stock is summed per SKU, says who holds it, and what is sold twice stands out", async () => {
  const { orders } = await hub.ask("GET", "/orders?limit=50");
  const details = await Promise.all(orders.map((order: { id: number }) => hub.ask("GET", `/orders/${order.id}`)));
  const held = details.find((order) => order.status === "CONFIRMED" || order.status === "PENDING");
  const { sku } = held.line_items.find((line: { sku: string | null }) => line.sku);
  await hub.ask("PUT", `/stock/${encodeURIComponent(sku)}`, { on_hand: "0" });
  const { stock } = await hub.ask("GET", `/stock-summary?only=oversold&search=${encodeURIComponent(sku)}`);
  expect(stock).toMatchObject([{ sku, on_hand: "0", told: 0, oversold: true }]);
  expect(await hub.ask("GET", "/stock-summary/totals")).toMatchObject({ skus: 1, oversold: 1 });
  const { holds } = await hub.ask("GET", `/stock/${encodeURIComponent(sku)}/holds`);
  expect(holds.map((each: { order_id: number }) => each.order_id)).toContain(held.id);
  await hub.ask("PUT", `/stock/${encodeURIComponent(sku)}`, { on_hand: "1000" });
  expect((await hub.ask("GET", "/stock-summary?only=oversold")).stock).toEqual([]);
  expect(await hub.ask("GET", "/stock-summary/totals")).toMatchObject({ skus: 1, oversold: 0, sold_out: 0 });
});

test("none of it is another account's", async () => {
  const token = await anotherAccount(hub);
  const { mappings } = await hub.ask("GET", at("export-mappings"));
  const theirs = (method: string, path: string, body?: object) => hub.call(method, `/api/v1${path}`, body, token);
  for (const [method, path, body] of [
    ["GET", at("export-mappings")],
    ["GET", at("conflict-policy")],
    ["GET", `/products/${id}/stores`],
    ["GET", "/runs/1/items"],
    ["PATCH", `/export-mappings/${mappings[0].id}`, { is_active: false }],
    ["POST", "/runs/1/undo"],
  ] as const) {
    expect((await theirs(method, path, body)).status, `${method} ${path}`).toBe(404);
  }
  expect((await theirs("GET", "/conflicts")).body.conflicts).toEqual([]);
  expect((await theirs("GET", "/stock-summary")).body.stock).toEqual([]);
});
