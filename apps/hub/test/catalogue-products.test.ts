// The catalogue over HTTP: what is sent is what is held, exactly, and every change can be looked up.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { allPages } from "./support/connected-hub.ts";

let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub();
});
afterAll(() => hub?.close());

let count = 0;
function aSku(): string {
  count += 1;
  return `SKU-${count}`;
}

function aProduct(fields: object = {}) {
  return hub.ask("POST", "/products", { sku: aSku(), name: "A product", ...fields }, 201);
}

const historyOf = async (id: number) => (await hub.ask("GET", `/products/${id}/history`)).history;

describe("a product", () => {
  test("is held with everything that was sent, and found again", async () => {
    const sent = {
      sku: aSku(),
      name: "Blue mug",
      description: "Holds\na quarter.",
      short_description: "Mug",
      status: "draft",
      prices: { price: "19.90", sale_price: "14.90", wholesalePrice: "9.50" },
      attributes: { COLOR: "Blue", Sizes: ["S", "M"], Weight: 0.35, "Dishwasher safe": true },
      images: [{ src: "https://example.com/mug.jpg", alt: "A mug", name: "mug" }],
      categories: [["Home", "Kitchen"], ["Gifts"]],
      tags: ["gift", "blue"],
      weight: "0.35",
      dimensions: { length: "8", width: "8.5", height: "9" },
      stock_status: "instock",
    };
    const { id } = await hub.ask("POST", "/products", sent, 201);
    expect(await hub.ask("GET", `/products/${id}`)).toEqual({
      ...sent,
      id,
      parent_id: null,
      options: {},
      version: 1,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      effective: null,
      variants: [],
      listings: [],
    });
  });

  test("may be sent in short: flat prices, images and categories as texts", async () => {
    const product = await aProduct({
      price: 19.9,
      salePrice: "14.90",
      images: ["https://example.com/a.jpg"],
      categories: ["Home > Kitchen", "Gifts"],
    });
    expect(product).toMatchObject({
      prices: { price: "19.9", sale_price: "14.90" },
      images: [{ src: "https://example.com/a.jpg", alt: "", name: "" }],
      categories: [["Home", "Kitchen"], ["Gifts"]],
    });
  });

  test.each([
    ["19.90", "19.90"],
    [0.1, "0.1"],
    [0.2, "0.2"],
    ["0.30", "0.30"],
    ["0.1000000001", "0.1000000001"],
    ["999999999999999.99", "999999999999999.99"],
    [1e15 - 1, "999999999999999"],
    [0, "0"],
  ])("keeps a price of %j as %s", async (given, kept) => {
    expect((await aProduct({ prices: { basePrice: given } })).prices).toEqual({ basePrice: kept });
  });

  test.each([0.1 + 0.2, 1e21, 1e-7, -1, "-1", "1,5", "1e3", "NaN", true, [1], { amount: 1 }, "1".repeat(17)])(
    "refuses a price of %j rather than guess",
    async (price) => {
      const reply = await hub.call("POST", "/api/v1/products", { sku: aSku(), name: "A", prices: { price } });
      expect(reply).toMatchObject({ status: 400, body: { issues: [{ field: "prices.price" }] } });
    },
  );

  test("refuses one price under two names", async () => {
    for (const body of [
      { price: 1, prices: { price: 2 } },
      { salePrice: 1, sale_price: 1 },
    ]) {
      const reply = await hub.call("POST", "/api/v1/products", { sku: aSku(), name: "A", ...body });
      expect(reply).toMatchObject({ status: 400, body: { issues: [{ field: expect.stringMatching(/rice/) }] } });
    }
  });

  test("may be in any script", async () => {
    const words = {
      name: "Ærøskøbing 漆器 🍵 קנקן",
      attributes: { Größe: "groß", 色: ["赤", "青"], "🎨": "ß" },
      categories: [["Küche", "茶"], ["a > b"]],
      tags: ["zażółć"],
    };
    const { id } = await aProduct(words);
    expect(await hub.ask("GET", `/products/${id}`)).toMatchObject(words);
    expect(await skusOf(`search=${encodeURIComponent("漆器")}`)).toHaveLength(1);
    expect(await skusOf(`search=${encodeURIComponent("青")}`)).toHaveLength(1);
  });

  test("has a SKU that nobody else has until it is gone", async () => {
    const { id, sku } = await aProduct();
    expect(await hub.call("POST", "/api/v1/products", { sku, name: "Another" })).toMatchObject({
      status: 409,
      body: { code: "sku_taken", issues: [{ field: "sku" }] },
    });
    await hub.ask("DELETE", `/products/${id}`, undefined, 204);
    await hub.ask("GET", `/products/${id}`, undefined, 404);
    await hub.ask("PATCH", `/products/${id}`, { name: "B" }, 404);
    await hub.ask("DELETE", `/products/${id}`, undefined, 404);
    const again = await hub.ask("POST", "/products", { sku, name: "Another" }, 201);
    expect(again.id).not.toBe(id);
  });

  test("is made once where two make it at the same moment", async () => {
    const sku = aSku();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => hub.call("POST", "/api/v1/products", { sku, name: "A" })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
  });
});

