// Exports by the PixelPim dialect, as its document shows them: results field by field, links, failures.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MOMENT, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";

let hub: PimHub;
let store: WooStore;
let connection: number;

beforeAll(async () => {
  hub = await startPimHub();
});
afterAll(() => hub?.close());
beforeEach(async () => {
  ({ store, id: connection } = await hub.connected());
});

const FIELDS = ["name", "sku", "price", "images", "COLOR", "Dimension"];
const exported = (productIds: readonly number[], more: object = {}, status = 200) =>
  hub.pim("POST", "/connections/export", { connectionId: connection, productIds, ...more }, status);
const shown = (sku: string) => store.control.productBySku(sku);
const skuOf = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body.sku;
const change = (id: number, body: object) => hub.call("PATCH", `/api/v1/products/${id}`, body);

describe("PIM-18 export", () => {
  test("answers each product in the documented shape", async () => {
    const ids = await makeProducts(hub, [aProduct(), aProduct(), aProduct()]);
    const reply = await exported(ids, { fieldsToExport: FIELDS, partialUpdate: true });
    expect(reply).toMatchObject({ success: true, connectionId: connection, syncedCount: 3, failedCount: 0 });
    expect(reply.results).toEqual(
      ids.map((productId) => ({
        connectionId: connection,
        productId,
        wooProductId: expect.any(Number),
        status: "success",
        exportedFields: FIELDS,
        lastExportedAt: MOMENT,
        sentFields: expect.arrayContaining(["name", "sku", "price", "COLOR", "Dimension"]),
        linked: false,
      })),
    );
    for (const { productId, wooProductId } of reply.results) {
      expect(shown(await skuOf(productId))).toMatchObject({ id: wooProductId, regular_price: "19.90" });
    }
  });

  test("sends only what is selected, attributes as attributes", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct({ tags: ["not", "selected"], weight: "2" })]);
    await exported([id], { fieldsToExport: FIELDS });
    const product = shown(await skuOf(id));
    expect(product).toMatchObject({ description: "", tags: [], weight: "" });
    expect(product?.attributes).toMatchObject([
      { name: "COLOR", options: ["Red"] },
      { name: "Dimension", options: ["10x10"] },
    ]);
  });

  test("without fields the active mapping decides, and fields given go before it", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const mapping = {
      connectionId: connection,
      selectedFields: ["name", "sku", "wholesalePrice", "COLOR"],
      fieldMappings: { wholesalePrice: "regular_price", COLOR: "pa_color" },
    };
    await hub.pim("POST", `/connections/${connection}/export-mappings`, mapping, 201);
    expect((await exported([id])).results[0].exportedFields).toEqual(["name", "sku", "wholesalePrice", "COLOR"]);
    expect(shown(await skuOf(id))).toMatchObject({
      regular_price: "12.00",
      attributes: [{ slug: "pa_color", options: ["Red"] }],
    });
    await exported([id], { fieldsToExport: ["name", "sku", "price"] });
    expect(shown(await skuOf(id))).toMatchObject({ description: "" });
  });

  test("without a mapping it is name and SKU", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    expect((await exported([id])).results[0].exportedFields).toEqual(["name", "sku"]);
    expect(shown(await skuOf(id))).toMatchObject({ regular_price: "", description: "" });
  });

  test.each([[["name", "price"]], [["sku"]], [[]]])(
    "fields %j without name and SKU are refused",
    async (fieldsToExport) => {
      const [id = 0] = await makeProducts(hub, [aProduct()]);
      expect(await exported([id], { fieldsToExport }, 400)).toEqual({
        statusCode: 400,
        message: 'fieldsToExport must include "name" and "sku" fields',
        error: "Bad Request",
      });
    },
  );

  test("an unknown product fails alone", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const reply = await exported([id, 2_000_000_000], { fieldsToExport: ["name", "sku"] });
    expect(reply).toMatchObject({ success: false, syncedCount: 1, failedCount: 1 });
    expect(reply.results[1]).toMatchObject({
      connectionId: connection,
      productId: 2_000_000_000,
      status: "error",
      message: "Product not found",
    });
  });

  test("a refusal of the store is passed on in its own words, and harms no neighbour (F14)", async () => {
    const unreachable = aProduct({ images: ["http://127.0.0.1:9/none.png"] });
    const ids = await makeProducts(hub, [aProduct(), unreachable, aProduct()]);
    const reply = await exported(ids, { fieldsToExport: ["name", "sku", "images"] });
    expect(reply).toMatchObject({ success: false, syncedCount: 2, failedCount: 1 });
    expect(reply.results).toMatchObject([
      { status: "success" },
      { status: "error", message: expect.stringContaining("Error getting remote image http://127.0.0.1:9/none.png") },
      { status: "success" },
    ]);
  });

  test("after a failed image the product is not made a second time (F38)", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct({ images: ["http://127.0.0.1:9/none.png"] })]);
    await exported([id], { fieldsToExport: ["name", "sku", "images"] });
    await change(id, { images: ["https://pictures.example/good.jpg"] });
    expect(await exported([id], { fieldsToExport: ["name", "sku", "images"] })).toMatchObject({ success: true });
    expect(store.control.products()).toHaveLength(1);
  });

  test("a SKU that the store has already is linked, not made again (F22, F23)", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const sku = await skuOf(id);
    const { id: remote } = await store.control.createProduct({ name: "Theirs", sku, status: "draft" });
    const reply = await exported([id], { fieldsToExport: ["name", "sku", "price"] });
    expect(reply.results).toMatchObject([{ wooProductId: remote, linked: true, status: "success" }]);
    expect(store.control.products()).toHaveLength(1);
    expect(shown(sku)).toMatchObject({ status: "draft" });
  });

  test("a link stays though the SKU changes on either side (F23)", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const [{ wooProductId }] = (await exported([id])).results;
    await store.control.editProduct(wooProductId, { sku: "THEIR-OWN" });
    await change(id, { sku: `OTHER-${id}` });
    const again = await exported([id], { fieldsToExport: ["name", "sku"] });
    expect(again.results).toMatchObject([{ wooProductId, status: "success" }]);
    expect(store.control.products()).toHaveLength(1);
    expect(store.control.product(wooProductId)).toMatchObject({ sku: `OTHER-${id}` });
  });

  test("what the store deleted is made again by a full export, and missed by a partial one", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const [{ wooProductId }] = (await exported([id], { fieldsToExport: FIELDS })).results;
    store.control.deleteProduct(wooProductId, { force: true });
    await change(id, { prices: { price: "25.00" } });
    const partial = await exported([id], { fieldsToExport: FIELDS, partialUpdate: true });
    expect(partial.results).toMatchObject([{ status: "error", message: "Product not found in WooCommerce" }]);
    const whole = await exported([id], { fieldsToExport: FIELDS });
    expect(whole.results).toMatchObject([{ status: "success" }]);
    expect(whole.results[0].wooProductId).not.toBe(wooProductId);
  });

  test("stock_status is left out where the hub's own count decides", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct({ stock_status: "outofstock" })]);
    const fieldsToExport = ["name", "sku", "stock_status"];
    const [follower] = (await exported([id], { fieldsToExport })).results;
    expect(follower).toMatchObject({
      exportedFields: ["name", "sku"],
      warnings: [expect.stringContaining("stock_status")],
    });
    expect(shown(await skuOf(id))).toMatchObject({ stock_status: "instock" });
    await hub.call("PATCH", `/api/v1/connections/${connection}`, { stock_role: "none" });
    await exported([id], { fieldsToExport });
    expect(shown(await skuOf(id))).toMatchObject({ stock_status: "outofstock" });
  });

  test("variants go with their product and stand within its result", async () => {
    const variants = ["S", "M"].map((Size) => ({
      sku: `TEE-${connection}-${Size}`,
      options: { Size },
      prices: { price: "9.00" },
    }));
    const [id = 0] = await makeProducts(hub, [aProduct({ variants })]);
    const reply = await exported([id], { fieldsToExport: ["name", "sku", "price"] });
    expect(reply).toMatchObject({ syncedCount: 1, results: [{ productId: id, status: "success" }] });
    expect(reply.results[0].variants).toMatchObject([{ status: "success" }, { status: "success" }]);
    const product = store.control.product(reply.results[0].wooProductId);
    expect(product).toMatchObject({ type: "variable" });
    for (const { wooProductId } of reply.results[0].variants) {
      expect(product.variations).toContain(wooProductId);
      expect(store.control.product(wooProductId)).toMatchObject({ regular_price: "9.00" });
    }
  });

  test("images are remembered and not sent again (F38)", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct({ images: ["https://pictures.example/mug.jpg"] })]);
    const fieldsToExport = ["name", "sku", "images", "price"];
    await exported([id], { fieldsToExport });
    await change(id, { prices: { price: "21.00" } });
    store.control.resetCounts();
    await exported([id], { fieldsToExport });
    expect(store.control.counts().updates).toEqual({ "products.regular_price": 1 });
  });

  test("attributes that were not selected stay, and a comma is no separator (F39)", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct({ attributes: { COLOR: "Red, dark", Hidden: "x" } })]);
    const sku = await skuOf(id);
    const attributes = [
      { name: "Theirs", options: ["Kept"] },
      { name: "color", options: ["Blue"] },
    ];
    await store.control.createProduct({ name: "Theirs", sku, attributes });
    await exported([id], { fieldsToExport: ["name", "sku", "COLOR"] });
    const shownNow = shown(sku)?.attributes;
    expect(shownNow).toEqual(expect.arrayContaining([expect.objectContaining({ name: "Theirs", options: ["Kept"] })]));
    expect(JSON.stringify(shownNow)).toContain("Red, dark");
    expect(JSON.stringify(shownNow)).not.toContain("Hidden");
  });

  test("two exports of one new product at once make it once", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const replies = await Promise.all([exported([id]), exported([id]), exported([id])]);
    expect(store.control.products()).toHaveLength(1);
    const remote = new Set(replies.map((reply) => reply.results[0].wooProductId));
    expect(remote.size).toBe(1);
    // One after the other: whoever came later found it there.
    expect(store.control.counts().updates["products.name"]).toBe(1);
  });

  test("a store that does not answer is told product by product", async () => {
    const ids = await makeProducts(hub, [aProduct(), aProduct()]);
    store.control.faults.set({ kind: "status", status: 500 });
    const reply = await exported(ids);
    expect(reply).toMatchObject({ success: false, syncedCount: 0, failedCount: 2 });
    store.control.faults.clear();
    const retried = await hub.pim("POST", `/connections/${connection}/sync-status/retry`, {});
    expect(retried).toMatchObject({ success: true, syncedCount: 2 });
  });
});

describe("a store moves to another address", () => {
  test("what was linked there is looked for anew", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await exported([id]);
    const elsewhere = await hub.aStore();
    await hub.pim("PUT", `/connections/${connection}`, {
      storeUrl: elsewhere.url,
      consumerKey: elsewhere.consumerKey,
      consumerSecret: elsewhere.consumerSecret,
    });
    expect((await exported([id])).results).toMatchObject([{ status: "success" }]);
    expect(elsewhere.control.productBySku(await skuOf(id))).toBeDefined();
  });
});
