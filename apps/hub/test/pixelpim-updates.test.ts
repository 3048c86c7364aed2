// What an export to the same store sends the second time, one product at a time, and how each product then stands.
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
const skuOf = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body.sku;
const change = (id: number, body: object) => hub.call("PATCH", `/api/v1/products/${id}`, body);

describe("partial updates (X23, X24)", () => {
  test("nothing changed: no call at all, and success", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await exported([id], { fieldsToExport: FIELDS });
    store.control.resetCounts();
    const reply = await exported([id], { fieldsToExport: FIELDS, partialUpdate: true });
    expect(reply).toMatchObject({ success: true, syncedCount: 1, skippedCount: 1 });
    expect(reply.results).toMatchObject([{ exportedFields: FIELDS, sentFields: [], status: "success" }]);
    expect(store.control.counts().requests).toEqual({});
  });

  test("never outside of the selection, though more has changed", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await exported([id], { fieldsToExport: [...FIELDS, "description"] });
    await change(id, { description: "New words", prices: { price: "33.00" }, name: "New name" });
    store.control.resetCounts();
    const reply = await exported([id], { fieldsToExport: ["name", "sku", "price"], partialUpdate: true });
    expect(reply.results[0].sentFields).toEqual(["name", "price"]);
    expect(store.control.counts().updates).toEqual({ "products.name": 1, "products.regular_price": 1 });
  });

  test("500 new prices are 500 prices and nothing else", async () => {
    const ids = await makeProducts(
      hub,
      Array.from({ length: 500 }, () => aProduct()),
    );
    const fieldsToExport = ["name", "sku", "price", "description", "COLOR"];
    expect(await exported(ids, { fieldsToExport })).toMatchObject({ syncedCount: 500, failedCount: 0 });
    const { database } = hub;
    await database.pool.query(`update products set prices = '{"price": "77.00"}' where id = any($1)`, [ids]);
    store.control.resetCounts();
    const started = performance.now();
    const reply = await exported(ids, { fieldsToExport: ["name", "sku", "price"], partialUpdate: true });
    const ms = Math.round(performance.now() - started);
    if (process.env.TEST_FIGURES) process.stdout.write(`500 prices in ${ms} ms\n`);
    expect(reply).toMatchObject({ success: true, syncedCount: 500, failedCount: 0, skippedCount: 0 });
    const { updates, requests } = store.control.counts();
    expect(updates).toEqual({ "products.regular_price": 500 });
    expect(requests["POST /products/batch"]).toBe(5);
  });
});

describe("PIM-20 update one product", () => {
  const put = (id: number, body?: unknown, status = 200) =>
    hub.pim("PUT", `/connections/${connection}/products/${id}`, body, status);

  test("sends what changed of the active mapping's fields", async () => {
    const mapping = { selectedFields: ["name", "sku", "price"], fieldMappings: { price: "regular_price" } };
    await hub.pim("POST", `/connections/${connection}/export-mappings`, mapping, 201);
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const [{ wooProductId }] = (await exported([id])).results;
    await change(id, { prices: { price: "30.00" } });
    expect(await put(id)).toEqual({
      connectionId: connection,
      productId: id,
      wooProductId,
      status: "success",
      exportedFields: ["name", "sku", "price"],
      lastExportedAt: MOMENT,
      sentFields: ["price"],
      linked: false,
    });
    expect(store.control.product(wooProductId)).toMatchObject({ regular_price: "30.00" });
  });

  test("takes other fields in the body", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await exported([id]);
    expect(await put(id, { fieldsToExport: ["name", "sku", "COLOR"] })).toMatchObject({ sentFields: ["COLOR"] });
  });

  test("what is not there is 404, each in its own words", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    expect(await put(id, undefined, 404)).toMatchObject({ message: "Product not synced to this connection" });
    expect(await put(2_000_000_000, undefined, 404)).toMatchObject({ message: "Product not found" });
    const reply = await hub.pim("PUT", `/connections/2000000000/products/${id}`, undefined, 404);
    expect(reply).toMatchObject({ statusCode: 404, message: "Connection not found", error: "Not Found" });
  });
});

describe("PIM-21 delete one product", () => {
  const remove = (id: number, status = 200) =>
    hub.pim("DELETE", `/connections/${connection}/products/${id}`, undefined, status);

  test("deletes it for good and forgets the link", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const [{ wooProductId }] = (await exported([id])).results;
    expect(await remove(id)).toEqual({ success: true });
    expect(() => store.control.product(wooProductId)).toThrow();
    expect(await hub.pim("GET", `/connections/${connection}/sync-status`)).toEqual([]);
    expect(await remove(id, 404)).toMatchObject({ message: "Product not synced to this connection" });
  });

  test("the store does not know it any more: no error, but no success", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const [{ wooProductId }] = (await exported([id])).results;
    store.control.deleteProduct(wooProductId, { force: true });
    expect(await remove(id)).toEqual({ success: false, message: "Product not found in WooCommerce" });
  });
});

describe("PIM-22 sync status", () => {
  const statuses = (query = "") => hub.pim("GET", `/connections/${connection}/sync-status${query}`);

  test("shows what was synced and what failed", async () => {
    const [good = 0, bad = 0] = await makeProducts(hub, [aProduct(), aProduct()]);
    const { id: remote } = await store.control.createProduct({ name: "Binned", sku: await skuOf(bad) });
    store.control.deleteProduct(Number(remote));
    const [{ wooProductId }] = (await exported([good, bad], { fieldsToExport: ["name", "sku", "price"] })).results;
    const common = {
      id: expect.any(Number),
      connectionId: connection,
      lastImportedAt: null,
      createdAt: MOMENT,
      updatedAt: MOMENT,
    };
    expect(await statuses()).toEqual([
      {
        ...common,
        productId: good,
        wooProductId,
        lastExportedAt: MOMENT,
        lastModifiedFields: ["name", "sku", "price"],
        syncStatus: "synced",
        errorMessage: null,
      },
      {
        ...common,
        productId: bad,
        wooProductId: 0,
        lastExportedAt: null,
        lastModifiedFields: null,
        syncStatus: "error",
        errorMessage: expect.stringContaining("bin"),
      },
    ]);
    expect(await statuses("?syncStatus=error")).toMatchObject([{ productId: bad }]);
  });

  test("what failed is tried again as it was asked for", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const { id: remote } = await store.control.createProduct({ name: "Binned", sku: await skuOf(id) });
    store.control.deleteProduct(Number(remote));
    await exported([id], { fieldsToExport: ["name", "sku", "COLOR"] });
    store.control.deleteProduct(Number(remote), { force: true });
    const reply = await hub.pim("POST", `/connections/${connection}/sync-status/retry`, { productIds: [id] });
    expect(reply.results).toMatchObject([{ status: "success", exportedFields: ["name", "sku", "COLOR"] }]);
    expect(await statuses("?syncStatus=error")).toEqual([]);
  });
});
