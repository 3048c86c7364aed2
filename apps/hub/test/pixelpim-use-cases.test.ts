// The four use cases of the PixelPim document with its own request bodies; only addresses, keys and ids are the sandbox's.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectionOf, MOMENT, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";

let hub: PimHub;
beforeAll(async () => {
  hub = await startPimHub();
});
afterAll(() => hub?.close());

const connect = (body: object) => hub.pim("POST", "/connections", body, 201);
const skuOf = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body.sku;

describe("Use case 1: several stores with prices of their own", () => {
  test("one product costs 19.90 in retail and 12.00 wholesale", async () => {
    const [retail, wholesale] = [await hub.aStore(), await hub.aStore()];
    const one = await connect({ ...connectionOf(retail, "Main Retail Store"), isDefault: true });
    const two = await connect({ ...connectionOf(wholesale, "Wholesale Store"), isDefault: false });
    expect([one.isDefault, two.isDefault]).toEqual([true, false]);
    const images = ["https://pictures.example/mug.jpg"];
    const productIds = await makeProducts(hub, [aProduct({ images }), aProduct({ images }), aProduct({ images })]);

    const retailMapping = {
      connectionId: one.id,
      selectedFields: ["name", "sku", "description", "price", "images"],
      fieldMappings: { price: "regular_price" },
    };
    const wholesaleMapping = {
      connectionId: two.id,
      selectedFields: ["name", "sku", "description", "wholesalePrice", "images"],
      fieldMappings: { wholesalePrice: "regular_price" },
    };
    await hub.pim("POST", `/connections/${one.id}/export-mappings`, retailMapping, 201);
    await hub.pim("POST", `/connections/${two.id}/export-mappings`, wholesaleMapping, 201);

    for (const [connection, store, price, mapping] of [
      [one, retail, "19.90", retailMapping],
      [two, wholesale, "12.00", wholesaleMapping],
    ] as const) {
      const reply = await hub.pim("POST", "/connections/export", { connectionId: connection.id, productIds });
      expect(reply).toMatchObject({ success: true, connectionId: connection.id, syncedCount: 3, failedCount: 0 });
      for (const [index, result] of reply.results.entries()) {
        expect(result).toMatchObject({
          connectionId: connection.id,
          productId: productIds[index],
          status: "success",
          exportedFields: mapping.selectedFields,
          lastExportedAt: MOMENT,
        });
        const shown = store.control.productBySku(await skuOf(result.productId));
        expect(shown).toMatchObject({ id: result.wooProductId, regular_price: price });
        expect(shown?.images).toHaveLength(1);
      }
    }
  });
});

describe("Use case 2: only the prices", () => {
  test("images and description stay as they are, even where the store has changed them", async () => {
    const { store, id: connectionId } = await hub.connected();
    const more = { images: ["https://pictures.example/a.jpg"], description: "Ours" };
    const productIds = await makeProducts(
      hub,
      [1, 2, 3, 4, 5].map(() => aProduct(more)),
    );
    const everything = ["name", "sku", "price", "description", "images"];
    const first = await hub.pim("POST", "/connections/export", {
      connectionId,
      productIds,
      fieldsToExport: everything,
    });
    for (const { wooProductId } of first.results) {
      await store.control.editProduct(wooProductId, { description: "Written in the store" });
    }
    for (const id of productIds) await hub.call("PATCH", `/api/v1/products/${id}`, { prices: { price: "29.90" } });
    const before = store.control.products();
    const reply = await hub.pim("POST", "/connections/export", {
      connectionId,
      productIds,
      fieldsToExport: ["name", "sku", "price"],
      partialUpdate: true,
    });
    expect(reply).toMatchObject({ success: true, syncedCount: 5, failedCount: 0 });
    const priced = before.map((product) => ({
      ...product,
      regular_price: "29.90",
      price: "29.90",
      price_html: expect.anything(),
      date_modified: expect.anything(),
      date_modified_gmt: expect.anything(),
    }));
    expect(store.control.products()).toEqual(priced);
  });
});

