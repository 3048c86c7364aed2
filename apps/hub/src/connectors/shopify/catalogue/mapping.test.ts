// Our fields as Shopify's, and back: prices, statuses, weights, pictures, options.
import { describe, expect, test } from "vitest";
import type { ListingDraft, ListingFields } from "../../../connector-kit/catalogue.ts";
import type { document } from "../client.ts";
import { failedByUserErrors } from "./failed.ts";
import { toListingState } from "./listing-state.ts";
import { pricesOf, priceValues } from "./prices.ts";
import { type Family, familySchema, headOf, membersOf } from "./rows.ts";
import { sendProduct } from "./sending.ts";
import { differing, shownValues, weightIn } from "./values.ts";
import { wantedValues } from "./wanted.ts";

const variant = {
  id: "gid://shopify/ProductVariant/11",
  sku: "MUG",
  barcode: null,
  price: "15.00",
  compareAtPrice: "19.90",
  updatedAt: "2026-11-20T10:00:00Z",
  selectedOptions: [{ name: "Title", value: "Default Title" }],
  inventoryItem: { measurement: { weight: { value: 1, unit: "POUNDS" } } },
};
const noMore = { hasNextPage: false, endCursor: null };

function aFamily(changes: object = {}): Family {
  return familySchema.parse({
    id: "gid://shopify/Product/1",
    title: "Mug",
    descriptionHtml: "",
    vendor: "Harbour",
    productType: "",
    status: "ACTIVE",
    tags: ["new", "Tea"],
    updatedAt: "2026-11-20T09:00:00Z",
    hasOnlyDefaultVariant: true,
    options: [{ name: "Title", values: ["Default Title"] }],
    identity: null,
    media: { nodes: [], pageInfo: noMore },
    variants: { nodes: [variant], pageInfo: noMore },
    ...changes,
  });
}
const draft = (fields: ListingFields, more: Partial<ListingDraft> = {}): ListingDraft => ({
  fields,
  attributes: [],
  ...more,
});
const wanted = (fields: ListingFields, family = aFamily()) =>
  differing(wantedValues(draft(fields), headOf(family), false, "KILOGRAMS"), shownValues(headOf(family)));

describe("prices", () => {
  test.each([
    [
      { price: "15.00", compareAtPrice: "19.90" },
      { regular_price: "19.90", sale_price: "15.00" },
    ],
    [
      { price: "19.90", compareAtPrice: null },
      { regular_price: "19.90", sale_price: null },
    ],
    // A price that is struck through though it is not more says nothing of a sale.
    [
      { price: "19.90", compareAtPrice: "19.90" },
      { regular_price: "19.90", sale_price: null },
    ],
    [
      { price: "19.90", compareAtPrice: "0.00" },
      { regular_price: "19.90", sale_price: null },
    ],
  ])("%j is %j", (shown, ours) => {
    expect(pricesOf(shown)).toEqual(ours);
  });

  test.each<[ListingFields, object]>([
    [{ regular_price: "21" }, { price: "15.00", compareAtPrice: "21" }],
    [{ sale_price: null }, { price: "19.90", compareAtPrice: null }],
    [{ sale_price: "" }, { price: "19.90", compareAtPrice: null }],
    [
      { regular_price: "30", sale_price: "20" },
      { price: "20", compareAtPrice: "30" },
    ],
    [{ name: "Mug" }, {}],
  ])("%j during a sale is sent as %j", (fields, sent) => {
    expect(priceValues(fields, shownValues(headOf(aFamily())))).toEqual(sent);
  });
});

describe("what is wanted", () => {
  test("leaves out what is the same in other words", () => {
    const same = { name: " Mug ", tags: ["tea", "New"], weight: "0.4536", regular_price: "19.9", sale_price: "15" };
    expect(wanted({ ...same, status: "publish", sku: "MUG" })).toEqual({});
  });

  test.each([
    ["publish", "DRAFT", { status: "ACTIVE" }],
    ["publish", "ARCHIVED", { status: "ACTIVE" }],
    ["publish", "UNLISTED", {}],
    ["draft", "ACTIVE", { status: "DRAFT" }],
    ["draft", "ARCHIVED", {}],
  ] as const)("%s over %s writes %j", (status, shown, written) => {
    expect(wanted({ status }, aFamily({ status: shown }))).toEqual(written);
  });

  test("of a head of variants is neither price nor SKU of one", () => {
    const options = [{ name: "color", values: ["Red"] }];
    const member = { ...variant, selectedOptions: [{ name: "color", value: "Red" }] };
    const family = aFamily({ hasOnlyDefaultVariant: false, options, variants: { nodes: [member], pageInfo: noMore } });
    expect(wanted({ sku: "HEAD", regular_price: "5", weight: "2" }, family)).toEqual({ identity: "HEAD" });
    const [row] = membersOf(family);
    const values = wantedValues(draft({}, { variantOptions: { Color: "Red" } }), row ?? null, true, "KILOGRAMS");
    expect(values).toEqual({ options: { color: "Red" } });
    expect(toListingState(headOf(family), "KILOGRAMS")).toMatchObject({
      sku: null,
      type: "variable",
      attributes: [{ target: "color", options: ["Red"], forVariants: true }, { target: "vendor" }],
      variants: ["variant/11"],
    });
  });
});

test("weights are told in the unit in which the shop weighs", () => {
  expect(weightIn("KILOGRAMS", { value: 1, unit: "POUNDS" })).toBe("0.4536");
  expect(weightIn("GRAMS", { value: 0.4, unit: "KILOGRAMS" })).toBe("400");
  expect(weightIn("GRAMS", { value: 0, unit: "GRAMS" })).toBe("");
});

test("films and models stay where pictures are changed", async () => {
  const film = { id: "gid://shopify/Video/9", alt: null, mediaContentType: "VIDEO" };
  const sent: unknown[] = [];
  const client = {
    now: () => new Date(),
    download: () => Promise.reject(new Error("nothing is downloaded")),
    ask: async <T>({ data }: ReturnType<typeof document<T>>, variables = {}) => {
      sent.push(variables);
      return data.parse({ productSet: { product: null, userErrors: [] } });
    },
  };
  const family = aFamily({ media: { nodes: [film], pageInfo: noMore } });
  await sendProduct(client, family, { images: [{ src: "https://pictures.example/1.jpg" }] });
  const picture = { originalSource: "https://pictures.example/1.jpg", contentType: "IMAGE" };
  expect(sent).toEqual([{ identifier: { id: family.id }, input: { files: [picture, { id: film.id }] } }]);
});

test("refusals are told by our names of the fields", () => {
  const price = { code: "INVALID_VARIANT", field: ["input", "variants", "0", "compareAtPrice"], message: "is too low" };
  const title = { field: ["title"], message: "can't be blank" };
  expect(failedByUserErrors([price, title])).toMatchObject({
    code: "refused",
    message: "sale_price: is too low; name: can't be blank",
  });
  const options = { code: "OPTIONS_OVER_LIMIT", field: ["input", "productOptions"], message: "Over the limit" };
  expect(failedByUserErrors([options])).toMatchObject({ code: "too_many_options", message: "options: Over the limit" });
});
