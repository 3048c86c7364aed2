// What comes from a store, and that it is what went there.
import type { CatalogueProduct } from "@logix/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "./differences.ts";
import { aProduct, shownAfter } from "./fixtures/makers.ts";
import { toDraft } from "./to-draft.ts";
import { toImported } from "./to-imported.ts";

describe("the default mapping", () => {
  const state = shownAfter(
    {
      fields: {
        name: "Mug",
        sku: "MUG-1",
        regular_price: "19.90",
        sale_price: "15",
        weight: "0.4",
        length: "20",
        categories: [["Home", "Kitchen"]],
        tags: ["new"],
        status: "draft",
      },
      attributes: [
        { target: "pa_width", label: "Width", options: ["12"], forVariants: false },
        { target: "pa_color", label: "Color", options: ["Red", "Blue"], forVariants: false },
        { target: "pa_fabric", label: "Fabric", options: ["Wool"], forVariants: false },
        { target: "Care | Use", label: "Care | Use", options: ["Hand wash"], forVariants: false },
      ],
    },
    "MUG-1",
  );

  test("follows the table, and makes attributes of names that nobody knows", () => {
    expect(toImported(state)).toEqual({
      sku: "MUG-1",
      name: "Mug",
      description: "",
      status: "draft",
      prices: { price: "19.90", sale_price: "15" },
      weight: "0.4",
      length: "20",
      width: "12",
      categories: [["Home", "Kitchen"]],
      tags: ["new"],
      attributes: { color: ["Red", "Blue"], fabric: "Wool", "Care | Use": "Hand wash" },
    });
  });

  test("leaves a product without a SKU alone", () => {
    expect(toImported({ ...state, sku: null })).toBeNull();
  });
});

test("PIM-UC3 mapped names go before the default ones", () => {
  const state = shownAfter(
    {
      fields: { regular_price: "10", sale_price: "8", weight: "2" },
      attributes: [
        { target: "pa_material", label: "Material", options: ["Clay"], forVariants: false },
        { target: "pa_size", label: "Size", options: ["S", "M"], forVariants: false },
      ],
    },
    "A",
  );
  const mapping = {
    attributeMappings: { pa_material: "stuff", pa_size: "size" },
    fieldMappings: { regular_price: "wholesalePrice", sale_price: "salePrice", weight: "productWeight" },
  };
  expect(toImported(state, mapping)).toMatchObject({
    prices: { wholesalePrice: "10", sale_price: "8" },
    weight: "2",
    attributes: { stuff: "Clay", size: ["S", "M"] },
  });
});

test("variants come with their product, those that have a SKU", () => {
  const state = shownAfter({ fields: { name: "Shirt" }, attributes: [] }, "SHIRT");
  const variant = (sku: string | null) => ({
    ...shownAfter(
      { fields: { regular_price: "30" }, attributes: [], variantOptions: { pa_color: "Red", Cut: "Slim" } },
      "",
    ),
    kind: "variant" as const,
    sku,
  });
  const mapping = { attributeMappings: { pa_color: "COLOR" }, fieldMappings: {} };
  expect(toImported(state, mapping, [variant("SHIRT-1"), variant(null)])?.variants).toMatchObject([
    { sku: "SHIRT-1", prices: { price: "30" }, options: { COLOR: "Red", Cut: "Slim" } },
  ]);
});

const word = fc.stringMatching(/^[A-Za-zÄé&|, ]{1,10}$/).filter((one) => one.trim() === one && one !== "");
const decimal = fc.stringMatching(/^[1-9]\d{0,4}(\.\d{1,2})?$/);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const products: fc.Arbitrary<CatalogueProduct> = fc
  .record({
    name: word,
    description: word,
    shortDescription: word,
    status: fc.constantFrom("publish", "draft", "pending", "private"),
    prices: fc.record({ price: decimal, sale_price: decimal }),
    weight: maybe(decimal),
    length: maybe(decimal),
    width: maybe(decimal),
    height: maybe(decimal),
    stockStatus: maybe(fc.constantFrom("instock", "outofstock", "onbackorder")),
    images: fc.uniqueArray(fc.record({ src: fc.webUrl(), alt: word, name: word }), {
      selector: ({ src }) => src,
      maxLength: 3,
      minLength: 1,
    }),
    categories: fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    tags: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    attributes: fc.record({
      COLOR: word,
      Sizes: fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
      "Care | Use": word,
    }),
  })
  .map((changes) => aProduct(changes));

const FIELDS = [
  "name",
  "sku",
  "description",
  "shortDescription",
  "status",
  "price",
  "salePrice",
  "weight",
  "length",
  "width",
  "height",
  "stock_status",
  "images",
  "categories",
  "tags",
  "COLOR",
  "Sizes",
  "Care | Use",
];

test("import(export(product)) keeps every mapped field", () => {
  fc.assert(
    fc.property(products, (product) => {
      const mappings = { COLOR: "pa_color", Sizes: "pa_size" };
      const { draft } = toDraft(product, { fields: FIELDS, mappings });
      const mapping = { attributeMappings: { pa_color: "COLOR", pa_size: "Sizes" }, fieldMappings: {} };
      const imported = toImported(shownAfter(draft, product.sku), mapping);
      const { name, sku, description, shortDescription, status, prices, images, categories, tags, attributes } =
        product;
      const sides = Object.entries({
        weight: product.weight,
        length: product.length,
        width: product.width,
        height: product.height,
        stockStatus: product.stockStatus,
      });
      const given = Object.fromEntries(sides.filter(([, value]) => value !== null));
      expect(imported).toEqual({
        name,
        sku,
        description,
        shortDescription,
        status,
        prices,
        images,
        categories,
        tags,
        attributes,
        ...given,
      });
    }),
  );
});

test("a store that was sent a draft differs from it in nothing", () => {
  fc.assert(
    fc.property(products, (product) => {
      const { draft } = toDraft(product, { fields: [...FIELDS, "type"], mappings: {} });
      expect(differences(draft, shownAfter(draft, product.sku))).toEqual({});
    }),
  );
});

test("a dry run names what would change, from what to what", () => {
  const state = shownAfter(
    {
      fields: { name: "Cup", regular_price: "10.00", tags: ["a", "b"], images: [{ src: "https://p.example/a.png" }] },
      attributes: [{ target: "pa_color", label: "Color", options: ["Red"], forVariants: false }],
    },
    "A",
  );
  const draft = {
    fields: { name: "Mug", regular_price: "10", sale_price: "8", tags: ["b", "a"], images: [] },
    attributes: [
      { target: "pa_color", label: "Color", options: ["Blue"], forVariants: false },
      { target: "Cut", label: "Cut", options: ["Slim"], forVariants: false },
    ],
  };
  expect(differences(draft, state)).toEqual({
    name: { from: "Cup", to: "Mug" },
    sale_price: { from: null, to: "8" },
    images: { from: ["https://p.example/a.png"], to: [] },
    pa_color: { from: ["Red"], to: ["Blue"] },
    Cut: { from: null, to: ["Slim"] },
  });
});
