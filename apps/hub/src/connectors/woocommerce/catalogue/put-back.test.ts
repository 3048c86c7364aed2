// Undoing a write: the store's JSON is again what it was, apart from its date.
import { describe, expect, test } from "vitest";
import type { ListingResult, PutBack } from "../../../connector-kit/catalogue.ts";
import { aCatalogue, aDraft, aWrite, done, shownBy } from "../fixtures/catalogue.ts";
import { aRichProduct } from "../fixtures/rich-product.ts";

const EVERYTHING = {
  name: "Other",
  sku: "RICH-9",
  description: "Other text",
  short_description: "Other short",
  status: "draft",
  regular_price: "200",
  sale_price: "150",
  stock_status: "onbackorder",
  weight: "9",
  length: "1",
  height: "2",
  images: [{ src: "https://pictures.example/z.png", alt: "Z" }],
  categories: [["New", "Tree"]],
  tags: ["new tag"],
} as const;
const ATTRIBUTES = [
  { target: "pa_color", label: "Color", options: ["Green"], forVariants: false },
  { target: "Care / Use", label: "Care / Use", options: ["None"], forVariants: false },
  { target: "pa_fresh", label: "Fresh", options: ["Yes, very"], forVariants: false },
];

function undoing(result: ListingResult | undefined, parentRemoteId: string | null = null): PutBack {
  const { key, remoteId, before, after } = done(result);
  return { key, remoteId, parentRemoteId, before, after };
}

