// F39: attributes are addressed by slug, merged with those of the store, and keep every character of their options.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { AttributeDraft } from "../../../connector-kit/catalogue.ts";
import { aCatalogue, aDraft, aWrite, type CatalogueShop, done, shownBy } from "../fixtures/catalogue.ts";

const termsSchema = z.array(z.object({ id: z.number(), name: z.string(), slug: z.string() }));
const terms = async ({ client }: CatalogueShop, path: string) =>
  termsSchema.parse((await client.get(path, { per_page: 100 })).json);

function attribute(target: string, ...options: string[]): AttributeDraft {
  return { target, label: target.replace("pa_", ""), options, forVariants: false };
}

async function written(fixture: CatalogueShop, attributes: readonly AttributeDraft[], remoteId: string | null = null) {
  const fields = remoteId === null ? { name: "X", sku: "X" } : {};
  const results = await fixture.catalogue.write([
    aWrite({ sku: "X" }, { remoteId, draft: aDraft(fields, { attributes }) }),
  ]);
  return done(results[0]);
}

describe("F39 attributes", () => {
  test("of one name are told apart by their slugs", async () => {
    const fixture = await aCatalogue();
    const { client } = fixture;
    await client.ask({ method: "POST", path: "products/attributes", body: { name: "Color", slug: "pa_color-2" } });
    const { remoteId } = await written(fixture, [attribute("pa_color-2", "Mint")]);
    expect(shownBy(fixture, remoteId)).toMatchObject({ attributes: [{ slug: "pa_color-2", options: ["Mint"] }] });
    const { remoteId: _, ...again } = await written(
      fixture,
      [attribute("pa_color", "Red"), attribute("pa_color-2", "Mint")],
      remoteId,
    );
    expect(again.outcome).toBe("updated");
    expect(shownBy(fixture, remoteId)).toMatchObject({
      attributes: [
        { slug: "pa_color-2", options: ["Mint"] },
        { slug: "pa_color", options: ["Red"] },
      ],
    });
  });

  test("that are missing are made once, with their options", async () => {
    const fixture = await aCatalogue();
    await fixture.catalogue.write(
      ["A", "B", "C"].map((sku) =>
        aWrite(
          { name: sku, sku },
          { draft: aDraft({ name: sku, sku }, { attributes: [attribute("pa_fabric", "Wool", sku)] }) },
        ),
      ),
    );
    const fabric = (await terms(fixture, "products/attributes")).filter(({ slug }) => slug === "pa_fabric");
    expect(fabric).toMatchObject([{ name: "fabric" }]);
    expect((await terms(fixture, `products/attributes/${fabric[0]?.id}/terms`)).map(({ name }) => name)).toEqual([
      "A",
      "B",
      "C",
      "Wool",
    ]);
    expect(fixture.lines().filter((line) => line === "POST products/attributes")).toHaveLength(1);
    expect(fixture.lines().filter((line) => /^POST .*terms\/batch$/.test(line))).toHaveLength(1);
  });

  test("keep commas, bars, ampersands and the store's own spelling of an option", async () => {
    const fixture = await aCatalogue();
    const attributes = [
      attribute("pa_color", "red", "Salt, & | pepper"),
      attribute("Own | name", "a|b", "c, d", "e & f"),
    ];
    const { remoteId } = await written(fixture, attributes);
    const shown = (await fixture.catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    expect(shown).toMatchObject({
      attributes: [
        { target: "pa_color", options: ["Red", "Salt, & | pepper"] },
        { target: "Own | name", options: ["a|b", "c, d", "e & f"] },
      ],
    });
    expect(await written(fixture, attributes, remoteId)).toMatchObject({ outcome: "unchanged" });
  });

  test("that variations choose among are added to, others are replaced, and none is emptied by accident", async () => {
    const fixture = await aCatalogue();
    const [parent] = fixture.shop.control.products().filter(({ type }) => type === "variable");
    const remoteId = String(parent?.id);
    await written(fixture, [attribute("pa_color", "Mint"), attribute("Care", "Hand")], remoteId);
    await written(fixture, [attribute("Care", "Machine")], remoteId);
    expect(shownBy(fixture, remoteId)).toMatchObject({
      type: "variable",
      attributes: [
        { slug: "pa_color", variation: true, options: ["Red", "Navy Blue", "Mint"] },
        { slug: "pa_size", variation: true },
        { name: "Care", variation: false, options: ["Machine"] },
      ],
    });
    await written(fixture, [attribute("Care")], remoteId);
    expect(shownBy(fixture, remoteId)).toMatchObject({ attributes: [{ slug: "pa_color" }, { slug: "pa_size" }] });
  });

  test("one that the store refuses is the trouble of its product only", async () => {
    const fixture = await aCatalogue();
    fixture.shop.control.faults.set({ kind: "status", status: 500, match: { method: "POST", path: /terms\/batch$/ } });
    const results = await fixture.catalogue.write([
      aWrite(
        { name: "A", sku: "A" },
        { draft: aDraft({ name: "A", sku: "A" }, { attributes: [attribute("pa_color", "Unheard of")] }) },
      ),
      aWrite({ name: "B", sku: "B" }),
    ]);
    expect(results).toMatchObject([{ outcome: "failed", again: true }, { outcome: "created" }]);
  });
});

describe("categories and tags", () => {
  test("are found by their text though the store keeps HTML, and made parents first", async () => {
    const fixture = await aCatalogue();
    const before = await terms(fixture, "products/categories");
    const fields = {
      name: "X",
      sku: "X",
      categories: [["Home & Living", "Tea"], ["Home & Living", "Tea", "Cups"], ["home & living", "Coffee"], ["Tea"]],
      tags: ["B&W", "été 2026", "Fresh & new"],
    };
    const result = done((await fixture.catalogue.write([aWrite(fields)]))[0]);
    const after = await terms(fixture, "products/categories");
    expect(after.length - before.length).toBe(4);
    expect((await terms(fixture, "products/tags")).filter(({ name }) => name === "Fresh &amp; new")).toHaveLength(1);
    const shown = (await fixture.catalogue.show([{ remoteId: result.remoteId, parentRemoteId: null }])).get(
      result.remoteId,
    );
    expect(shown).toMatchObject({
      fields: {
        categories: [["Home & Living", "Tea"], ["Home & Living", "Tea", "Cups"], ["Home & Living", "Coffee"], ["Tea"]],
        tags: fields.tags,
      },
    });
    const asked = fixture.lines().length;
    expect(await fixture.catalogue.write([aWrite(fields, { remoteId: result.remoteId })])).toMatchObject([
      { outcome: "unchanged" },
    ]);
    expect(
      fixture
        .lines()
        .slice(asked)
        .every((line) => line.startsWith("GET")),
    ).toBe(true);
  });

  test("that somebody made meanwhile are taken, not complained about", async () => {
    const fixture = await aCatalogue();
    fixture.shop.control.faults.set({
      kind: "save-then-504",
      match: { method: "POST", path: "/products/tags/batch" },
      times: 1,
    });
    expect(await fixture.catalogue.write([aWrite({ name: "X", sku: "X", tags: ["one", "two"] })])).toMatchObject([
      { outcome: "created" },
    ]);
    expect((await terms(fixture, "products/tags")).filter(({ name }) => name === "one")).toHaveLength(1);
  });
});
