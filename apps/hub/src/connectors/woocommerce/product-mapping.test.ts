import type { Product } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { RECORDINGS, recordedDelivery, recording, recordingsIn } from "./fixtures/recordings.ts";
import { isUnreadable, readCustomer, readProduct, readVariation } from "./records.ts";

function mapped(row: unknown): Product {
  const read = readProduct(row);
  if (isUnreadable(read)) throw new Error(read.reason);
  return read.record;
}

function product(name: string): Product {
  return mapped(recording(`products/${name}`).body);
}

function variations(name: string, parentName: string): Product[] {
  return z
    .array(z.looseObject({ parent_id: z.int() }))
    .parse(recording(`products/${name}`).body)
    .flatMap((row) => {
      const read = readVariation(row, String(row.parent_id), parentName);
      return isUnreadable(read) ? [] : [read.record];
    });
}

describe.skipIf(RECORDINGS === null)("every recorded product", () => {
  test("is understood", () => {
    const folders = ["products", "writes", "batch", "errors"].flatMap(recordingsIn);
    const rows = folders.flatMap(([, { body }]) => (Array.isArray(body) ? body : [body]));
    const products = rows.filter(
      (row) =>
        z.object({ manage_stock: z.unknown(), type: z.string(), date_modified_gmt: z.string() }).safeParse(row).success,
    );
    expect(products.length).toBeGreaterThan(200);
    expect(products.map((row) => readProduct(row)).filter(isUnreadable)).toEqual([]);
  });

  test.each([
    ["single-simple-with-odd-meta", { kind: "product", remoteType: "simple", sku: "MUG-SAND-01", stockKeeping: "own" }],
    ["single-negative-stock", { stockQuantity: expect.stringMatching(/^-\d+$/), stockKeeping: "own" }],
    ["single-no-price", { price: null }],
    ["single-no-sku", { sku: null }],
    ["single-draft", { published: false, archived: false }],
    ["single-private", { published: false, archived: false }],
    ["single-trash", { published: false, archived: true }],
    ["single-external", { stockKeeping: "none", stockQuantity: null }],
    ["single-grouped", { remoteType: "grouped", stockKeeping: "none" }],
    ["single-html-chars-name", { name: 'Poster  & Frame "L\'Été"  backslash' }],
    ["single-emoji", { name: "👩‍🌾 Farmer’s Apron 🧵" }],
    [
      "single-variable-parent-stock",
      { kind: "product", remoteType: "variable", stockKeeping: "own", stockQuantity: "-3" },
    ],
    ["variation-as-product", { kind: "variant", parentRemoteId: "60", name: "Harbor T-Shirt - Navy Blue, M" }],
  ])("%s", (name, expected) => {
    expect(product(name)).toMatchObject(expected);
  });

  test("a product that a plugin broke is unreadable, not a crash", () => {
    expect(readProduct(recording("writes/product-duplicate").body)).toMatchObject({
      remoteId: "506",
      reason: expect.any(String),
    });
  });
});

describe.skipIf(RECORDINGS === null)("variations", () => {
  test("one that the parent counts for says so, and shows the parent's stock", () => {
    expect(variations("variations-parent-stock", "Parent-stock Tote")).toMatchObject([
      { stockKeeping: "parent", stockQuantity: "-3", name: "Parent-stock Tote - Rosé" },
      { stockKeeping: "parent", stockQuantity: "-3", name: "Parent-stock Tote - Forest Green" },
    ]);
  });

  test("one without a SKU has none", () => {
    expect(variations("variations-no-child-sku", "Boots").map(({ sku }) => sku)).toEqual([null, null]);
  });

  test("one that is switched off is not published", () => {
    expect(variations("variations-disabled", "Shirt").map(({ published }) => published)).toEqual([true, false, true]);
  });

  test("read under its parent and read as a product it is the same record", () => {
    const [listed] = variations("variations-sku-filter", "Harbor T-Shirt");
    expect(listed).toEqual(product("variation-as-product"));
  });

  test("a delivery brings the same record but for stock and stamp", () => {
    const body: unknown = JSON.parse(recordedDelivery("12-product.updated.json").delivery.body.toString("utf8"));
    const { stockQuantity: _, modifiedAt: __, ...delivered } = mapped(body);
    expect(product("variation-as-product")).toMatchObject(delivered);
  });

  test("with three attributes the store leaves them out of the title, and we put them in", () => {
    const row = {
      ...z.looseObject({}).parse(recording("products/variation-as-product").body),
      name: "Shirt",
      attributes: ["Red", "L", "Slim &amp; long"].map((option) => ({ option })),
    };
    expect(mapped(row).name).toBe("Shirt - Red, L, Slim & long");
    const listed = readVariation({ ...row, name: "Red, L, Slim &amp; long" }, "60", "Shirt");
    expect(listed).toMatchObject({ record: { name: "Shirt - Red, L, Slim & long" } });
  });

  test("one that takes any value is called like its product", () => {
    const row = {
      ...z.looseObject({}).parse(recording("products/variation-as-product").body),
      name: "Beanie",
      attributes: [],
    };
    expect(mapped(row).name).toBe("Beanie");
  });

  test("an older store does not say whose they are", () => {
    const {
      type: _,
      parent_id: __,
      name: ___,
      ...old
    } = z.looseObject({}).parse(recording("products/variation-single").body);
    expect(readVariation(old, "60", "Harbor T-Shirt")).toMatchObject({ record: product("variation-as-product") });
  });
});

describe.skipIf(RECORDINGS === null)("customers", () => {
  test("every recorded customer is understood", () => {
    const rows = recordingsIn("customers").flatMap(([, { body }]) => (Array.isArray(body) ? body : [body]));
    const whole = rows.filter(
      (row) => z.object({ billing: z.unknown(), date_created_gmt: z.string() }).safeParse(row).success,
    );
    expect(whole.length).toBeGreaterThan(50);
    expect(whole.map((row) => readCustomer(row)).filter(isUnreadable)).toEqual([]);
  });

  test.each([
    [
      "customers/single-full",
      {
        remoteId: "4",
        email: "customer3@example.com",
        firstName: "Zoë",
        registeredAt: "2026-11-20T21:35:21Z",
        modifiedAt: "2026-11-20T21:35:57Z",
      },
    ],
    ["customers/single-empty-names", { firstName: "", lastName: "" }],
    [
      "errors/200-customer-admin-by-id",
      { remoteId: "1", registeredAt: "2026-11-20T21:27:51Z", modifiedAt: "2026-11-20T21:27:51Z" },
    ],
  ])("%s", (name, expected) => {
    expect(readCustomer(recording(name).body)).toMatchObject({ record: expected });
  });
});
