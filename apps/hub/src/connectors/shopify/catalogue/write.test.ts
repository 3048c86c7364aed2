// Products and variants written to a whole simulated shop over real HTTP.
import { HubError } from "@logix/model";
import { describe, expect, test } from "vitest";
import type { ListingFields, ListingResult, ListingWrite } from "../../../connector-kit/catalogue.ts";
import { aShop } from "../fixtures/sandbox.ts";
import { catalogueOf } from "./index.ts";

async function aCatalogue() {
  const running = await aShop({ products: 0, customers: 0 });
  const { catalogue } = running.open();
  if (!catalogue) throw new Error("the shop has no catalogue");
  const mutations = () =>
    running.http.asked.flatMap(({ body }) =>
      [...(body ?? "").matchAll(/"query":"mutation (\w+)/g)].map(([, name]) => name),
    );
  return { ...running, catalogue, control: running.shop.control, mutations };
}

function aWrite(fields: ListingFields, more: Partial<ListingWrite> = {}): ListingWrite {
  const sku = fields.sku ?? "NEW-1";
  return { key: sku, remoteId: null, parentRemoteId: null, sku, draft: { fields, attributes: [] }, ...more };
}

function done(result: ListingResult | undefined) {
  if (result === undefined || result.outcome === "failed") throw new Error(`not written: ${JSON.stringify(result)}`);
  return result;
}

const MUG = {
  name: "Mug",
  sku: "MUG",
  description: "<p>Holds tea</p>",
  status: "publish",
  regular_price: "19.90",
  sale_price: "15.00",
  weight: "0.4",
  tags: ["Tea", "new"],
  images: [{ src: "https://pictures.example/mug.jpg", alt: "A mug" }, { src: "https://pictures.example/back.jpg" }],
} as const;
const attributes = [
  { target: "vendor", label: "vendor", options: ["Harbour"], forVariants: false },
  { target: "Product type", label: "type", options: ["Cups"], forVariants: false },
  { target: "barcode", label: "barcode", options: ["4006381333931"], forVariants: false },
];
const mug = (more: Partial<ListingWrite> = {}) => aWrite(MUG, { draft: { fields: MUG, attributes }, ...more });

describe("a product", () => {
  test("is made with all that is mapped, is shown in the same words, and is not written where nothing differs", async () => {
    const { catalogue, mutations, control } = await aCatalogue();
    const [result] = await catalogue.write([mug()]);
    expect(result).toMatchObject({ outcome: "created", before: null });
    const { remoteId, images } = done(result);
    const shown = (await catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    expect(shown).toMatchObject({
      kind: "product",
      type: "simple",
      sku: "MUG",
      fields: { name: "Mug", status: "publish", regular_price: "19.90", sale_price: "15.00", weight: "0.4" },
      images: [{ alt: "A mug" }, { alt: "" }],
    });
    expect(control.variantBySku("MUG")).toMatchObject({ price: 1500, compareAtPrice: 1990, barcode: "4006381333931" });
    const sent = mutations().length;
    const known = MUG.images.map((image) => ({ ...image, remoteId: images[image.src] ?? "" }));
    const draft = { fields: { ...MUG, images: known }, attributes };
    expect(await catalogue.write([mug({ remoteId, draft })])).toMatchObject([{ outcome: "unchanged", before: "{}" }]);
    expect(mutations()).toHaveLength(sent);
  });

  test("never has its stock written", async () => {
    const { catalogue, http } = await aCatalogue();
    await catalogue.write([mug()]);
    const bodies = http.asked.map(({ body }) => body ?? "").join();
    expect(bodies).toContain("SetProduct");
    expect(bodies).not.toMatch(/inventoryQuantities|availableQuantity|inventorySet/);
  });

  test("is changed in what differs only", async () => {
    const { catalogue, http, mutations } = await aCatalogue();
    const { remoteId } = done((await catalogue.write([mug()]))[0]);
    const sent = mutations().length;
    const [result] = await catalogue.write([aWrite({ sku: "MUG", name: "Mug", sale_price: null }, { remoteId })]);
    expect(result).toMatchObject({ outcome: "updated" });
    expect(JSON.parse(done(result).before ?? "")).toEqual({ price: "15.00", compareAtPrice: "19.90" });
    expect(JSON.parse(done(result).after)).toEqual({ price: "19.90", compareAtPrice: null });
    expect(mutations().slice(sent)).toEqual(["UpdateVariants"]);
    expect(http.asked.at(-2)?.body).toContain('"variants":[{"id":');
  });

  test("is put back as it was, unless somebody has changed it since", async () => {
    const { catalogue, control } = await aCatalogue();
    const { remoteId } = done((await catalogue.write([mug()]))[0]);
    const fields = { sku: "MUG", name: "Cup", tags: ["old"], images: [{ src: "https://pictures.example/new.jpg" }] };
    const item = { ...done((await catalogue.write([aWrite(fields, { remoteId })]))[0]), parentRemoteId: null };
    expect(await catalogue.putBack([item])).toEqual([{ key: "MUG", outcome: "restored" }]);
    const shown = (await catalogue.show([item])).get(remoteId);
    expect(shown).toMatchObject({ fields: { name: "Mug" }, images: [{ alt: "A mug" }, { alt: "" }] });
    expect(await catalogue.putBack([item])).toEqual([{ key: "MUG", outcome: "restored" }]);

    const again = { ...done((await catalogue.write([aWrite(fields, { remoteId })]))[0]), parentRemoteId: null };
    control.editProduct(Number(remoteId), { title: "By hand" });
    expect(await catalogue.putBack([again])).toEqual([{ key: "MUG", outcome: "moved" }]);
  });

  test("whose answer was lost is there once, and is told as made", async () => {
    for (const kind of ["save-then-drop", "save-then-500"] as const) {
      const { catalogue, control, shop } = await aCatalogue();
      shop.control.faults.set({ kind, match: { operation: "productSet" }, times: 1 });
      expect(await catalogue.write([mug()])).toMatchObject([{ outcome: "created" }]);
      expect(control.products()).toHaveLength(1);
    }
  });

  test("that was made, but of which nothing came back at all, is found again", async () => {
    const { catalogue, control, shop } = await aCatalogue();
    const lost = { kind: "save-then-drop", match: { operation: "productSet" } } as const;
    shop.control.faults.set({ ...lost, times: 2 });
    expect(await catalogue.write([mug()])).toMatchObject([{ outcome: "failed", again: true }]);
    expect(await catalogue.write([mug()])).toMatchObject([{ outcome: "adopted" }]);
    expect(control.products()).toHaveLength(1);
  });

  test("of the shop's own with this SKU is taken over; of several nobody picks one", async () => {
    const { catalogue, control } = await aCatalogue();
    const own = control.createProduct({ title: "Their mug", skuStem: "MUG" });
    expect(await catalogue.write([mug()])).toMatchObject([{ outcome: "adopted", remoteId: String(own.id) }]);
    control.createProduct({ title: "Another", skuStem: "TWICE" });
    control.createProduct({ title: "And another", skuStem: "TWICE" });
    expect(await catalogue.write([aWrite({ sku: "TWICE", name: "Two" })])).toMatchObject([
      { outcome: "failed", code: "sku_ambiguous" },
    ]);
  });

  test("without a price is made as a draft, and never sold at 0.00", async () => {
    const { catalogue, control } = await aCatalogue();
    const results = await catalogue.write([
      aWrite({ sku: "A", name: "A" }),
      aWrite({ sku: "B", name: "B", status: "publish" }),
    ]);
    expect(results).toMatchObject([{ outcome: "created" }, { outcome: "failed", code: "price_missing" }]);
    expect(control.products()).toMatchObject([{ title: "A", status: "draft" }]);
  });

  test("loses its pictures where none are left", async () => {
    const { catalogue } = await aCatalogue();
    const { remoteId } = done((await catalogue.write([mug()]))[0]);
    expect(await catalogue.write([aWrite({ sku: "MUG", images: [] }, { remoteId })])).toMatchObject([
      { outcome: "updated" },
    ]);
    const shown = (await catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    expect(shown).toMatchObject({ images: [] });
  });

  test("that was written is told, though the shop falls silent before it can be looked at again", async () => {
    const { catalogue, client, control } = await aCatalogue();
    const { remoteId } = done((await catalogue.write([mug()]))[0]);
    let isSilent = false;
    const falling = catalogueOf({
      ...client,
      ask: async (wanted, variables) => {
        if (isSilent) throw new HubError("limited", "Shopify asks for fewer requests");
        isSilent = wanted.text.includes("mutation UpdateProduct");
        return client.ask(wanted, variables);
      },
    });
    const results = await falling.write([aWrite({ sku: "MUG", name: "Cup" }, { remoteId })]);
    expect(results).toMatchObject([{ outcome: "failed", again: true, remoteId }]);
    expect(control.products()).toMatchObject([{ title: "Cup" }]);
  });

  test("that the shop has deleted is told as gone", async () => {
    const { catalogue } = await aCatalogue();
    expect(await catalogue.write([aWrite({ sku: "A", name: "A" }, { remoteId: "424242" })])).toMatchObject([
      { outcome: "failed", code: "gone" },
    ]);
  });

  test.each([
    [{ name: "" }, "name_missing"],
    [{ name: "x".repeat(256) }, "name_too_long"],
    [{ regular_price: "21,50" }, "price_invalid"],
    [{ regular_price: "-1" }, "price_invalid"],
    [{ weight: "400 g" }, "measure_invalid"],
    [{ regular_price: "5", sale_price: "9" }, "sale_not_below_regular"],
    [{ tags: ["a, b"] }, "tag_with_comma"],
  ] satisfies [ListingFields, string][])("with %j is not sent: %s", async (wrong, code) => {
    const { catalogue, mutations } = await aCatalogue();
    const fields: ListingFields = { ...MUG, ...wrong };
    expect(await catalogue.write([aWrite(fields)])).toMatchObject([{ outcome: "failed", code }]);
    expect(mutations()).toEqual([]);
  });

  test("that Shopify refuses says which field, and harms no neighbour", async () => {
    const { catalogue } = await aCatalogue();
    const bad = aWrite({ ...MUG, sku: "BAD", images: [{ src: "no address" }] });
    const results = await catalogue.write([bad, mug()]);
    expect(results).toMatchObject([
      { outcome: "failed", message: "images: Image URL is invalid" },
      { outcome: "created" },
    ]);
  });
});

describe("variants", () => {
  const parent = (options: readonly string[]): ListingWrite =>
    aWrite(
      { name: "Shirt", sku: "SHIRT", status: "publish", type: "variable" },
      {
        draft: {
          fields: { name: "Shirt", sku: "SHIRT", status: "publish", type: "variable" },
          attributes: options.map((target) => ({ target, label: target, options: ["Red"], forVariants: true })),
        },
      },
    );
  const variant = (sku: string, parentRemoteId: string, color: string, more: ListingFields = {}): ListingWrite =>
    aWrite(
      { sku },
      {
        parentRemoteId,
        draft: { fields: { sku, regular_price: "30", ...more }, attributes: [], variantOptions: { Color: color } },
      },
    );

  async function aShirt() {
    const running = await aCatalogue();
    const { remoteId } = done((await running.catalogue.write([parent(["Color"])]))[0]);
    return { ...running, remoteId };
  }

  test("wait for nothing that could be bought before they are there", async () => {
    const { control } = await aShirt();
    expect(control.products()).toMatchObject([
      {
        title: "Shirt",
        variants: [{ inventory_policy: "deny", inventory_management: "shopify", inventory_quantity: 0 }],
      },
    ]);
  });

  test("take the place of it, and more are added later", async () => {
    const { catalogue, control, remoteId, mutations } = await aShirt();
    const writes = [variant("S-R", remoteId, "Red"), variant("S-B", remoteId, "Blue", { weight: "0.2" })];
    const results = await catalogue.write(writes);
    expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
    expect(await catalogue.write([variant("S-G", remoteId, "Green")])).toMatchObject([{ outcome: "created" }]);
    expect(control.products()).toMatchObject([
      { variants: [{ sku: "S-R" }, { sku: "S-B" }, { sku: "S-G" }], options: [{ values: ["Red", "Blue", "Green"] }] },
    ]);
    const places = results.map((result) => ({ remoteId: done(result).remoteId, parentRemoteId: remoteId }));
    const shown = [...(await catalogue.show(places)).values()];
    expect(shown).toMatchObject([
      { kind: "variant", sku: "S-R", variantOptions: { Color: "Red" }, fields: { regular_price: "30.00" } },
      { kind: "variant", sku: "S-B", fields: { weight: "0.2" } },
    ]);
    const sent = mutations().length;
    const again = writes.map((write, index) => ({ ...write, remoteId: places[index]?.remoteId ?? null }));
    expect((await catalogue.write(again)).map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect(mutations()).toHaveLength(sent);
  });

  test.each(["productSet", "productVariantsBulkCreate"])(
    "are there once though the answer to %s was lost",
    async (operation) => {
      const { catalogue, control, remoteId, shop } = await aShirt();
      if (operation !== "productSet") await catalogue.write([variant("S-0", remoteId, "Black")]);
      shop.control.faults.set({ kind: "save-then-drop", match: { operation }, times: 1 });
      const results = await catalogue.write([variant("S-R", remoteId, "Red"), variant("S-B", remoteId, "Blue")]);
      expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created"]);
      expect(results).toMatchObject([{ before: null }, { before: null }]);
      const [product] = control.products();
      expect(JSON.stringify(product).match(/"sku":"S-/g)).toHaveLength(operation === "productSet" ? 2 : 3);
    },
  );

  test("stay when the link to their product was lost: its SKU, which Shopify has nowhere, is known all the same", async () => {
    const { catalogue, control, remoteId } = await aShirt();
    await catalogue.write([variant("S-R", remoteId, "Red"), variant("S-B", remoteId, "Blue")]);
    expect((await catalogue.findBySku(["SHIRT"])).get("SHIRT")).toMatchObject([{ remoteId, kind: "product" }]);
    expect(await catalogue.write([parent(["Color"])])).toMatchObject([{ outcome: "adopted", remoteId }]);
    expect(control.products()).toMatchObject([{ variants: [{ sku: "S-R" }, { sku: "S-B" }] }]);
  });

  test("stay though their product was overlooked at first, because it is never set as a whole over what is there", async () => {
    const { catalogue, control, client, remoteId } = await aShirt();
    await catalogue.write([variant("S-R", remoteId, "Red"), variant("S-B", remoteId, "Blue")]);
    let isOverlooked = false;
    const blind = catalogueOf({
      ...client,
      ask: async (wanted, variables) => {
        if (isOverlooked || !wanted.text.includes("ByIdentities")) return client.ask(wanted, variables);
        isOverlooked = true;
        return wanted.data.parse({ p0: null });
      },
    });
    await blind.write([parent(["Color"])]);
    expect(isOverlooked).toBe(true);
    expect(control.products()).toMatchObject([{ variants: [{ sku: "S-R" }, { sku: "S-B" }] }]);
  });

  test("with the options of another are refused alone", async () => {
    const { catalogue, remoteId } = await aShirt();
    const first = [variant("S-1", remoteId, "Red"), variant("S-2", remoteId, "Red"), variant("S-3", remoteId, "Blue")];
    expect(await catalogue.write(first)).toMatchObject([
      { outcome: "created" },
      { outcome: "failed", message: expect.stringContaining("already exists") },
      { outcome: "created" },
    ]);
    expect(await catalogue.write([variant("S-4", remoteId, "Blue")])).toMatchObject([{ code: "options_taken" }]);
  });

  test("whose SKU is another product's, or that have no product or no price, are told so", async () => {
    const { catalogue, control, remoteId } = await aShirt();
    control.createProduct({ title: "Other", skuStem: "TAKEN" });
    const draft = { fields: { sku: "FREE" }, attributes: [], variantOptions: { Color: "Red" } };
    expect(
      await catalogue.write([
        variant("TAKEN", remoteId, "Red"),
        variant("ORPHAN", "424242", "Red"),
        { ...variant("FREE", remoteId, "Blue"), draft },
        { ...variant("PLAIN", remoteId, "Blue"), draft: { ...draft, variantOptions: {} } },
      ]),
    ).toMatchObject([
      { code: "sku_taken" },
      { code: "parent_missing" },
      { code: "price_missing" },
      { code: "options_missing" },
    ]);
  });

  test("do not take the place of what the shop sells alone", async () => {
    const { catalogue, control } = await aCatalogue();
    const own = control.createProduct({ title: "Plain", skuStem: "PLAIN" });
    expect(await catalogue.write([variant("P-1", String(own.id), "Red")])).toMatchObject([{ code: "simple_in_store" }]);
    expect(control.variantBySku("PLAIN")).toBeDefined();
  });

  test("differ in three options at most", async () => {
    const { catalogue } = await aCatalogue();
    expect(await catalogue.write([parent(["A", "B", "C", "D"])])).toMatchObject([{ code: "too_many_options" }]);
  });

  test("that were made go when they are undone; a product that has more by now stays", async () => {
    const { catalogue, control } = await aCatalogue();
    const head = done((await catalogue.write([parent(["Color"])]))[0]);
    const made = await catalogue.write([variant("S-R", head.remoteId, "Red"), variant("S-B", head.remoteId, "Blue")]);
    const variants = made.map((result) => ({ ...done(result), parentRemoteId: head.remoteId }));
    await catalogue.write([variant("S-G", head.remoteId, "Green")]);
    expect(await catalogue.putBack([{ ...head, parentRemoteId: null }, ...variants])).toMatchObject([
      { outcome: "moved" },
      { outcome: "restored" },
      { outcome: "restored" },
    ]);
    expect(control.products()).toMatchObject([{ variants: [{ sku: "S-G" }] }]);
  });
});

describe("reading", () => {
  test("gives every product with its variants behind it, in pages that can be taken up again", async () => {
    const { catalogue, control } = await aCatalogue();
    for (let index = 0; index < 45; index += 1) control.createProduct({ title: `P${index}`, skuStem: `P${index}` });
    control.createProduct({
      title: "Wide",
      skuStem: "W",
      options: [["Size", Array.from({ length: 24 }, (_, index) => String(index))]],
    });
    const pages: string[][] = [];
    let resume: Parameters<typeof catalogue.read>[1];
    for await (const page of catalogue.read({})) {
      pages.push(page.records.map(({ record }) => record.remoteId));
      resume ??= page.checkpoint;
    }
    expect(pages.map((page) => page.length)).toEqual([40, 30]);
    const rest: string[] = [];
    for await (const page of catalogue.read({}, resume))
      rest.push(...page.records.map(({ record }) => record.remoteId));
    expect(rest).toEqual(pages[1]);
    const named: string[] = [];
    for await (const page of catalogue.read({ remoteIds: [pages[0]?.[0] ?? "", "424242"] }))
      named.push(...page.records.map(({ record }) => record.remoteId));
    expect(named).toEqual([pages[0]?.[0]]);
  });
});
