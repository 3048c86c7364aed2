// F22: whose a SKU is, and what happens when it is somebody else's.
import { describe, expect, test } from "vitest";
import { aCatalogue, aDraft, aWrite, done, shownBy } from "../fixtures/catalogue.ts";

describe("F22 a SKU", () => {
  test("that the store has already is adopted, not made twice", async () => {
    const { shop, catalogue } = await aCatalogue();
    const there = await shop.control.createProduct({ name: "Old name", sku: "A-1", description: "theirs" });
    const [result] = await catalogue.write([aWrite({ name: "New name", sku: "A-1" })]);
    expect(result).toMatchObject({ outcome: "adopted", remoteId: String(there.id), before: '{"name":"Old name"}' });
    expect(shop.control.product(Number(there.id))).toMatchObject({ name: "New name", description: "<p>theirs</p>\n" });
  });

  test("of something in the bin is told, and nothing is written", async () => {
    const { shop, catalogue, bodies } = await aCatalogue();
    const there = await shop.control.createProduct({ name: "Binned", sku: "A-1" });
    shop.control.deleteProduct(Number(there.id));
    const unlinked = aWrite({ name: "New", sku: "A-1" });
    const linked = { ...unlinked, key: "linked", remoteId: String(there.id) };
    const results = await catalogue.write([unlinked, linked]);
    expect(results).toMatchObject([
      {
        outcome: "failed",
        code: "sku_in_trash",
        message: expect.stringContaining(`"Binned" (${there.id})`),
        again: false,
      },
      { outcome: "failed", code: "sku_in_trash" },
    ]);
    expect(bodies()).toEqual([]);
    expect((await catalogue.findBySku(["A-1"])).get("A-1")).toMatchObject([
      { remoteId: String(there.id), inTrash: true },
    ]);
  });

  test("of a variation is not adopted as a product", async () => {
    const { shop, catalogue } = await aCatalogue();
    const parent = await shop.control.createProduct({ name: "Shirt", type: "variable" });
    await shop.control.createVariation(Number(parent.id), { sku: "S-1" });
    expect(await catalogue.write([aWrite({ name: "X", sku: "S-1" })])).toMatchObject([
      { outcome: "failed", code: "sku_taken", message: expect.stringContaining(`variation of product ${parent.id}`) },
    ]);
    const place = { parentRemoteId: String(parent.id), draft: aDraft({ sku: "S-1", weight: "2" }) };
    expect(await catalogue.write([aWrite({ sku: "S-1" }, place)])).toMatchObject([{ outcome: "adopted" }]);
  });

  test("that somebody takes between our look and our create is adopted all the same", async () => {
    const fixture = await aCatalogue();
    const { shop, http, catalogue } = fixture;
    shop.control.faults.set({ kind: "latency", ms: 150, match: { method: "POST" }, times: 1 });
    const writing = catalogue.write([aWrite({ name: "Ours", sku: "RACE" }), aWrite({ name: "Other", sku: "OTHER" })]);
    await expect.poll(() => http.asked.some(({ method }) => method === "POST"), { interval: 5 }).toBe(true);
    const theirs = await shop.control.createProduct({ name: "Theirs", sku: "RACE" });
    expect(await writing).toMatchObject([
      { outcome: "adopted", remoteId: String(theirs.id), before: '{"name":"Theirs"}' },
      { outcome: "created" },
    ]);
    expect(shownBy(fixture, String(theirs.id))).toMatchObject({ name: "Ours" });
  });

  test("that an update may not have is told in the store's own words", async () => {
    const { shop, catalogue } = await aCatalogue();
    await shop.control.createProduct({ name: "A", sku: "A-1" });
    const other = await shop.control.createProduct({ name: "B", sku: "B-1" });
    expect(await catalogue.write([aWrite({ sku: "A-1" }, { remoteId: String(other.id) })])).toMatchObject([
      { outcome: "failed", code: "sku_taken", message: "Invalid or duplicated SKU." },
    ]);
  });

  test("that is long does not make an address that web servers refuse", async () => {
    const { catalogue, http } = await aCatalogue();
    const skus = Array.from({ length: 40 }, (_, index) => `${"日本の食器".repeat(20)}-${index}`);
    expect((await catalogue.findBySku(skus)).size).toBe(40);
    expect(Math.max(...http.asked.map(({ url }) => url.length))).toBeLessThan(8000);
  });

  test("with commas is found, too", async () => {
    const { shop, catalogue } = await aCatalogue();
    const there = await shop.control.createProduct({ name: "A", sku: "A,1" });
    expect((await catalogue.findBySku(["A,1", "B"])).get("A,1")).toMatchObject([{ remoteId: String(there.id) }]);
  });
});

