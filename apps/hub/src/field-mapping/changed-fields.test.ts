// Only what differs from the last export is sent.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ListingDraft } from "../connector-kit/catalogue.ts";
import { changedFields, hashesOf } from "./changed-fields.ts";
import { entriesOf, isEmptyDraft } from "./draft-entries.ts";

const text = fc.string({ maxLength: 12 });
const drafts: fc.Arbitrary<ListingDraft> = fc.record({
  fields: fc.record(
    {
      name: text,
      regular_price: fc.option(text, { nil: null }),
      images: fc.array(fc.record({ src: fc.webUrl() }), { maxLength: 3 }),
      categories: fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 3 }),
      tags: fc.array(text, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
  attributes: fc.uniqueArray(
    fc.record({ target: text, label: text, options: fc.array(text, { maxLength: 3 }), forVariants: fc.boolean() }),
    { selector: ({ target }) => target, maxLength: 4 },
  ),
  variantOptions: fc.dictionary(text, text, { maxKeys: 3 }),
});

describe("X23", () => {
  test("a draft that was sent has nothing left, and one that was never sent all of it", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(isEmptyDraft(changedFields(draft, hashesOf(draft)))).toBe(true);
        expect(changedFields(draft, {})).toEqual(draft);
      }),
    );
  });

  test("what is left is exactly what differs", () => {
    fc.assert(
      fc.property(drafts, drafts, (draft, sent) => {
        const before = new Map(entriesOf(sent).map(([key, value]) => [key, JSON.stringify(value)]));
        const left = new Set(entriesOf(changedFields(draft, hashesOf(sent))).map(([key]) => key));
        for (const [key, value] of entriesOf(draft)) {
          if (JSON.stringify(value) === before.get(key)) expect(left).not.toContain(key);
          if (!before.has(key)) expect(left).toContain(key);
        }
      }),
    );
  });

  test("the order of keys and the store's ids of images make no difference", () => {
    const image = { src: "https://p.example/a.png", alt: "A" };
    const sent = hashesOf({ fields: { name: "Mug", images: [image] }, attributes: [] });
    const draft = { fields: { images: [{ alt: "A", remoteId: "7", src: image.src }], name: "Mug" }, attributes: [] };
    expect(isEmptyDraft(changedFields(draft, sent))).toBe(true);
  });

  test("a field that was taken away again counts as changed", () => {
    const sent = hashesOf({ fields: { sale_price: "9" }, attributes: [] });
    expect(changedFields({ fields: { sale_price: null }, attributes: [] }, sent).fields).toEqual({ sale_price: null });
  });
});
