// The same products published to stores of two platforms: foreseen, written, changed in one field, and taken back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { type ConnectedShop, connectShop } from "./support/connected-shop.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
let shopify: ConnectedShop;
let mug: number;
let lamp: number;
let shirt: number;

beforeAll(async () => {
  hub = await startConnectedHub({ orders: 0, products: 0 });
  shopify = await connectShop(hub, { products: 0, orders: 0 });
  const make = async (product: object) => (await hub.ask("POST", "/products", product, 201)).id;
  mug = await make({
    sku: "BOTH-MUG",
    name: "Blue mug",
    description: "<p>Holds tea.</p>",
    status: "publish",
    prices: { price: "19.90", sale_price: "15.00" },
    weight: "0.4",
    tags: ["tea", "blue"],
    attributes: { vendor: "Harbour", barcode: "4006381333931", Care: "By hand" },
  });
  lamp = await make({ sku: "BOTH-LAMP", name: "Lamp", status: "draft", prices: { price: "80" } });
  shirt = await make({
    sku: "BOTH-SHIRT",
    name: "Shirt",
    status: "publish",
    attributes: { color: ["Red", "Blue"] },
    variants: [
      { sku: "BOTH-SHIRT-R", prices: { price: "30" }, options: { color: "Red" } },
      {
        sku: "BOTH-SHIRT-B",
        prices: { price: "32" },
        options: { color: "Blue" },
        attributes: { barcode: "4006381333948" },
      },
    ],
  });
});
afterAll(async () => {
  await Promise.all([hub?.close(), shopify?.shop.close()]);
});

const FIELDS = ["name", "sku", "description", "status", "price", "sale_price", "weight", "tags", "vendor", "barcode"];
const stores = () => [hub.connection.publicId, shopify.id];
const wanted = () => ({ product_ids: [mug, lamp, shirt], fields: FIELDS });

const forecast = async (store: string) =>
  (await hub.ask("POST", `/connections/${store}/exports/forecast`, wanted())).items;

async function exported(store: string) {
  const { run_id: run } = await hub.ask("POST", `/connections/${store}/exports`, wanted(), 202);
  const done = await eventually(async () => {
    const found = await hub.ask("GET", `/runs/${run}`);
    return found.finished_at !== null && found;
  }, "the export ended");
  const { items } = await hub.ask("GET", `/runs/${run}/items`);
  const ends = items.map(({ sku, outcome, message }: Record<string, string>) => [sku, outcome, message]);
  return { run, state: done.state, ends };
}

const inShop = (title: string) =>
  shopify.shop.control.products().find((product) => Object.entries(product).some(([, value]) => value === title));

test("a mapping offers what each of the stores has a place for", async () => {
  const [woo, shop] = await Promise.all(
    stores().map((store) => hub.ask("GET", `/connections/${store}/mapping-fields`)),
  );
  expect(woo.targets).toEqual(expect.arrayContaining(["short_description", "length"]));
  expect(shop.targets).not.toEqual(expect.arrayContaining(["short_description"]));
  expect(shop.targets).toEqual(expect.arrayContaining(["regular_price", "vendor", "barcode"]));
  expect(shop.template.selected_fields).toEqual(expect.arrayContaining(["name", "price", "vendor"]));
  expect(shop.template.selected_fields).not.toEqual(expect.arrayContaining(["Care"]));
});

test("what a store has no place for is told in the preview, and not sent", async () => {
  const trial = { product_id: mug, selected_fields: ["name", "sku", "Care", "short_description"], field_mappings: {} };
  const preview = await hub.ask("POST", `/connections/${shopify.id}/export-preview`, trial);
  expect(preview.warnings).toEqual([expect.stringContaining("Care has no place in this store")]);
  expect(preview.fields.map(({ field }: { field: string }) => field)).toEqual(["name", "sku"]);
});

test("three products, one of them with variants, are made in both, and nothing is left to do", async () => {
  for (const store of stores()) {
    expect((await forecast(store)).map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      Array.from({ length: 5 }, () => "create"),
    );
    const { state, ends } = await exported(store);
    expect([state, ends]).toEqual([
      "done",
      ["BOTH-MUG", "BOTH-LAMP", "BOTH-SHIRT", "BOTH-SHIRT-R", "BOTH-SHIRT-B"].map((sku) => [sku, "created", null]),
    ]);
    const left = await forecast(store);
    expect(left.flatMap(({ changes }: { changes: unknown[] }) => changes)).toEqual([]);
  }
  expect(shopify.shop.control.variantBySku("BOTH-MUG")).toMatchObject({
    price: 1500,
    compareAtPrice: 1990,
    barcode: "4006381333931",
  });
  expect(shopify.shop.control.variantBySku("BOTH-SHIRT-B")).toMatchObject({ price: 3200, barcode: "4006381333948" });
  expect(inShop("Shirt")).toMatchObject({ status: "active", options: [{ name: "Color", values: ["Red", "Blue"] }] });
  expect(inShop("Blue mug")).toMatchObject({ vendor: "Harbour", tags: "tea, blue" });
});