describe("putting back", () => {
  test("everything that was written gives the same bytes as before", async () => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const before = JSON.stringify(shownBy(fixture, remoteId));
    const draft = aDraft(EVERYTHING, { attributes: ATTRIBUTES });
    const [result] = await fixture.catalogue.write([aWrite(EVERYTHING, { remoteId, draft })]);
    expect(JSON.stringify(shownBy(fixture, remoteId))).not.toBe(before);
    expect(await fixture.catalogue.putBack([undoing(result)])).toEqual([{ key: "RICH-9", outcome: "restored" }]);
    expect(JSON.stringify(shownBy(fixture, remoteId))).toBe(before);
  });

  test.each(Object.entries(EVERYTHING))("only %s gives the same bytes as before", async (field, value) => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const before = JSON.stringify(shownBy(fixture, remoteId));
    const change = { [field]: field === "sale_price" ? "79.99" : value };
    const write = aWrite({ sku: "RICH-1" }, { remoteId, draft: aDraft(change) });
    const [result] = await fixture.catalogue.write([write]);
    expect(JSON.stringify(shownBy(fixture, remoteId))).not.toBe(before);
    expect(await fixture.catalogue.putBack([undoing(result)])).toMatchObject([{ outcome: "restored" }]);
    expect(JSON.stringify(shownBy(fixture, remoteId))).toBe(before);
  });

  test("a draft that was published is a draft without an address again", async () => {
    const fixture = await aCatalogue();
    const { id } = await fixture.shop.control.createProduct({ name: "D", sku: "D", status: "draft" });
    const before = JSON.stringify(shownBy(fixture, String(id)));
    const [result] = await fixture.catalogue.write([aWrite({ sku: "D", status: "publish" }, { remoteId: String(id) })]);
    await fixture.catalogue.putBack([undoing(result)]);
    expect(JSON.stringify(shownBy(fixture, String(id)))).toBe(before);
  });

  test("a type that took the prices away gives them back", async () => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const before = JSON.stringify(shownBy(fixture, remoteId));
    const [result] = await fixture.catalogue.write([aWrite({ sku: "RICH-1", type: "variable" }, { remoteId })]);
    expect(shownBy(fixture, remoteId)).toMatchObject({ type: "variable", regular_price: "", sale_price: "" });
    expect(await fixture.catalogue.putBack([undoing(result)])).toMatchObject([{ outcome: "restored" }]);
    expect(JSON.stringify(shownBy(fixture, remoteId))).toBe(before);
  });

  test("what somebody has changed since is left alone", async () => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const [result] = await fixture.catalogue.write([
      aWrite({ sku: "RICH-1", name: "Ours", weight: "9" }, { remoteId }),
    ]);
    await fixture.shop.control.editProduct(Number(remoteId), { weight: "10" });
    expect(await fixture.catalogue.putBack([undoing(result)])).toMatchObject([{ outcome: "moved" }]);
    expect(shownBy(fixture, remoteId)).toMatchObject({ name: "Ours", weight: "10" });
  });

  test("what was put back before is restored, not moved", async () => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const [result] = await fixture.catalogue.write([aWrite({ sku: "RICH-1", name: "Ours" }, { remoteId })]);
    await fixture.catalogue.putBack([undoing(result)]);
    expect(await fixture.catalogue.putBack([undoing(result)])).toMatchObject([{ outcome: "restored" }]);
    expect(shownBy(fixture, remoteId)).toMatchObject({ name: "Rich &amp; Famous" });
  });

  test("a change of another field is no obstacle and stays", async () => {
    const fixture = await aCatalogue();
    const remoteId = await aRichProduct(fixture);
    const [result] = await fixture.catalogue.write([aWrite({ sku: "RICH-1", weight: "9" }, { remoteId })]);
    await fixture.shop.control.editProduct(Number(remoteId), { name: "Theirs" });
    expect(await fixture.catalogue.putBack([undoing(result)])).toMatchObject([{ outcome: "restored" }]);
    expect(shownBy(fixture, remoteId)).toMatchObject({ name: "Theirs", weight: "1.5" });
  });

  test("what was created is gone for good, variants and product; what is gone is told", async () => {
    const fixture = await aCatalogue();
    const count = fixture.shop.control.products().length;
    const head = (await fixture.catalogue.write([aWrite({ name: "S", sku: "S", type: "variable" })]))[0];
    const { remoteId } = done(head);
    const draft = aDraft({ sku: "S-1" }, { variantOptions: { pa_color: "Red" } });
    const [variant] = await fixture.catalogue.write([aWrite({ sku: "S-1" }, { parentRemoteId: remoteId, draft })]);
    const [parent] = await fixture.catalogue.write([aWrite({ sku: "S", weight: "1" }, { remoteId })]);
    const items = [{ ...undoing(head), after: undoing(parent).after }, undoing(variant, remoteId)];
    expect(await fixture.catalogue.putBack(items)).toEqual([
      { key: "S", outcome: "restored" },
      { key: "S-1", outcome: "restored" },
    ]);
    expect(fixture.shop.control.products()).toHaveLength(count);
    expect(await fixture.catalogue.putBack(items)).toMatchObject([{ outcome: "gone" }, { outcome: "gone" }]);
  });

  test("a variation has its own values again, without an image if it had none", async () => {
    const fixture = await aCatalogue();
    const [parent] = fixture.shop.control.products().filter(({ type }) => type === "variable");
    const list = (await fixture.client.get(`products/${parent?.id}/variations`)).json;
    const [one] = Array.isArray(list) ? list : [];
    const remoteId = String(one.id);
    const parentRemoteId = String(parent?.id);
    const shown = async () => {
      const { json } = await fixture.client.get(`products/${parentRemoteId}/variations/${remoteId}`);
      return JSON.stringify({ ...Object(json), date_modified: "", date_modified_gmt: "" });
    };
    const before = await shown();
    const fields = {
      regular_price: "77",
      weight: "5",
      description: "Own",
      images: [{ src: "https://pictures.example/v.png" }],
    };
    const draft = aDraft(fields, { variantOptions: { pa_color: "Green" } });
    const [result] = await fixture.catalogue.write([aWrite({ sku: one.sku }, { remoteId, parentRemoteId, draft })]);
    expect(await shown()).not.toBe(before);
    expect(await fixture.catalogue.putBack([undoing(result, parentRemoteId)])).toMatchObject([{ outcome: "restored" }]);
    expect(await shown()).toBe(before);
  });
});

describe("removing", () => {
  test("goes past the bin, and tells what is gone", async () => {
    const fixture = await aCatalogue();
    const { id } = await fixture.shop.control.createProduct({ name: "S", sku: "S", type: "variable" });
    const { id: variation } = await fixture.shop.control.createVariation(Number(id), { sku: "S-1" });
    const place = { remoteId: String(variation), parentRemoteId: null };
    expect(await fixture.catalogue.remove(place)).toBe("removed");
    expect(await fixture.catalogue.remove({ ...place, parentRemoteId: String(id) })).toBe("gone");
    expect(await fixture.catalogue.remove({ remoteId: String(id), parentRemoteId: null })).toBe("removed");
    expect(await fixture.catalogue.remove({ remoteId: String(id), parentRemoteId: null })).toBe("gone");
    expect((await fixture.catalogue.findBySku(["S"])).get("S")).toEqual([]);
  });
});
