// Imports by the PixelPim dialect: counts, mappings, skip and update, variants, and what goes on in the background.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type PimHub, startPimHub } from "./support/pim-hub.ts";
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

let count = 0;
const theirs = async (more: object = {}) => {
  count += 1;
  const made = await store.control.createProduct({ name: `Theirs ${count}`, sku: `THEIRS-${count}`, ...more });
  return Number(made.id);
};
const imported = (more: object = {}, status = 200) =>
  hub.pim("POST", "/connections/import", { connectionId: connection, ...more }, status);
const product = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body;

describe("PIM-19 import", () => {
  test("answers each product in the documented shape", async () => {
    const known = await theirs();
    const [{ productId }] = (await imported({ wooProductIds: [known] })).products;
    const fresh = [await theirs(), await theirs()];
    const body = { wooProductIds: [...fresh, known], updateExisting: true, useMapping: true };
    expect(await imported(body)).toEqual({
      success: true,
      importedCount: 2,
      updatedCount: 1,
      failedCount: 0,
      skippedCount: 0,
      products: expect.arrayContaining([
        { wooProductId: fresh[0], productId: expect.any(Number), status: "imported" },
        { wooProductId: fresh[1], productId: expect.any(Number), status: "imported" },
        { wooProductId: known, productId, status: "updated" },
      ]),
      jobId: expect.any(Number),
    });
  });

  test.each([[{}], [{ wooProductIds: [] }]])("with %j it is all products of the store", async (body) => {
    const ids = [await theirs(), await theirs(), await theirs()];
    const reply = await imported(body);
    expect(reply).toMatchObject({ success: true, importedCount: 3 });
    expect(reply.products.map(({ wooProductId }: { wooProductId: number }) => wooProductId).sort()).toEqual(ids.sort());
  });

  test("more than a page, all of it", async () => {
    for (let made = 0; made < 230; made += 1) await theirs();
    expect(await imported()).toMatchObject({ importedCount: 230, failedCount: 0 });
  });

  test("what is here is skipped, unless it is to be updated", async () => {
    const remote = await theirs({ regular_price: "5.00" });
    const [{ productId }] = (await imported()).products;
    await store.control.editProduct(remote, { regular_price: "6.00", name: "Renamed" });
    expect(await imported()).toMatchObject({
      importedCount: 0,
      skippedCount: 1,
      products: [{ productId, status: "skipped" }],
    });
    expect(await product(productId)).toMatchObject({ prices: { price: "5.00" } });
    expect(await imported({ updateExisting: true })).toMatchObject({ updatedCount: 1 });
    expect(await product(productId)).toMatchObject({ prices: { price: "6.00" }, name: "Renamed" });
  });

  test("a product of ours with the same SKU is the same product", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const { sku } = await product(id);
    await theirs({ sku, name: "Their name" });
    expect(await imported({ updateExisting: true })).toMatchObject({
      products: [{ productId: id, status: "updated" }],
    });
    expect((await product(id)).name).toBe("Their name");
  });

  test("the link goes before the SKU", async () => {
    const remote = await theirs();
    const [{ productId }] = (await imported()).products;
    await store.control.editProduct(remote, { sku: "RENUMBERED", name: "Still the same" });
    const again = await imported({ updateExisting: true });
    expect(again.products).toEqual([{ wooProductId: remote, productId, status: "updated" }]);
  });

  test("ids that the store does not know fail alone", async () => {
    const remote = await theirs();
    const reply = await imported({ wooProductIds: [remote, 999_999] });
    expect(reply).toMatchObject({ success: false, importedCount: 1, failedCount: 1 });
    expect(reply.products[1]).toEqual({
      wooProductId: 999_999,
      productId: null,
      status: "error",
      message: "Product not found in WooCommerce",
    });
  });

  test("a product without a SKU gets one, the same each time", async () => {
    await theirs({ sku: "" });
    const [{ productId }] = (await imported()).products;
    expect((await imported({ updateExisting: true })).products).toMatchObject([{ productId, status: "updated" }]);
  });

  test("variants come with their product", async () => {
    const remote = await theirs({
      type: "variable",
      attributes: [{ name: "Size", options: ["S", "M"], variation: true, visible: true }],
    });
    for (const option of ["S", "M"]) {
      await store.control.createVariation(remote, {
        sku: `VAR-${connection}-${option}`,
        regular_price: "8.00",
        attributes: [{ name: "Size", option }],
      });
    }
    const reply = await imported();
    expect(reply).toMatchObject({ importedCount: 1, products: [{ wooProductId: remote, status: "imported" }] });
    expect(reply.products[0].variants).toMatchObject([{ status: "imported" }, { status: "imported" }]);
    const { variants } = await product(reply.products[0].productId);
    expect(variants).toMatchObject([{ options: { Size: "S" } }, { options: { Size: "M" } }]);
    const back = await hub.pim("POST", "/connections/export", {
      connectionId: connection,
      productIds: [reply.products[0].productId],
      fieldsToExport: ["name", "sku", "price"],
      partialUpdate: true,
    });
    expect(back).toMatchObject({ success: true });
    expect(store.control.product(remote).variations).toHaveLength(2);
  });

  test("the active mapping names what comes; without it the default does", async () => {
    await theirs({
      regular_price: "7.50",
      weight: "2",
      attributes: [{ name: "Material", options: ["Oak"] }],
    });
    const mapping = { attributeMappings: { Material: "stuff" }, fieldMappings: { regular_price: "listPrice" } };
    await hub.pim("POST", `/connections/${connection}/import-mappings`, mapping, 201);
    const [{ productId }] = (await imported({ useMapping: true })).products;
    const mapped = await product(productId);
    expect(mapped).toMatchObject({ prices: { listPrice: "7.50" }, attributes: { stuff: "Oak" }, weight: "2" });
    await imported({ useMapping: false, updateExisting: true });
    expect(await product(productId)).toMatchObject({ prices: { price: "7.50" }, attributes: { Material: "Oak" } });
  });

  test("a store that cannot be read is a bad request in its words", async () => {
    store.control.faults.set({ kind: "status", status: 500 });
    expect(await imported({}, 400)).toEqual({
      statusCode: 400,
      message: expect.stringMatching(/^Failed to fetch products from WooCommerce/),
      error: "Bad Request",
    });
  });

  test("an unknown connection is 404", async () => {
    const reply = await hub.pim("POST", "/connections/import", { connectionId: 2_000_000_000 }, 404);
    expect(reply).toMatchObject({ message: "Connection not found" });
  });

  test("what was imported shows in the sync status", async () => {
    const remote = await theirs();
    const [{ productId }] = (await imported()).products;
    expect(await hub.pim("GET", `/connections/${connection}/sync-status`)).toMatchObject([
      {
        productId,
        wooProductId: remote,
        lastExportedAt: null,
        lastImportedAt: expect.any(String),
        syncStatus: "synced",
      },
    ]);
    expect(await hub.pim("GET", `/connections/${connection}`)).toMatchObject({ lastSyncedAt: expect.any(String) });
  });
});

