// Products and variants written to a whole simulated store over real HTTP.
import { describe, expect, test } from "vitest";
import { aCatalogue, aDraft, aWrite, done, shownBy } from "../fixtures/catalogue.ts";

describe("a product", () => {
  test("is created with all that is mapped, and shown again in the same words", async () => {
    const { catalogue } = await aCatalogue();
    const fields = {
      name: "Mug & Saucer",
      sku: "MUG-1",
      description: "Line one\nline two",
      short_description: "Short",
      status: "draft",
      regular_price: "19.90",
      sale_price: "15.00",
      weight: "0.4",
      length: "10",
      height: "9.5",
      categories: [["Home & Living", "Tea", "Cups"], ["Kitchen"]],
      tags: ["B&W", "brand new"],
    } as const;
    const attributes = [
      { target: "pa_material", label: "Material", options: ["Stone, fine", "Clay"], forVariants: false },
      { target: "Care | Use", label: "Care | Use", options: ["Hand|machine", "Soap"], forVariants: false },
    ];
    const [result] = await catalogue.write([aWrite(fields, { draft: aDraft(fields, { attributes }) })]);
    expect(result).toMatchObject({ key: "MUG-1", outcome: "created", before: null });
    const { remoteId } = done(result);
    const shown = (await catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    expect(shown).toMatchObject({
      kind: "product",
      sku: "MUG-1",
      type: "simple",
      fields: { ...fields, width: "" },
      attributes,
    });
    expect(await catalogue.write([aWrite(fields, { remoteId, draft: aDraft(fields, { attributes }) })])).toMatchObject([
      { outcome: "unchanged", before: "{}", after: "{}" },
    ]);
  });

  test("is updated with one request for a hundred, of what differs only", async () => {
    const { shop, catalogue, bodies } = await aCatalogue({ products: 30 });
    const products = shop.control.products().filter(({ type }) => type === "simple");
    const writes = products.map(({ id, sku }, index) =>
      aWrite({ sku: String(sku), weight: `${index + 1}.5` }, { remoteId: String(id) }),
    );
    expect((await catalogue.write(writes)).every(({ outcome }) => outcome === "updated")).toBe(true);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatchObject({
      path: "products/batch",
      body: { update: writes.map(({ remoteId, draft }) => ({ id: Number(remoteId), weight: draft.fields.weight })) },
    });
  });

  test("whose stock is counted keeps its status, whatever is sent; one of several has no price", async () => {
    const { shop, catalogue, bodies } = await aCatalogue();
    const counted = await shop.control.createProduct({ name: "C", sku: "C", manage_stock: true, stock_quantity: 3 });
    const variable = await shop.control.createProduct({ name: "V", sku: "V", type: "variable" });
    const results = await catalogue.write([
      aWrite({ sku: "C", stock_status: "outofstock" }, { remoteId: String(counted.id) }),
      aWrite({ sku: "V", regular_price: "5", sale_price: "9" }, { remoteId: String(variable.id) }),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect(bodies()).toEqual([]);
  });

  test("that the store has deleted is told as gone", async () => {
    const { catalogue } = await aCatalogue();
    expect(await catalogue.write([aWrite({ sku: "A", name: "A" }, { remoteId: "424242" })])).toMatchObject([
      { outcome: "failed", code: "gone" },
    ]);
  });
});

describe("variants", () => {
  const parent = {
    fields: { name: "Shirt", sku: "SHIRT", type: "variable" },
    attributes: [
      { target: "pa_color", label: "Color", options: ["Red", "Ink, dark"], forVariants: true },
      { target: "Cut", label: "Cut", options: ["Slim|fit", "Wide"], forVariants: true },
    ],
  };
  const variant = (sku: string, color: string, cut: string, parentRemoteId: string) =>
    aWrite(
      { sku },
      {
        parentRemoteId,
        draft: aDraft({ sku, regular_price: "30" }, { variantOptions: { pa_color: color, Cut: cut } }),
      },
    );

  test("are written below their product with their options", async () => {
    const { catalogue } = await aCatalogue();
    const [head] = await catalogue.write([aWrite(parent.fields, { draft: parent })]);
    const { remoteId } = done(head);
    const writes = [variant("SHIRT-1", "Red", "Slim|fit", remoteId), variant("SHIRT-2", "Ink, dark", "Wide", remoteId)];
    const results = await catalogue.write(writes);
    expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
    const places = results.map((result) => ({ remoteId: done(result).remoteId, parentRemoteId: remoteId }));
    const shown = [...(await catalogue.show(places)).values()];
    expect(shown).toMatchObject([
      {
        kind: "variant",
        parentRemoteId: remoteId,
        sku: "SHIRT-1",
        variantOptions: { pa_color: "Red", Cut: "Slim|fit" },
      },
      {
        kind: "variant",
        parentRemoteId: remoteId,
        sku: "SHIRT-2",
        variantOptions: { pa_color: "Ink, dark", Cut: "Wide" },
      },
    ]);
    const again = writes.map((write, index) => ({ ...write, remoteId: places[index]?.remoteId ?? null }));
    expect((await catalogue.write(again)).map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
  });

  test("make a simple product variable and add what it did not offer", async () => {
    const fixture = await aCatalogue();
    const [head] = await fixture.catalogue.write([aWrite({ name: "Plain", sku: "PLAIN" })]);
    const { remoteId } = done(head);
    expect(await fixture.catalogue.write([variant("PLAIN-1", "Mauve", "Slim|fit", remoteId)])).toMatchObject([
      { outcome: "created" },
    ]);
    expect(shownBy(fixture, remoteId)).toMatchObject({
      type: "variable",
      attributes: [
        { name: "Color", variation: true, options: ["Mauve"] },
        { name: "Cut", variation: true, options: ["Slim&#124;fit"] },
      ],
    });
  });

  test("without their product are told so", async () => {
    const { catalogue } = await aCatalogue();
    expect(await catalogue.write([variant("X-1", "Red", "Wide", "424242")])).toMatchObject([
      { outcome: "failed", code: "parent_missing" },
    ]);
  });
});