test("a price that is changed is the one difference, is written, and is taken back", async () => {
  await hub.ask("PATCH", `/products/${mug}`, { sale_price: "14.50" });
  for (const store of stores()) {
    const changed = (await forecast(store)).filter(({ outcome }: { outcome: string }) => outcome !== "nothing");
    expect(changed).toMatchObject([
      { sku: "BOTH-MUG", outcome: "update", changes: [{ field: "sale_price", to: "14.50" }] },
    ]);
    const { run, ends } = await exported(store);
    expect(ends.filter(([, outcome]: string[]) => outcome !== "unchanged")).toEqual([["BOTH-MUG", "updated", null]]);
    expect((await forecast(store)).every(({ outcome }: { outcome: string }) => outcome === "nothing")).toBe(true);
    expect(await hub.ask("POST", `/runs/${run}/undo`)).toMatchObject({ restored: 1, moved: 0, failed: 0 });
  }
  expect(hub.store.control.productBySku("BOTH-MUG")).toMatchObject({ sale_price: "15.00" });
  expect(shopify.shop.control.variantBySku("BOTH-MUG")).toMatchObject({ price: 1500, compareAtPrice: 1990 });
});

test("what was changed on both sides is put before the user, and ours is sent when ours counts", async () => {
  const product = inShop("Lamp");
  const id = product !== undefined && "id" in product ? Number(product.id) : 0;
  shopify.shop.control.editProduct(id, { title: "Their lamp" });
  await hub.ask("PATCH", `/products/${lamp}`, { name: "Our lamp" });
  expect(await hub.ask("POST", `/connections/${shopify.id}/conflicts/look`)).toMatchObject({ opened: 1 });
  const { conflicts } = await hub.ask("GET", "/conflicts?state=open");
  expect(conflicts).toMatchObject([{ field: "name", ours: "Our lamp", theirs: "Their lamp" }]);
  await hub.ask("POST", `/conflicts/${conflicts[0].id}/resolve`, { take: "ours" });
  await eventually(async () => inShop("Our lamp") !== undefined, "ours is in the shop");
});

test("what is imported from a store is found again, and no second product is made of it", async () => {
  const { run_id: run } = await hub.ask("POST", `/connections/${shopify.id}/imports`, {}, 202);
  const done = await eventually(async () => {
    const found = await hub.ask("GET", `/runs/${run}`);
    return found.finished_at !== null && found;
  }, "the import ended");
  expect(done).toMatchObject({ state: "done", created: 0, failed: 0 });
});

test("all that an export made goes when it is undone, variants with their product", async () => {
  const { product_ids: _, ...how } = wanted();
  const id = (
    await hub.ask(
      "POST",
      "/products",
      {
        sku: "SOCK",
        name: "Sock",
        variants: [{ sku: "SOCK-S", prices: { price: "5" }, options: { Size: "S" } }],
      },
      201,
    )
  ).id;
  const before = shopify.shop.control.products().length;
  const body = { ...how, product_ids: [id] };
  const { run_id: run } = await hub.ask("POST", `/connections/${shopify.id}/exports`, body, 202);
  await eventually(async () => (await hub.ask("GET", `/runs/${run}`)).finished_at !== null, "the export ended");
  expect(shopify.shop.control.products()).toHaveLength(before + 1);
  expect(await hub.ask("POST", `/runs/${run}/undo`)).toEqual({ restored: 2, moved: 0, gone: 0, failed: 0 });
  expect(shopify.shop.control.products()).toHaveLength(before);
});

test("what is taken over from a shop goes back without a change, but for our own id at heads of variants", async () => {
  const other = await connectShop(hub, { products: 12, orders: 0, shopName: "Other" });
  const at = (path: string) => `/connections/${other.id}/${path}`;
  const { run_id: run } = await hub.ask("POST", at("imports"), {}, 202);
  await eventually(async () => (await hub.ask("GET", `/runs/${run}`)).finished_at !== null, "the import ended");
  const { items: taken } = await hub.ask("GET", `/runs/${run}/items?limit=200`);
  const { template } = await hub.ask("GET", at("mapping-fields"));
  const wish = {
    product_ids: taken.map(({ product_id: id }: { product_id: number }) => id),
    fields: template.selected_fields,
  };
  const { items } = await hub.ask("POST", at("exports/forecast"), wish);
  expect(items.length).toBeGreaterThan(12);
  const changes = items.flatMap((item: { sku: string; changes: { field: string }[] }) =>
    item.changes.map(({ field }) => [field, item.sku.startsWith("SH-")]),
  );
  expect(changes).toEqual([
    ["sku", true],
    ["sku", true],
  ]);
  await other.shop.close();
});