describe("a change", () => {
  test("touches only what is given, and null clears", async () => {
    const { id } = await aProduct({
      description: "Old",
      prices: { price: "10", sale_price: "8", wholesalePrice: "5" },
      attributes: { COLOR: "Red", Size: "M" },
      tags: ["a"],
      weight: "1",
      dimensions: { length: "1", width: "2" },
      categories: ["Home"],
    });
    const changed = await hub.ask("PATCH", `/products/${id}`, {
      name: "New name",
      description: null,
      price: "11",
      prices: { sale_price: null },
      attributes: { COLOR: "Blue", Size: null },
      tags: null,
      weight: null,
      dimensions: { length: null },
    });
    expect(changed).toMatchObject({
      name: "New name",
      description: "",
      prices: { price: "11", wholesalePrice: "5" },
      attributes: { COLOR: "Blue" },
      tags: [],
      weight: null,
      dimensions: { length: null, width: "2", height: null },
      categories: [["Home"]],
      version: 2,
    });
    expect(changed.prices).not.toHaveProperty("sale_price");
    expect(changed.attributes).not.toHaveProperty("Size");
    const cleared = await hub.ask("PATCH", `/products/${id}`, { prices: null, attributes: null, categories: [] });
    expect(cleared).toMatchObject({ prices: {}, attributes: {}, categories: [] });
  });

  test("of a version that is no longer the newest is refused", async () => {
    const { id } = await aProduct();
    await hub.ask("PATCH", `/products/${id}`, { name: "B", version: 1 });
    expect(await hub.call("PATCH", `/api/v1/products/${id}`, { name: "C", version: 1 })).toMatchObject({
      status: 409,
      body: { code: "product_stale", issues: [{ field: "version" }] },
    });
    expect((await hub.ask("GET", `/products/${id}`)).name).toBe("B");
  });

  test("may give it another SKU, but not that of another", async () => {
    const [one, other] = [await aProduct(), await aProduct()];
    await hub.ask("PATCH", `/products/${one.id}`, { sku: other.sku }, 409);
    const moved = await hub.ask("PATCH", `/products/${one.id}`, { sku: `${one.sku}-NEW` });
    expect(moved.sku).toBe(`${one.sku}-NEW`);
    expect((await historyOf(one.id))[0].changes).toEqual({ sku: { from: one.sku, to: `${one.sku}-NEW` } });
  });

  test("that empties a product's name is refused", async () => {
    const { id } = await aProduct();
    for (const name of [null, "", "  "]) {
      expect(await hub.call("PATCH", `/api/v1/products/${id}`, { name })).toMatchObject({
        status: 400,
        body: { issues: [{ field: "name" }] },
      });
    }
  });
});

