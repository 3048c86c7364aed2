// Products, variations and stock as a client reads and writes them.
import { describe, expect, test } from "vitest";
import { sharedStore } from "../testing/shared-store.ts";
import { isList, type JsonObject, objectsOf } from "../wordpress/json.ts";

const shared = sharedStore({ products: 40 });
const make = async (fields: JsonObject) => (await shared.client.post("/products", { name: "Thing", ...fields })).object;
const put = async (id: unknown, fields: JsonObject) => (await shared.client.put(`/products/${id}`, fields)).object;
const variable = async (manage_stock: boolean) => {
  const found = (await shared.client.get("/products?type=variable&per_page=100")).list.find(
    (item) => item.manage_stock === manage_stock,
  );
  return found ?? {};
};

describe("lists of products", () => {
  test("sku is exact, takes a list and finds variations; other lists hold parents only", async () => {
    const parent = await variable(false);
    const [variation = {}] = (await shared.client.get(`/products/${parent.id}/variations`)).list;
    const [simple = {}] = (await shared.client.get("/products?type=simple&per_page=1")).list;
    const found = (await shared.client.get(`/products?sku=${encodeURIComponent(`${simple.sku},${variation.sku}`)}`))
      .list;
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(["simple", "variation"]));
    expect((await shared.client.get("/products?sku=TEE")).list).toEqual([]);
    expect((await shared.client.get("/products?per_page=100")).list.map(({ type }) => type)).not.toContain("variation");
  });

  test("drafts are in the default list, trash is not", async () => {
    const draft = await make({ status: "draft" });
    const trashed = await make({});
    await shared.client.remove(`/products/${trashed.id}`);
    const listed = async (query: string) =>
      (await shared.client.get(`/products?include=${draft.id},${trashed.id}&${query}`)).list.map(({ id }) => id);
    expect(await listed("")).toEqual([draft.id]);
    expect(await listed("status=trash")).toEqual([trashed.id]);
  });

  test("modified_after finds the parent of a changed variation, and never the variation", async () => {
    const parent = await variable(false);
    const [variation = {}] = (await shared.client.get(`/products/${parent.id}/variations`)).list;
    await shared.client.put(`/products/${parent.id}/variations/${variation.id}`, { stock_quantity: 6 });
    const after = (
      await shared.client.get(`/products?modified_after=2000-01-01T00:00:00&include=${parent.id},${variation.id}`)
    ).list;
    expect(after.map(({ id }) => id)).toEqual([parent.id]);
  });
});

describe("stock", () => {
  test("the quantity decides the status; a status sent meanwhile is ignored", async () => {
    const product = await make({ manage_stock: true, stock_quantity: 5, regular_price: "1" });
    expect(await put(product.id, { stock_quantity: 0 })).toMatchObject({
      stock_quantity: 0,
      stock_status: "outofstock",
    });
    expect(await put(product.id, { stock_quantity: -2 })).toMatchObject({
      stock_quantity: -2,
      stock_status: "outofstock",
    });
    expect(await put(product.id, { stock_quantity: "7" })).toMatchObject({
      stock_quantity: 7,
      stock_status: "instock",
    });
    expect(await put(product.id, { stock_status: "outofstock" })).toMatchObject({
      stock_quantity: 7,
      stock_status: "instock",
    });
    expect(await put(product.id, { stock_quantity: null })).toMatchObject({ stock_quantity: 7 });
    expect(await put(product.id, { inventory_delta: -3 })).toMatchObject({ stock_quantity: 4 });
    expect(await put(product.id, { stock_quantity: 0, backorders: "notify" })).toMatchObject({
      stock_status: "onbackorder",
      backordered: true,
    });
  });

  test("a quantity is ignored while stock is not managed", async () => {
    const product = await make({ regular_price: "1" });
    expect(await put(product.id, { stock_quantity: 12 })).toMatchObject({ manage_stock: false, stock_quantity: null });
  });

  test("a variation may use its parent's stock", async () => {
    const parent = await variable(true);
    const [variation = {}] = (await shared.client.get(`/products/${parent.id}/variations`)).list;
    const path = `/products/${parent.id}/variations/${variation.id}`;
    expect(variation).toMatchObject({ manage_stock: "parent", stock_quantity: 40 });
    expect((await shared.client.put(path, { stock_quantity: 5 })).object.stock_quantity).toBe(40);
    expect((await shared.client.put(path, { manage_stock: true, stock_quantity: 5 })).object).toMatchObject({
      manage_stock: true,
      stock_quantity: 5,
    });
    expect((await shared.client.put(path, { manage_stock: false })).object).toMatchObject({
      manage_stock: "parent",
      stock_quantity: 40,
    });
  });

  test("a batch takes NaN for 0 and answers operation by operation", async () => {
    const product = await make({ manage_stock: true, stock_quantity: 7 });
    const reply = await shared.client.post("/products/batch", {
      update: [
        { id: Number(product.id), stock_quantity: "NaN" },
        { id: 99999999, stock_quantity: 1 },
      ],
    });
    const [first = {}, second = {}] = objectsOf(reply.object.update);
    expect([reply.status, first.stock_quantity]).toEqual([200, 0]);
    expect(second).toMatchObject({ id: 99999999, error: { code: "woocommerce_rest_product_invalid_id" } });
  });

  test("parallel inventory_delta requests lose each other's changes", async () => {
    const product = await make({ manage_stock: true, stock_quantity: 100 });
    await Promise.all(Array.from({ length: 10 }, () => put(product.id, { inventory_delta: -1 })));
    const left = Number(shared.store.control.product(Number(product.id)).stock_quantity);
    expect(left).toBeGreaterThan(90);
    expect(left).toBeLessThan(100);
  });

  test("parallel orders reduce stock correctly", async () => {
    const product = await make({ manage_stock: true, stock_quantity: 100, regular_price: "1" });
    const order = { set_paid: true, line_items: [{ product_id: Number(product.id), quantity: 1 }] };
    await Promise.all(Array.from({ length: 10 }, () => shared.client.post("/orders", order)));
    expect(shared.store.control.product(Number(product.id)).stock_quantity).toBe(90);
  });
});

