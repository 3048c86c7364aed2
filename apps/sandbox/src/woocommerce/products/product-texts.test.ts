// Texts, attributes and SKUs of products as a reader and as an editor are shown them.
import { describe, expect, test } from "vitest";
import { hasRecordings, recording, recordingNames } from "../testing/recordings.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { isObject, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { paragraphs } from "../wordpress/text.ts";

const shared = sharedStore({ products: 10 });
const make = async (fields: JsonObject) => (await shared.client.post("/products", { name: "Thing", ...fields })).object;

describe("texts", () => {
  test("a reader is shown paragraphs, an editor what is stored", async () => {
    const { id } = await make({ description: "One\nline\n\nTwo", short_description: "Short" });
    expect((await shared.client.get(`/products/${id}`)).object).toMatchObject({
      description: "<p>One<br />\nline</p>\n<p>Two</p>\n",
      short_description: "<p>Short</p>\n",
    });
    const stored = { description: "One\nline\n\nTwo", short_description: "Short" };
    expect((await shared.client.get(`/products/${id}?context=edit`)).object).toMatchObject(stored);
    expect((await shared.client.get(`/products?include=${id}&context=edit`)).list).toMatchObject([stored]);
  });

  test.skipIf(!hasRecordings)("those that readers of a real store are shown are made of paragraphs already", () => {
    const rows = recordingNames("products").flatMap((name) => {
      const { body } = recording(name);
      return isObject(body) ? [body] : objectsOf(body);
    });
    const texts = rows.flatMap(({ description, sku }) => (sku && description ? [String(description)] : []));
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(paragraphs(text)).toBe(text);
  });

  test("an editor is shown a variation's own image, a reader its product's", async () => {
    const parent = await make({ type: "variable", images: [{ src: "https://pictures.example/a.png" }] });
    const path = `/products/${parent.id}/variations`;
    const { id } = (await shared.client.post(path, { regular_price: "1" })).object;
    expect((await shared.client.get(`${path}/${id}`)).object.image).toMatchObject({ name: "a.png" });
    expect((await shared.client.get(`${path}/${id}?context=edit`)).object.image).toBeNull();
    expect((await shared.client.get(`${path}?context=edit`)).list[0]?.image).toBeNull();
  });
});

describe("attributes", () => {
  test("a bar in an option of a product's own attribute makes two of it, in one of a shared attribute not", async () => {
    const [color = {}] = (await shared.client.get("/products/attributes")).list;
    const product = await make({
      attributes: [
        { name: "Own", options: ["a|b", "c &#124; d"] },
        { id: Number(color.id), options: ["a|b", "x, y"] },
      ],
    });
    expect(product.attributes).toMatchObject([{ options: ["a", "b", "c &#124; d"] }, { options: ["a|b", "x, y"] }]);
  });

  test("a shared attribute without options is dropped", async () => {
    const [color = {}] = (await shared.client.get("/products/attributes")).list;
    expect((await make({ attributes: [{ id: Number(color.id), options: [] }] })).attributes).toEqual([]);
  });

  test.skipIf(!hasRecordings)("the slug of a product's own is its name, in a variation it is a slug", async () => {
    const { body } = recording("products/single-variable-custom-attribute");
    const recorded = isObject(body) ? objectsOf(body.attributes) : [];
    expect(recorded[0]).toMatchObject({ name: "Wood / Holz", slug: "Wood / Holz" });
    const product = await make({
      type: "variable",
      attributes: [{ name: "Wood / Holz", variation: true, options: ["Oak"] }],
    });
    expect(product.attributes).toMatchObject([{ name: "Wood / Holz", slug: "Wood / Holz" }]);
    const fields = { attributes: [{ name: "Wood / Holz", option: "Oak" }] };
    const variation = (await shared.client.post(`/products/${product.id}/variations`, fields)).object;
    expect(variation.attributes).toMatchObject([{ name: "Wood / Holz", slug: "wood-holz", option: "Oak" }]);
  });
});

test("a SKU with a comma is found where it is asked for alone", async () => {
  const { id } = await make({ sku: "A,1" });
  const found = async (sku: string) => (await shared.client.get(`/products?sku=${encodeURIComponent(sku)}`)).list;
  expect((await found("A,1")).map((one) => one.id)).toEqual([id]);
  expect(await found("A,1,B")).toEqual([]);
});

test("a product of several has no price of its own", async () => {
  expect(await make({ type: "variable", regular_price: "5" })).toMatchObject({ regular_price: "", sale_price: "" });
});

test("only what was never public has no slug", async () => {
  const draft = await make({ status: "draft" });
  expect(draft.slug).toBe("");
  const published = (await shared.client.put(`/products/${draft.id}`, { status: "publish" })).object;
  expect(published.slug).not.toBe("");
  expect((await shared.client.put(`/products/${draft.id}`, { status: "draft", slug: "" })).object.slug).toBe("");
});