describe("variants", () => {
  const withVariants = () => {
    const sku = aSku();
    return aProduct({
      sku,
      name: "Shirt",
      description: "Cotton",
      prices: { price: "20", sale_price: "15", wholesalePrice: "9" },
      attributes: { Material: "Cotton" },
      images: ["https://example.com/shirt.jpg"],
      variants: [
        { sku: `${sku}-S`, options: { Size: "S" } },
        { sku: `${sku}-M`, options: { Size: "M" }, price: "22", attributes: { Fit: "Slim" } },
      ],
    });
  };

  test("are made with their product and inherit what they do not have", async () => {
    const { sku, variants } = await withVariants();
    expect(variants).toMatchObject([
      {
        sku: `${sku}-S`,
        name: "",
        prices: {},
        options: { Size: "S" },
        effective: {
          name: "Shirt",
          description: "Cotton",
          prices: { price: "20", sale_price: "15", wholesalePrice: "9" },
          images: [{ src: "https://example.com/shirt.jpg" }],
        },
      },
      { sku: `${sku}-M`, prices: { price: "22" }, effective: { attributes: { Material: "Cotton", Fit: "Slim" } } },
    ]);
    expect(variants[1].effective.prices).toEqual({ price: "22", wholesalePrice: "9" });
  });

  test("are made all or none", async () => {
    const [sku, takenSku] = [aSku(), (await aProduct()).sku];
    const twice = [{ sku: `${sku}-S` }, { sku: `${sku}-S` }];
    for (const [variants, status, field] of [
      [[{ sku: `${sku}-S` }, { sku: takenSku }], 409, "variants.1.sku"],
      [twice, 400, "variants.1.sku"],
      [[{ sku }], 400, "variants.0.sku"],
      [[{ sku: `${sku}-S`, price: "x" }], 400, "variants.0.price"],
    ] as const) {
      const reply = await hub.call("POST", "/api/v1/products", { sku, name: "Shirt", variants });
      expect(reply).toMatchObject({ status, body: { issues: [{ field }] } });
    }
    expect(await skusOf(`sku=${sku}`)).toEqual([]);
    expect(await skusOf(`sku=${sku}-S`)).toEqual([]);
  });

  test("are added, changed and removed by themselves", async () => {
    const { id, sku } = await withVariants();
    const added = await hub.ask("POST", `/products/${id}/variants`, { sku: `${sku}-L`, options: { Size: "L" } }, 201);
    expect(added).toMatchObject({ parent_id: id, effective: { name: "Shirt" } });
    await hub.ask("POST", `/products/${id}/variants`, { sku: `${sku}-L` }, 409);
    await hub.ask("POST", `/products/${added.id}/variants`, { sku: `${sku}-XL` }, 400);
    const own = await hub.ask("PATCH", `/products/${added.id}`, { name: "Large shirt", price: "25" });
    expect(own.effective).toMatchObject({ name: "Large shirt", prices: { price: "25", wholesalePrice: "9" } });
    const inherits = await hub.ask("PATCH", `/products/${added.id}`, { name: null });
    expect(inherits).toMatchObject({ name: "", effective: { name: "Shirt" } });
    await hub.ask("DELETE", `/products/${added.id}`, undefined, 204);
    expect((await hub.ask("GET", `/products/${id}`)).variants).toHaveLength(2);
  });

  test("go with their product, and their SKUs are free again", async () => {
    const { id, sku, variants } = await withVariants();
    await hub.ask("DELETE", `/products/${id}`, undefined, 204);
    await hub.ask("GET", `/products/${variants[0].id}`, undefined, 404);
    await hub.ask("POST", "/products", { sku: `${sku}-S`, name: "Now a product" }, 201);
  });
});

describe("the history", () => {
  test("names each field that changed, who changed it and how", async () => {
    const { id, sku } = await aProduct({ prices: { price: "10" }, attributes: { COLOR: "Red" } });
    await hub.ask("PATCH", `/products/${id}`, { price: "12", attributes: { COLOR: null, Size: ["S"] }, tags: ["new"] });
    const [change, creation] = await historyOf(id);
    expect(change).toMatchObject({
      product_id: id,
      sku,
      actor: expect.stringMatching(/^user:user_/),
      source: "request",
      changes: {
        "prices.price": { from: "10", to: "12" },
        "attributes.COLOR": { from: "Red", to: null },
        "attributes.Size": { from: null, to: ["S"] },
        tags: { from: [], to: ["new"] },
      },
    });
    expect(creation.changes).toMatchObject({ sku: { from: null, to: sku }, name: { from: "", to: "A product" } });
  });

  test("has no row where nothing changed, whatever the spelling of a number", async () => {
    const { id } = await aProduct({
      price: "19.90",
      weight: "1.50",
      tags: ["a"],
      images: ["https://example.com/a.jpg"],
    });
    const same = await hub.ask("PATCH", `/products/${id}`, {
      name: "A product",
      price: 19.9,
      weight: "01.5",
      tags: ["a"],
      images: [{ src: "https://example.com/a.jpg" }],
    });
    expect(same).toMatchObject({ version: 1, prices: { price: "19.90" }, weight: "1.50" });
    expect(await historyOf(id)).toHaveLength(1);
  });

  test("tells of variants too, and outlives what it tells of", async () => {
    const sku = aSku();
    const { id, variants } = await aProduct({ sku, variants: [{ sku: `${sku}-S` }] });
    await hub.ask("PATCH", `/products/${variants[0].id}`, { price: "5" });
    expect((await historyOf(id))[0]).toMatchObject({ product_id: variants[0].id, sku: `${sku}-S` });
    await hub.ask("DELETE", `/products/${id}`, undefined, 204);
    const all = await allPages(hub, `/products/${id}/history`, "history", 2);
    expect(all).toHaveLength(5);
    expect(all[0].changes).toEqual({ deleted: { from: false, to: true } });
  });

  test("cannot be changed by a request", async () => {
    const { rows } = await hub.database.pool.query(
      "select has_table_privilege('logix_account', 'product_history', 'update') as may_change",
    );
    expect(rows).toEqual([{ may_change: false }]);
  });
});

