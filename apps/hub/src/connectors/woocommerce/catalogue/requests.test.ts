// Whatever is asked of a store's catalogue must exist in WooCommerce's published interface.
import { describe, expect, test } from "vitest";
import { aCatalogue, aDraft, aWrite, done } from "../fixtures/catalogue.ts";
import { complaintsAbout, propertiesOf, SPECS } from "../fixtures/published-interface.ts";
import { RECORDINGS } from "../fixtures/recordings.ts";
import { askedBy } from "../fixtures/scripted-store.ts";
import { listingSchema } from "./rows.ts";

const FIELDS = {
  name: "X",
  sku: "X",
  description: "D",
  short_description: "S",
  status: "draft",
  type: "variable",
  stock_status: "onbackorder",
  weight: "1",
  length: "2",
  images: [{ src: "https://pictures.example/a.png", alt: "A", name: "a" }],
  categories: [["New", "Tree"]],
  tags: ["new"],
} as const;
const ATTRIBUTES = [
  { target: "pa_new", label: "New", options: ["Red"], forVariants: true },
  { target: "Own", label: "Own", options: ["One"], forVariants: false },
];

async function everythingAsked() {
  const { catalogue, http } = await aCatalogue();
  const draft = aDraft(FIELDS, { attributes: ATTRIBUTES });
  const [head] = await catalogue.write([aWrite(FIELDS, { draft })]);
  const { remoteId } = done(head);
  const ofVariant = {
    sku: "V",
    regular_price: "20",
    sale_price: "15",
    images: FIELDS.images,
    status: "private",
  } as const;
  const variant = aWrite(ofVariant, {
    parentRemoteId: remoteId,
    draft: aDraft(ofVariant, { variantOptions: { pa_new: "Blue" } }),
  });
  const [made] = await catalogue.write([variant]);
  const { key, remoteId: id, before, after } = done(made);
  const [updated] = await catalogue.write([aWrite({ sku: "X", weight: "9" }, { remoteId })]);
  await catalogue.show([
    { remoteId, parentRemoteId: null },
    { remoteId: "1", parentRemoteId: null },
    { remoteId: id, parentRemoteId: remoteId },
    { remoteId: "5", parentRemoteId: remoteId },
  ]);
  await catalogue.findBySku(["X", "V"]);
  await Array.fromAsync(catalogue.read({}));
  await Array.fromAsync(catalogue.read({ remoteIds: [remoteId] }));
  await catalogue.putBack([
    { key, remoteId: id, parentRemoteId: remoteId, before, after },
    { key: "X", remoteId, parentRemoteId: null, before: done(updated).before, after: done(updated).after },
  ]);
  await catalogue.remove({ remoteId, parentRemoteId: null });
  return http.asked.map(askedBy);
}

describe.skipIf(SPECS === null || RECORDINGS === null)("the published interface", () => {
  test("knows everything that is asked", async () => {
    const asked = await everythingAsked();
    const routes = new Set(asked.map(({ request, path }) => `${request.method} ${path.replace(/\d+/g, "1")}`));
    expect(routes.size).toBeGreaterThan(14);
    expect(asked.flatMap(complaintsAbout)).toEqual([]);
  });

  test("lists every field that is read", () => {
    const known = [
      ...propertiesOf("products", "Product properties"),
      ...propertiesOf("product-variations", "Product variation properties"),
    ];
    const image = "image";
    expect(Object.keys(listingSchema.shape).filter((name) => !known.includes(name) && name !== image)).toEqual([]);
  });
});