describe("F22 a create whose answer was lost", () => {
  test.each(["save-then-500", "save-then-504", "save-then-drop", "truncate"] as const)(
    "by %s is not repeated",
    async (kind) => {
      const { shop, catalogue } = await aCatalogue();
      const before = shop.control.products().length;
      shop.control.faults.set({ kind, match: { method: "POST", path: "/products/batch" }, times: 1 });
      const writes = ["A", "B", "C"].map((sku) => aWrite({ name: `Thing ${sku}`, sku }));
      const results = await catalogue.write(writes);
      expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created", "created"]);
      expect(results.every((result) => done(result).before === null)).toBe(true);
      expect(shop.control.products()).toHaveLength(before + 3);
    },
  );
});

describe("F14, F15 one that is refused", () => {
  test("F15 does not harm the others of its batch", async () => {
    const { shop, catalogue } = await aCatalogue();
    await shop.control.createProduct({ name: "A", sku: "TAKEN" });
    const target = await shop.control.createProduct({ name: "B", sku: "B-1" });
    const writes = [
      ...Array.from({ length: 130 }, (_, index) => aWrite({ name: `N${index}`, sku: `N-${index}` })),
      aWrite({ sku: "TAKEN" }, { key: "bad", remoteId: String(target.id) }),
    ];
    const results = await catalogue.write(writes);
    expect(results.filter(({ outcome }) => outcome === "created")).toHaveLength(130);
    expect(results.at(-1)).toMatchObject({ key: "bad", outcome: "failed" });
  });

  test("F14 a batch that the store cannot bear is halved down to the one that breaks it", async () => {
    const fixture = await aCatalogue();
    const { shop, catalogue, bodies } = fixture;
    const ids = await Promise.all(
      Array.from({ length: 9 }, async (_, index) =>
        String((await shop.control.createProduct({ name: `P${index}`, sku: `P-${index}` })).id),
      ),
    );
    shop.control.faults.set({ kind: "status", status: 413, match: { method: "POST" }, times: 3 });
    const results = await catalogue.write(
      ids.map((remoteId, index) => aWrite({ sku: `P-${index}`, weight: "2" }, { remoteId })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(ids.map(() => "updated"));
    expect(bodies().length).toBeGreaterThan(4);
    for (const id of ids) expect(shownBy(fixture, id)).toMatchObject({ weight: "2" });
  });

  test("a store that is down is told as such after a few tries, and may be tried again", async () => {
    const { shop, catalogue, bodies } = await aCatalogue();
    shop.control.faults.set({ kind: "status", status: 500, match: { method: "POST" } });
    const results = await catalogue.write(
      Array.from({ length: 40 }, (_, index) => aWrite({ name: "N", sku: `N-${index}` })),
    );
    expect(
      results.every((result) => result.outcome === "failed" && result.again && result.code === "server_error"),
    ).toBe(true);
    expect(bodies().length).toBeLessThan(15);
  });
});

describe("what a batch would not check", () => {
  test.each([
    [{ regular_price: "21,50" }, "price_invalid"],
    [{ regular_price: "1.234,50" }, "price_invalid"],
    [{ sale_price: "abc" }, "price_invalid"],
    [{ regular_price: "-1" }, "price_invalid"],
    [{ regular_price: "10", sale_price: "10.00" }, "sale_not_below_regular"],
    [{ sale_price: "5" }, "sale_not_below_regular"],
    [{ weight: "1,5" }, "measure_invalid"],
    [{ name: " " }, "name_missing"],
    [{ images: [{ src: "file:///etc/passwd" }] }, "image_invalid"],
    [{ categories: [["Home", ""]] }, "category_empty"],
  ])("%o is %s", async (fields, code) => {
    const { catalogue, bodies } = await aCatalogue({ products: 1 });
    const [bad, good] = await catalogue.write([
      aWrite({ name: "X", sku: "X-1", ...fields }),
      aWrite({ name: "Good", sku: "G-1" }),
    ]);
    expect(bad).toMatchObject({ outcome: "failed", code, again: false });
    expect(good).toMatchObject({ outcome: "created" });
    expect(bodies().filter(({ path }) => path === "products/batch")).toHaveLength(1);
  });

  test("a price that would silently end the sale of the store is refused", async () => {
    const fixture = await aCatalogue();
    const { id } = await fixture.shop.control.createProduct({
      name: "A",
      sku: "A",
      regular_price: "20",
      sale_price: "15",
    });
    expect(
      await fixture.catalogue.write([aWrite({ sku: "A", regular_price: "12" }, { remoteId: String(id) })]),
    ).toMatchObject([{ outcome: "failed", code: "sale_not_below_regular" }]);
    expect(shownBy(fixture, String(id))).toMatchObject({ regular_price: "20", sale_price: "15" });
  });
});
