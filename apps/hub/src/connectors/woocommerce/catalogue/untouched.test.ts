// What is not mapped is never overwritten: of a product with every field filled one field is changed, the rest stays as it was.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ListingDraft, ListingFields } from "../../../connector-kit/catalogue.ts";
import { aCatalogue, aDraft, aWrite, shownBy } from "../fixtures/catalogue.ts";
import { propertiesOf, SPECS } from "../fixtures/published-interface.ts";
import { aRichProduct } from "../fixtures/rich-product.ts";

/** A change of each field, and what the store itself makes of it in fields that cannot be written. */
const CHANGES: readonly (readonly [keyof ListingFields, ListingFields, readonly string[]])[] = [
  ["name", { name: "Other name" }, []],
  ["sku", { sku: "RICH-2" }, []],
  ["description", { description: "<p>Other</p>" }, []],
  ["short_description", { short_description: "Other" }, []],
  ["status", { status: "private" }, []],
  ["type", { type: "external" }, ["purchasable"]],
  ["regular_price", { regular_price: "99.50" }, ["price_html"]],
  ["sale_price", { sale_price: "70" }, ["price", "price_html"]],
  ["stock_status", { stock_status: "outofstock" }, []],
  ["weight", { weight: "3" }, []],
  ["length", { length: "11" }, ["dimensions"]],
  ["width", { width: "21" }, ["dimensions"]],
  ["height", { height: "31" }, ["dimensions"]],
  ["images", { images: [{ src: "https://pictures.example/new.png" }] }, []],
  ["categories", { categories: [["Brand new", "Child"]] }, ["related_ids"]],
  ["tags", { tags: ["another"] }, []],
];

async function changed(fields: ListingFields, more: Partial<ListingDraft> = {}) {
  const fixture = await aCatalogue();
  const remoteId = await aRichProduct(fixture);
  const before = shownBy(fixture, remoteId);
  const results = await fixture.catalogue.write([aWrite({ sku: "RICH-1" }, { remoteId, draft: aDraft(fields, more) })]);
  expect(results).toMatchObject([{ outcome: "updated" }]);
  const after = shownBy(fixture, remoteId);
  const differing = Object.keys({ ...before, ...after }).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return { before, after, differing };
}

describe("unmapped fields", () => {
  test.each(CHANGES)("stay as they are when %s is written", async (field, change, effects) => {
    const isSide = field === "length" || field === "width" || field === "height";
    const { differing } = await changed(change);
    expect(new Set(differing)).toEqual(new Set([...(isSide ? [] : [field]), ...effects]));
  });

  test("the list of changes names every field that can be mapped", () => {
    const all: Record<keyof ListingFields, true> = {
      name: true,
      sku: true,
      description: true,
      short_description: true,
      status: true,
      type: true,
      regular_price: true,
      sale_price: true,
      stock_status: true,
      weight: true,
      length: true,
      width: true,
      height: true,
      images: true,
      categories: true,
      tags: true,
    };
    expect(new Set(CHANGES.map(([field]) => field))).toEqual(new Set(Object.keys(all)));
  });

  test("one side leaves the other two", async () => {
    expect((await changed({ width: "21.5" })).after.dimensions).toEqual({ length: "10", width: "21.5", height: "30" });
  });

  test("F39 attributes that are not mapped stay, with place, visibility and options", async () => {
    const attributes = [{ target: "Material", label: "Material", options: ["Wood"], forVariants: false }];
    const { before, after, differing } = await changed({}, { attributes });
    expect(differing).toEqual(["attributes"]);
    const list = z.array(z.unknown());
    expect(list.parse(after.attributes).slice(0, 4)).toEqual(before.attributes);
    expect(list.parse(after.attributes)[4]).toMatchObject({ name: "Material", options: ["Wood"] });
  });

  test.skipIf(SPECS === null)(
    "the product of these tests shows every field that WooCommerce's product has",
    async () => {
      const fixture = await aCatalogue();
      const shown = fixture.shop.control.product(Number(await aRichProduct(fixture)));
      const known = propertiesOf("products", "Product properties");
      expect(known.length).toBeGreaterThan(50);
      expect(known.filter((name) => !(name in shown))).toEqual([]);
    },
  );
});
