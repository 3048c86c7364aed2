// Which fields of a product go where.
import { describe, expect, test } from "vitest";
import { aProduct } from "./fixtures/makers.ts";
import { toDraft, toVariantDraft } from "./to-draft.ts";

const draftOf = (changes: Parameters<typeof aProduct>[0], fields: readonly string[], mappings = {}, sent = {}) =>
  toDraft(aProduct(changes), { fields, mappings, sent });

describe("PIM-MAP by default", () => {
  test("the table of common mappings holds", () => {
    const { draft } = draftOf(
      {
        prices: { price: "19.90", sale_price: "15" },
        width: "12",
        height: "9",
        weight: "0.4",
        length: "20",
        description: "D",
        attributes: { color: "red", material: "clay" },
      },
      ["name", "sku", "description", "price", "salePrice", "width", "height", "color", "material", "weight", "length"],
    );
    expect(draft.fields).toEqual({
      name: "Mug",
      sku: "MUG-1",
      description: "D",
      regular_price: "19.90",
      sale_price: "15",
      weight: "0.4",
      length: "20",
    });
    expect(draft.attributes).toEqual([
      { target: "pa_width", label: "width", options: ["12"], forVariants: false },
      { target: "pa_height", label: "height", options: ["9"], forVariants: false },
      { target: "pa_color", label: "color", options: ["red"], forVariants: false },
      { target: "pa_material", label: "material", options: ["clay"], forVariants: false },
    ]);
  });

  test("every other name is an attribute of its own", () => {
    const { draft } = draftOf({ attributes: { COLOR: "Red", Dimension: "12x9", Sizes: ["S", "M"], Weight: 3 } }, [
      "COLOR",
      "Dimension",
      "Sizes",
      "Weight",
      "Unknown",
    ]);
    expect(draft.attributes.map(({ target, options }) => [target, options])).toEqual([
      ["COLOR", ["Red"]],
      ["Dimension", ["12x9"]],
      ["Sizes", ["S", "M"]],
      ["Weight", ["3"]],
    ]);
  });
});

describe("X27 spellings", () => {
  test.each([
    ["sale_price", "sale_price"],
    ["salePrice", "sale_price"],
    ["price", "regular_price"],
    ["regular_price", "regular_price"],
    ["basePrice", "regular_price"],
    ["productWeight", "weight"],
    ["weight", "weight"],
    ["shortDescription", "short_description"],
    ["short_description", "short_description"],
    ["stockStatus", "stock_status"],
    ["stock_status", "stock_status"],
  ])("%s goes to %s", (field, target) => {
    const { draft } = draftOf(
      { prices: { price: "9", sale_price: "8" }, weight: "1", shortDescription: "S", stockStatus: "instock" },
      [field],
    );
    expect(Object.keys(draft.fields)).toEqual([target]);
  });

  test("dimensions are three fields, and an explicit mapping of a side goes to the core", () => {
    expect(draftOf({ length: "1", width: "2", height: "3" }, ["dimensions"]).draft).toEqual({
      fields: { length: "1", width: "2", height: "3" },
      attributes: [],
    });
    expect(draftOf({ width: "2" }, ["width"], { width: "width" }).draft).toEqual({
      fields: { width: "2" },
      attributes: [],
    });
    expect(draftOf({ height: "3" }, ["height"], { height: "dimensions.height" }).draft.fields).toEqual({ height: "3" });
  });

  test("a mapping counts under every spelling of its field", () => {
    expect(
      draftOf({ prices: { sale_price: "8" } }, ["sale_price"], { salePrice: "pa_offer" }).draft.attributes,
    ).toMatchObject([{ target: "pa_offer", options: ["8"] }]);
  });

  test("a mapped attribute goes to the store's own field", () => {
    const { draft } = draftOf({ attributes: { Gewicht: 2.5, Kurz: "S" } }, ["Gewicht", "Kurz"], {
      Gewicht: "weight",
      Kurz: "shortDescription",
    });
    expect(draft).toEqual({ fields: { weight: "2.5", short_description: "S" }, attributes: [] });
  });
});