describe("Use case 3: import with attributes of one's own", () => {
  test("attributes and fields come under their mapped names", async () => {
    const { store, id } = await hub.connected();
    const terms = async (name: string, options: readonly string[]) => ({ name, options, visible: true });
    await store.control.createProduct({
      name: "Chair",
      sku: "CHAIR-1",
      regular_price: "80.00",
      sale_price: "60.00",
      weight: "4.2",
      attributes: [await terms("Material", ["Oak"]), await terms("Color", ["Brown"]), await terms("Size", ["L"])],
    });
    const mapping = await hub.pim(
      "POST",
      `/connections/${id}/import-mappings`,
      {
        connectionId: id,
        attributeMappings: { pa_material: "material", pa_color: "color", pa_size: "size" },
        fieldMappings: { regular_price: "price", sale_price: "salePrice", weight: "productWeight" },
      },
      201,
    );
    expect(mapping).toMatchObject({ isActive: true });
    const reply = await hub.pim("POST", "/connections/import", {
      connectionId: id,
      updateExisting: false,
      useMapping: true,
    });
    expect(reply).toMatchObject({ success: true, importedCount: 1, updatedCount: 0, failedCount: 0 });
    const product = (await hub.call("GET", `/api/v1/products/${reply.products[0].productId}`)).body;
    expect(product).toMatchObject({ prices: { price: "80.00", sale_price: "60.00" }, weight: "4.2" });
  });

  test("global attributes of the store (pa_material, pa_color, pa_size) are mapped", async () => {
    const { id: source } = await hub.connected();
    const [made = 0] = await makeProducts(hub, [
      aProduct({ sku: "CHAIR-2", attributes: { stuff: "Oak", tone: "Brown", girth: "L" } }),
    ]);
    await hub.pim("POST", "/connections/export", {
      connectionId: source,
      productIds: [made],
      fieldsToExport: ["name", "sku", "price"],
    });
    const fieldMappings = { stuff: "pa_material", tone: "pa_color", girth: "pa_size" };
    await hub.pim(
      "POST",
      `/connections/${source}/export-mappings`,
      { selectedFields: ["name", "sku", "stuff", "tone", "girth"], fieldMappings },
      201,
    );
    await hub.pim("POST", "/connections/export", { connectionId: source, productIds: [made] });
    await hub.pim(
      "POST",
      `/connections/${source}/import-mappings`,
      { attributeMappings: { pa_material: "material", pa_color: "color", pa_size: "size" } },
      201,
    );
    await hub.pim("POST", "/connections/import", { connectionId: source, updateExisting: true, useMapping: true });
    const { attributes } = (await hub.call("GET", `/api/v1/products/${made}`)).body;
    expect(attributes).toMatchObject({ material: "Oak", color: "Brown", size: "L" });
  });
});

describe("Use case 4: a catalogue for each region", () => {
  test("each store has its own products and no other", async () => {
    const regions = ["US Store", "EU Store", "Asia Store"];
    for (const name of regions) {
      const store = await hub.aStore();
      const { id: connectionId } = await connect(connectionOf(store, name));
      const productIds = await makeProducts(
        hub,
        [1, 2, 3, 4, 5].map(() => aProduct()),
      );
      const reply = await hub.pim("POST", "/connections/export", { connectionId, productIds });
      expect(reply).toMatchObject({ success: true, syncedCount: 5 });
      const skus = await Promise.all(productIds.map(skuOf));
      expect(store.control.products().map(({ sku }) => sku)).toEqual(expect.arrayContaining(skus));
      expect(store.control.products()).toHaveLength(5);
    }
    const list = await hub.pim("GET", "/connections");
    expect(list.map(({ storeName }: { storeName: string }) => storeName)).toEqual(expect.arrayContaining(regions));
  });
});
