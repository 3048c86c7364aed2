// F38: a picture goes to the store once.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ImageDraft } from "../../../connector-kit/catalogue.ts";
import { aCatalogue, aWrite, type CatalogueShop, done, shownBy } from "../fixtures/catalogue.ts";

const A = "https://pictures.example/a.png";
const B = "https://pictures.example/b.png";
const imagesSchema = z.array(z.object({ id: z.number(), alt: z.string(), name: z.string() }));

function uploads({ bodies }: CatalogueShop): number {
  return JSON.stringify(bodies()).split('"src"').length - 1;
}

function shownImages(fixture: CatalogueShop, remoteId: string) {
  return imagesSchema.parse(shownBy(fixture, remoteId).images);
}

async function aPictured(images: readonly ImageDraft[]) {
  const fixture = await aCatalogue();
  const result = done((await fixture.catalogue.write([aWrite({ name: "P", sku: "P-1", images })]))[0]);
  return { fixture, ...result };
}

describe("F38 images", () => {
  test("are told by the store's ids, and not sent again", async () => {
    const { fixture, remoteId, images } = await aPictured([{ src: A, alt: "First" }, { src: B }]);
    expect(Object.keys(images)).toEqual([A, B]);
    expect(uploads(fixture)).toBe(2);
    const known = [
      { src: A, alt: "First", remoteId: images[A] ?? "" },
      { src: B, remoteId: images[B] ?? "" },
    ];
    expect(await fixture.catalogue.write([aWrite({ sku: "P-1", images: known }, { remoteId })])).toMatchObject([
      { outcome: "unchanged", images },
    ]);
    const swapped = await fixture.catalogue.write([aWrite({ sku: "P-1", images: known.toReversed() }, { remoteId })]);
    expect(swapped).toMatchObject([{ outcome: "updated", images }]);
    expect(uploads(fixture)).toBe(2);
    expect(shownImages(fixture, remoteId).map(({ id }) => String(id))).toEqual([images[B], images[A]]);
  });

  test("of the store itself are known by their address", async () => {
    const { fixture, remoteId } = await aPictured([{ src: A }]);
    const shown = (await fixture.catalogue.show([{ remoteId, parentRemoteId: null }])).get(remoteId);
    const images = shown !== undefined && "images" in shown ? shown.images.map(({ src }) => ({ src })) : [];
    expect(await fixture.catalogue.write([aWrite({ sku: "P-1", images }, { remoteId })])).toMatchObject([
      { outcome: "unchanged" },
    ]);
  });

  test("one more leaves those that are there; words beside them are changed in place", async () => {
    const { fixture, remoteId, images } = await aPictured([{ src: A, alt: "First" }]);
    const more = [
      { src: A, alt: "Better", remoteId: images[A] ?? "" },
      { src: B, alt: "Second", name: "b" },
    ];
    const result = done((await fixture.catalogue.write([aWrite({ sku: "P-1", images: more }, { remoteId })]))[0]);
    expect(result.images[A]).toBe(images[A]);
    expect(shownImages(fixture, remoteId)).toMatchObject([{ alt: "Better" }, { alt: "Second", name: "b" }]);
    expect(uploads(fixture)).toBe(2);
  });

  test("of a create that fails are not left behind, nor sent again on the next try", async () => {
    const fixture = await aCatalogue();
    fixture.shop.control.faults.set({ kind: "status", status: 500, match: { method: "POST" }, times: 1 });
    const write = aWrite({ name: "P", sku: "P-1", images: [{ src: A }] });
    expect(await fixture.catalogue.write([write])).toMatchObject([{ outcome: "failed", again: true }]);
    expect(uploads(fixture)).toBe(0);
    expect(await fixture.catalogue.write([write])).toMatchObject([{ outcome: "created" }]);
    expect(uploads(fixture)).toBe(1);
  });

  test.each(["save-then-500", "save-then-504", "save-then-drop"] as const)(
    "whose answer was lost by %s are found again",
    async (kind) => {
      const fixture = await aCatalogue();
      const head = done((await fixture.catalogue.write([aWrite({ name: "P", sku: "P-1" })]))[0]);
      fixture.shop.control.faults.set({ kind, match: { method: "POST" }, times: 1 });
      const write = aWrite({ sku: "P-1", images: [{ src: A }, { src: B }] }, { remoteId: head.remoteId });
      const result = done((await fixture.catalogue.write([write]))[0]);
      expect(result.outcome).toBe("updated");
      expect(Object.keys(result.images)).toEqual([A, B]);
      expect(uploads(fixture)).toBe(2);
      expect(shownImages(fixture, head.remoteId)).toHaveLength(2);
    },
  );

  test("that cannot be fetched do not undo the product, and the answer says where it is", async () => {
    const fixture = await aCatalogue();
    const bad = { src: "http://127.0.0.1:9/none.png" };
    const results = await fixture.catalogue.write([
      aWrite({ name: "P", sku: "P-1", images: [bad] }),
      aWrite({ name: "Q", sku: "Q-1", images: [{ src: A }] }),
    ]);
    expect(results).toMatchObject([
      { outcome: "failed", remoteId: expect.any(String), message: expect.stringContaining("none.png") },
      { outcome: "created" },
    ]);
  });

  test("that somebody deleted from the store's library are sent anew", async () => {
    const fixture = await aCatalogue();
    const head = done((await fixture.catalogue.write([aWrite({ name: "P", sku: "P-1" })]))[0]);
    const images = [{ src: A, remoteId: "424242" }];
    const results = await fixture.catalogue.write([
      aWrite({ sku: "P-1", images }, { remoteId: head.remoteId }),
      aWrite({ name: "Q", sku: "Q-1", images }),
    ]);
    expect(results).toMatchObject([{ outcome: "updated" }, { outcome: "created" }]);
    expect(shownImages(fixture, head.remoteId)).toHaveLength(1);
    expect(done(results[0]).images[A]).not.toBe("424242");
  });

  test("of a variation are one", async () => {
    const fixture = await aCatalogue();
    const head = done((await fixture.catalogue.write([aWrite({ name: "P", sku: "P-1", type: "variable" })]))[0]);
    const write = aWrite({ sku: "V-1", images: [{ src: A }, { src: B }] }, { parentRemoteId: head.remoteId });
    const result = done((await fixture.catalogue.write([write]))[0]);
    expect(Object.keys(result.images)).toEqual([A]);
    const again = {
      ...write,
      remoteId: result.remoteId,
      draft: { ...write.draft, fields: { images: [{ src: A, remoteId: result.images[A] ?? "" }] } },
    };
    expect(await fixture.catalogue.write([again])).toMatchObject([{ outcome: "unchanged" }]);
  });
});