describe("prices", () => {
  test("PIM-UC1 any price may be the store's regular price", () => {
    const prices = { price: "19.90", wholesalePrice: "12.00" };
    expect(
      draftOf({ prices }, ["name", "sku", "wholesalePrice"], { wholesalePrice: "regular_price" }).draft.fields
        .regular_price,
    ).toBe("12.00");
    const both = draftOf({ prices }, ["price", "wholesalePrice"], { wholesalePrice: "regular_price" });
    expect(both).toMatchObject({ draft: { fields: { regular_price: "12.00" } }, exportedFields: ["wholesalePrice"] });
    expect(both.warnings).toMatchObject([{ field: "price" }]);
    const turned = draftOf({ prices }, ["wholesalePrice", "price"], { wholesalePrice: "regular_price" });
    expect(turned.draft.fields.regular_price).toBe("12.00");
  });

  test("one that is not mapped is not shown to customers as an attribute", () => {
    const { draft, warnings, exportedFields } = draftOf({ prices: { wholesalePrice: "12.00" } }, ["wholesalePrice"]);
    expect([draft, exportedFields]).toEqual([{ fields: {}, attributes: [] }, []]);
    expect(warnings).toMatchObject([{ field: "wholesalePrice" }]);
  });
});

describe("what is empty with us", () => {
  const fields = ["name", "description", "price", "sale_price", "images", "tags", "COLOR", "weight"];

  test("takes nothing away that we never sent", () => {
    const { draft, exportedFields } = draftOf({}, fields);
    expect(draft).toEqual({ fields: { name: "Mug" }, attributes: [] });
    expect(exportedFields).toEqual(fields);
  });

  test("takes away what we sent before", () => {
    const sent = {
      description: "x",
      regular_price: "x",
      sale_price: "x",
      images: "x",
      tags: "x",
      weight: "x",
      "attributes.COLOR": "x",
    };
    expect(draftOf({}, fields, {}, sent).draft).toEqual({
      fields: { name: "Mug", description: "", regular_price: null, sale_price: null, images: [], tags: [], weight: "" },
      attributes: [{ target: "COLOR", label: "COLOR", options: [], forVariants: false }],
    });
  });
});

describe("variants", () => {
  const variant = (id: number, size: string, changes = {}) =>
    aProduct({ id, parentId: 101, sku: `MUG-1-${size}`, name: "", options: { Size: size }, ...changes });
  const product = aProduct({
    prices: { price: "20", sale_price: "18" },
    description: "Long",
    weight: "1",
    images: [{ src: "https://p.example/a.png", alt: "A", name: "" }],
    attributes: { Size: ["XS"], Material: "Clay" },
    variants: [variant(1, "S"), variant(2, "M", { prices: { price: "25" } })],
  });
  const selection = {
    fields: ["name", "sku", "price", "sale_price", "description", "images", "weight", "Size", "Material"],
    mappings: { Size: "pa_size" },
  };

  test("give their product its type and the options to choose among", () => {
    const { draft } = toDraft(product, selection);
    expect(draft.fields).toEqual({
      name: "Mug",
      sku: "MUG-1",
      description: "Long",
      weight: "1",
      type: "variable",
      images: [{ src: "https://p.example/a.png", alt: "A" }],
    });
    expect(draft.attributes).toEqual([
      { target: "pa_size", label: "Size", options: ["S", "M", "XS"], forVariants: true },
      { target: "Material", label: "Material", options: ["Clay"], forVariants: false },
    ]);
  });

  test("inherit prices, and leave to the store what it inherits by itself", () => {
    const [small, medium] = product.variants.map((one) => toVariantDraft(one, product, selection).draft);
    expect(small).toEqual({
      fields: { sku: "MUG-1-S", regular_price: "20", sale_price: "18", weight: "1" },
      attributes: [],
      variantOptions: { pa_size: "S" },
    });
    expect(medium?.fields).toMatchObject({ regular_price: "25" });
    expect(medium?.fields).not.toHaveProperty("sale_price");
  });
});

test("images carry the store's ids where it has them, and words only where there are any", () => {
  const images = [
    { src: "https://p.example/a.png", alt: "", name: "" },
    { src: "https://p.example/b.png", alt: "B", name: "b" },
  ];
  const { draft } = toDraft(aProduct({ images }), {
    fields: ["images"],
    mappings: {},
    images: { "https://p.example/a.png": "77" },
  });
  expect(draft.fields.images).toEqual([
    { src: "https://p.example/a.png", remoteId: "77" },
    { src: "https://p.example/b.png", alt: "B", name: "b" },
  ]);
});

test("what does not fit its place is left out with a word about it", () => {
  const { draft, warnings, exportedFields } = draftOf({ attributes: { State: "on sale" } }, ["State"], {
    State: "status",
  });
  expect([draft.fields, exportedFields]).toEqual([{}, []]);
  expect(warnings).toMatchObject([{ field: "State", problem: expect.stringContaining("none of publish") }]);
});
