// Drafts cut down to what a store has a place for.
import { expect, test } from "vitest";
import type { ListingShape } from "../connector-kit/catalogue.ts";
import { fitted } from "./fitted.ts";

const shape: ListingShape = {
  fields: ["name", "status", "regular_price"],
  variantFields: ["regular_price"],
  statuses: ["publish", "draft"],
  attributes: ["product_type"],
  variantAttributes: ["barcode"],
};
const own = (target: string, options: readonly string[], forVariants = false) => ({
  target,
  label: target,
  options,
  forVariants,
});
const drafted = {
  draft: {
    fields: { name: "Mug", status: "private", regular_price: "5", length: "2", short_description: "s" },
    attributes: [own("pa_color", ["Red"], true), own("Product Type", ["Cups"]), own("Care", ["By hand"])],
  },
  exportedFields: ["name", "status", "price", "dimensions", "shortDescription", "kind", "Care"],
  origins: {
    name: ["name"],
    status: ["status"],
    regular_price: ["price"],
    length: ["dimensions"],
    short_description: ["shortDescription"],
    "attributes.Product Type": ["kind"],
    "attributes.Care": ["Care"],
  },
  warnings: [],
} as const;

test("a store that takes everything gets everything", () => {
  expect(fitted(drafted, undefined, false)).toBe(drafted);
});

test("what has no place is left out and told; what variants choose among always goes, under its own name", () => {
  const { draft, exportedFields, warnings } = fitted(drafted, shape, false);
  expect(draft.fields).toEqual({ name: "Mug", status: "draft", regular_price: "5" });
  expect(draft.attributes).toMatchObject([{ target: "Color", forVariants: true }, { target: "Product Type" }]);
  expect(exportedFields).toEqual(["name", "status", "price", "kind"]);
  expect(warnings.map(({ field }) => field)).toEqual(["dimensions", "shortDescription", "Care", "status"]);
});

test("of a variant only that is told which its product does not say either", () => {
  const draft = {
    fields: { name: "Mug", regular_price: "5" },
    attributes: [own("Barcode", ["400"]), own("Care", ["x"])],
    variantOptions: { pa_color: "Red" },
  };
  const origins = { name: ["name"], "attributes.Barcode": ["gtin"], "attributes.Care": ["Care"] };
  const exportedFields = ["name", "gtin", "Care"];
  const cut = fitted({ draft, origins, exportedFields, warnings: [] }, shape, true);
  expect(cut.draft).toMatchObject({
    fields: { regular_price: "5" },
    attributes: [{ target: "Barcode" }],
    variantOptions: { Color: "Red" },
  });
  expect(Object.keys(cut.draft.fields)).toEqual(["regular_price"]);
  expect(cut.warnings.map(({ field }) => field)).toEqual(["Care"]);
});