describe("prices", () => {
  test("a comma is dropped, letters leave nothing, a sale above the regular price is dropped", async () => {
    const product = await make({ regular_price: "10" });
    expect(await put(product.id, { regular_price: "21,50" })).toMatchObject({ regular_price: "2150" });
    expect(await put(product.id, { regular_price: "abc" })).toMatchObject({
      regular_price: "",
      price: "",
      purchasable: false,
    });
    expect(await put(product.id, { regular_price: "10", sale_price: "99" })).toMatchObject({
      sale_price: "",
      on_sale: false,
    });
    expect(await put(product.id, { sale_price: "8" })).toMatchObject({ price: "8", on_sale: true });
  });

  test("a variable product shows the lowest price of its variations", async () => {
    const parent = await variable(false);
    const prices = (await shared.client.get(`/products/${parent.id}/variations`)).list.map(({ price }) =>
      Number(price),
    );
    expect(Number(parent.price)).toBe(Math.min(...prices));
  });
});

describe("what products are made of", () => {
  test("categories, tags, dimensions, attributes and images are stored and given back", async () => {
    const [category = {}] = (await shared.client.get("/products/categories?slug=kitchen")).list;
    const [tag = {}] = (await shared.client.get("/products/tags")).list;
    const product = await make({
      categories: [{ id: Number(category.id) }],
      tags: [{ id: Number(tag.id) }],
      dimensions: { length: "1", width: "2", height: "3" },
      weight: "0.5",
      attributes: [{ name: "Finish", options: ["Matt", "Gloss"], visible: true }],
      images: [{ src: "https://pictures.example/a%20b.png", alt: "A" }],
    });
    expect(product).toMatchObject({
      categories: [{ id: category.id, name: category.name, slug: "kitchen" }],
      tags: [{ id: tag.id }],
      dimensions: { length: "1", width: "2", height: "3" },
      attributes: [{ id: 0, name: "Finish", options: ["Matt", "Gloss"] }],
      images: [{ alt: "A" }],
    });
    const [image = {}] = objectsOf(product.images);
    const again = await put(product.id, { images: [{ id: Number(image.id) }] });
    expect(objectsOf(again.images).map(({ id }) => id)).toEqual([image.id]);
    expect(Date.parse(`${image.date_created_gmt}Z`) - Date.parse(`${image.date_created}Z`)).toBe(10 * 3_600_000);
  });

  test("an image on this machine that cannot be fetched is refused", async () => {
    const reply = await shared.client.post("/products", {
      name: "x",
      images: [{ src: "http://127.0.0.1:9/none.png" }],
    });
    expect([reply.status, reply.object.code]).toEqual([400, "woocommerce_product_image_upload_error"]);
  });

  test("an unknown category leaves Uncategorized, names are stored encoded", async () => {
    const product = await make({ name: "Salt & <b>Pepper</b>", categories: [{ id: 999999 }] });
    expect(product.name).toBe("Salt &amp; Pepper");
    expect(objectsOf(product.categories)).toMatchObject([{ slug: "uncategorized" }]);
  });

  test("a variation can be read as a product, but not written", async () => {
    const parent = await variable(false);
    const [id] = isList(parent.variations) ? parent.variations : [];
    expect((await shared.client.get(`/products/${id}`)).object).toMatchObject({
      type: "variation",
      parent_id: parent.id,
    });
    const written = await shared.client.put(`/products/${id}`, { stock_quantity: 1 });
    expect([written.status, written.object.code]).toEqual([404, "woocommerce_rest_invalid_product_id"]);
  });

  test("terms of an attribute can be made, renamed and removed by force", async () => {
    const made = await shared.client.post("/products/attributes", { name: "Fabric" });
    const terms = `/products/attributes/${made.object.id}/terms`;
    const term = await shared.client.post(terms, { name: "Wool & Silk" });
    expect([made.object.slug, term.status, term.object.name]).toEqual(["pa_fabric", 201, "Wool &amp; Silk"]);
    expect((await shared.client.put(`${terms}/${term.object.id}`, { name: "Wool" })).object.name).toBe("Wool");
    expect((await shared.client.remove(`${terms}/${term.object.id}`)).status).toBe(501);
    expect((await shared.client.remove(`${terms}/${term.object.id}?force=true`)).status).toBe(200);
    expect((await shared.client.get(terms)).list).toEqual([]);
  });

  test("a renamed category shows in its products, whose date_modified stays", async () => {
    const category = (await shared.client.post("/products/categories", { name: "Old" })).object;
    const product = await make({ categories: [{ id: Number(category.id) }] });
    await shared.client.get("/products");
    await shared.client.put(`/products/categories/${category.id}`, { name: "New" });
    const [after = {}] = (await shared.client.get(`/products?include=${product.id}`)).list;
    expect(objectsOf(after.categories)).toMatchObject([{ name: "New" }]);
    expect(after.date_modified_gmt).toBe(product.date_modified_gmt);
  });
});

test("customers know no filter by date", async () => {
  const reply = await shared.client.get("/customers?modified_after=2030-01-01T00:00:00");
  expect(reply.headers["x-wp-total"]).toBe("20");
});