describe("dry run", () => {
  test("tells what would change, and changes nothing", async () => {
    const [known, fresh] = [await theirs({ regular_price: "5.00" }), 0];
    const [{ productId }] = (await imported()).products;
    await store.control.editProduct(known, { regular_price: "6.00" });
    const unseen = await theirs({ name: "Unseen" });
    expect(fresh).toBe(0);
    const before = await rowCounts();
    const reply = await imported({ updateExisting: true, dryRun: true });
    expect(reply).toMatchObject({ dryRun: true, importedCount: 1, updatedCount: 1 });
    expect(reply.products).toEqual([
      { wooProductId: known, productId, status: "updated", changes: { "prices.price": { from: "5.00", to: "6.00" } } },
      {
        wooProductId: unseen,
        productId: null,
        status: "imported",
        changes: expect.objectContaining({ name: { from: "", to: "Unseen" } }),
      },
    ]);
    expect(await rowCounts()).toEqual(before);
    expect(await product(productId)).toMatchObject({ prices: { price: "5.00" } });
  });

  async function rowCounts() {
    const { rows } = await hub.database.pool.query(
      `select (select count(*) from products) as products, (select count(*) from product_links) as links,
        (select count(*) from runs) as runs, (select count(*) from run_items) as items`,
    );
    return rows[0];
  }
});