async function skusOf(query: string): Promise<string[]> {
  const { products } = await hub.ask("GET", `/products?${query}`);
  return products.map(({ sku }: { sku: string }) => sku);
}

describe("the list", () => {
  test("is searched by name, SKU, attribute value and variant, and takes every character as itself", async () => {
    const sku = aSku();
    await aProduct({
      sku,
      name: "100% wool_sock\\",
      attributes: { Pattern: ["Argyle", 'He said "hi"'], Note: "Paisley" },
      variants: [{ sku: `${sku}-TINY` }],
    });
    for (const search of ["100%", "WOOL_s", "k\\", "argyle", 'said "hi"', "paisley", `${sku}-tiny`, `"hi"`]) {
      expect(await skusOf(`search=${encodeURIComponent(search)}`), search).toEqual([sku]);
    }
    for (const search of ["100_", "w%l", "Pattern", "%%%"]) {
      expect(await skusOf(`search=${encodeURIComponent(search)}`), search).toEqual([]);
    }
  });

  test("is filtered by SKU, status, category and what lies below it, tag and change", async () => {
    const one = await aProduct({ status: "private", categories: ["Garden > Tools > Saws"], tags: ["sharp"] });
    const other = await aProduct({ status: "private", categories: ["Garden > Toolsheds"], tags: ["wooden"] });
    const both = [other.sku, one.sku];
    expect(await skusOf("status=private")).toEqual(both);
    expect(await skusOf("category=Garden")).toEqual(both);
    expect(await skusOf(`category=${encodeURIComponent("Garden > Tools")}`)).toEqual([one.sku]);
    expect(await skusOf("category=Tools")).toEqual([]);
    expect(await skusOf("tag=sharp")).toEqual([one.sku]);
    expect(await skusOf(`sku=${one.sku}&status=draft`)).toEqual([]);
    await hub.ask("POST", `/products/${one.id}/variants`, { sku: `${one.sku}-V` }, 201);
    const { updated_at: since } = (await hub.ask("GET", `/products?sku=${one.sku}-V`)).products[0];
    expect(await skusOf(`updated_since=${since}&status=private`)).toEqual([one.sku]);
  });

  test("comes in pages that lose nothing while products are added", async () => {
    const tag = "paged";
    for (let index = 0; index < 25; index += 1) await aProduct({ tags: [tag] });
    const first = await hub.ask("GET", `/products?tag=${tag}&limit=7`);
    await aProduct({ tags: [tag] });
    const seen = first.products.map(({ id }: { id: number }) => id);
    for (let cursor = first.next_cursor; cursor !== null; ) {
      const page = await hub.ask("GET", `/products?tag=${tag}&limit=7&cursor=${cursor}`);
      seen.push(...page.products.map(({ id }: { id: number }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  test("says how many variants a product has, and shows where it is listed", async () => {
    const sku = aSku();
    const { id } = await aProduct({ sku, variants: [{ sku: `${sku}-A` }, { sku: `${sku}-B` }] });
    expect((await hub.ask("GET", `/products?sku=${sku}`)).products).toMatchObject([{ variant_count: 2 }]);
    const { rows } = await hub.database.pool.query(
      `with shop as (insert into connections (public_id, account_id, platform, name, store_url, store_key, settings_sealed,
         status, auto_sync, status_map) values ('integration_shown', 1, 'woocommerce', 'Shop', 'https://a.example',
         'https://a.example', '', 'active', false, '{}') returning id)
       insert into product_links (account_id, connection_id, product_id, remote_id, sync_status, error_message, error_code)
       select 1, id, $1, '456', 'error', 'Invalid SKU', 'sku_taken' from shop returning connection_id`,
      [id],
    );
    expect((await hub.ask("GET", `/products/${id}`)).listings).toMatchObject([
      {
        connection_id: rows[0].connection_id,
        connection_public_id: "integration_shown",
        remote_id: "456",
        sync_status: "error",
        error: { code: "sku_taken", message: "Invalid SKU", remedy: null },
      },
    ]);
  });
});
